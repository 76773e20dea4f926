import { html } from "../base/preact.js";
import { formatCost, formatDay, formatLongDay, formatMoney, formatNumber, unpricedOf } from "../base/format.js";
import { go, isOneDay, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { ChartFigure, Legend, hatched, lighter } from "../ui/chart.js";
import { Money } from "../ui/money.js";
import { Panel, Segments } from "../ui/panel.js";
import { DataTable } from "../ui/table.js";
import { MarkLegend, colorOf, isOngoing, labelsOf, legendOf, longLabelOf, pickDay, useSeries } from "./series.js";

/** What each day cost: its LLM calls by model, agent or project, or its runs. */
export function CostPanel({ route, usage, comparison }) {
  const by = stackedBy(route, usage.data, comparison.data);
  const series = useSeries(usage.data, route);
  const runs = by === "runs";
  const oneDay = isOneDay(route);
  const keys = { ...texts.cost.keys };
  if (oneDay) {
    delete keys.runs;
  }
  return html`<${Panel} id="cost" className="wide tall" title=${oneDay ? texts.cost.byHour : texts.cost.title}
    note=${runs ? texts.cost.ofRuns : texts.cost.ofCalls} question=${runs ? comparison : usage} section=${runs ? "daily" : "groups"} table=${true}
    tools=${html`<${Segments} label=${texts.cost.by} name="by" value=${by} values=${keys}
      onChange=${(value) => go(withOptions(route, { by: value }))} />`}>
    ${(data, asTable) => html`<${CostChart} route=${route} columns=${runs ? runColumns(data) : callColumns(data, series, comparison.data, route)}
      series=${series} runs=${runs} asTable=${asTable} />`}
  <//>`;
}

/** By model, if there are calls; else by runs, whose agents record their cost. */
function stackedBy({ options, ...route }, usage, comparison) {
  if (isOneDay({ options, ...route }) && options.by === "runs") {
    return "model";
  }
  const onlyRuns = usage?.totals.llm_calls === 0 && comparison?.current.total_cost > 0 && !isOneDay({ options, ...route });
  return options.by ?? (onlyRuns ? "runs" : "model");
}

function callColumns(usage, series, comparison, route) {
  const before = isOneDay(route) || route.options.model?.length ? [] : comparison?.daily ?? [];
  return {
    labels: labelsOf(usage, route),
    names: usage.buckets.map((bucket) => longLabelOf(bucket, route)),
    dates: usage.buckets.map((bucket) => bucket.start.slice(0, 10)),
    ongoing: usage.buckets.map((bucket) => isOngoing(bucket, usage.meta)),
    complete: usage.buckets.map((bucket) => bucket.complete),
    stacks: series.map((one) => ({
      name: one.name, series: one, values: one.groups.map((group) => group?.cost ?? 0),
      coverages: one.groups.map((group) => group?.cost_coverage), absent: one.groups.map((group) => group === null),
    })),
    before: before.slice(0, usage.buckets.length).map((day) => knownCost(day.previous?.llm_cost, comparison)),
    totals: before.map((day) => day.current?.llm_cost),
    total: usage.totals.cost,
    coverage: usage.totals.cost_coverage,
  };
}

function runColumns(comparison) {
  const days = comparison.daily.filter((day) => day.current);
  const last = days.length - 1;
  return {
    labels: days.map((day) => formatDay(day.current.date)),
    names: days.map((day) => formatLongDay(day.current.date)),
    dates: days.map((day) => day.current.date),
    // Today is the last day of a period that ends after the answer
    ongoing: days.map((_, index) => index === last && Date.parse(comparison.meta.as_of) < Date.parse(comparison.current.period.end)),
    complete: days.map((day) => day.current.complete),
    stacks: [{ name: texts.cost.keys.runs, series: { place: 0 }, values: days.map((day) => day.current.cost),
      coverages: days.map(() => comparison.current.cost_coverage), absent: days.map((day) => day.current.run_count === 0) }],
    before: days.map((day) => knownCost(day.previous?.cost, comparison)),
    totals: [],
    total: comparison.current.total_cost,
    coverage: comparison.current.total_cost === 0 ? comparison.current.cost_coverage : undefined,
  };
}

/** Null where the days before are gone, and for a 0 that may be the cost of calls without a price. */
function knownCost(cost, { comparable, previous }) {
  const known = cost !== undefined && comparable && (cost > 0 || unpricedOf(previous.cost_coverage) === 0);
  return known ? cost : null;
}

function CostChart({ route, columns, series, runs, asTable }) {
  const { labels, names, dates, ongoing, complete, stacks, before, totals, total, coverage } = columns;
  const pick = isOneDay(route) ? null : (index) => pickDay(route, dates[index]);
  const compared = before.some((value) => value !== null);
  const most = mostExpensive(stacks, names);
  const nothing = most === null && (unpricedOf(coverage) > 0 ? texts.cost.sentenceUnpriced : texts.cost.sentenceNone);
  const sentence = nothing || texts.cost.sentence(formatCost(total, coverage), formatNumber(labels.length), most);
  return html`<div class=${asTable ? "as-table" : ""}>
    <${ChartFigure} sentence=${sentence} nothing=${nothing} onPick=${pick} dependencies=${[columns.total, labels.join(), stacks, route.options]}
      configure=${(colors) => ({
        type: "bar",
        data: { labels, datasets: [...stacks.map((stack) => bars(stack, columns, colors)), ...(compared ? [lineBefore(before, colors)] : [])] },
        options: {
          stacked: true,
          tick: formatMoney,
          filter: (item) => Boolean(item.raw) || unpricedOf(stacks[item.datasetIndex]?.coverages[item.dataIndex]) > 0,
          title: ([item]) => item && names[item.dataIndex],
          label: (item) => ` ${item.dataset.label}: ${formatCost(item.raw, stacks[item.datasetIndex]?.coverages[item.dataIndex])}`,
          footer: ([item]) => (item && totals[item.dataIndex] > 0 ? texts.cost.all(formatMoney(totals[item.dataIndex])) : ""),
        },
      })}>
      <div class="legend-row">
        ${!runs && html`<${Legend} items=${legendOf(series, route)} />`}
        <div class="legend">
          ${compared && html`<span class="legend-item"><span class="swatch dash" aria-hidden="true"></span>${texts.cost.before}</span>`}
          <${MarkLegend} ongoing=${ongoing.some(Boolean)} settling=${complete.some((each, index) => !each && !ongoing[index])} />
        </div>
      </div>
      <${DataTable} shown=${asTable} caption=${runs ? texts.cost.title : sentence} columns=${[texts.period.day, ...stacks.map((stack) => stack.name), ...(compared ? [texts.cost.before] : [])]}
        rows=${names.map((name, index) => ({
          key: name, head: name, onPick: pick && (() => pick(index)),
          cells: [...stacks.map((stack) => stack.absent[index] ? texts.none : html`<${Money} value=${stack.values[index]} coverage=${stack.coverages[index]} />`),
            ...(compared ? [before[index] === null ? texts.none : html`<${Money} value=${before[index]} />`] : [])],
        }))} />
    <//>
  </div>`;
}

function bars({ name, series, values }, { ongoing, complete }, colors) {
  const color = colorOf(series, colors);
  const fill = values.map((_, index) => ongoing[index] ? hatched(color) : complete[index] ? color : lighter(color));
  return {
    label: name, data: values, backgroundColor: fill, hoverBackgroundColor: fill, borderColor: colors.panel,
    borderWidth: { top: 1 }, borderRadius: 2, borderSkipped: false, maxBarThickness: 36, categoryPercentage: 0.78, barPercentage: 1, order: 1,
    pointStyle: "rectRounded",
  };
}

function lineBefore(values, colors) {
  return {
    type: "line", label: texts.cost.before, data: values, stack: "before", borderColor: colors.before, backgroundColor: colors.before,
    borderWidth: 1.5, borderDash: [4, 3], pointRadius: 0, pointHoverRadius: 3, spanGaps: false, order: 0, pointStyle: "line",
  };
}

/** The day whose stack is highest, by name; null if none costs anything. */
function mostExpensive(stacks, names) {
  const heights = names.map((_, index) => stacks.reduce((height, stack) => height + stack.values[index], 0));
  const highest = Math.max(0, ...heights);
  return highest === 0 ? null : names[heights.indexOf(highest)];
}

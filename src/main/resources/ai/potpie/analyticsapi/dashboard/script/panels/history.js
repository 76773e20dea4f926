import { html } from "../base/preact.js";
import { useAnswer } from "../base/answers.js";
import { formatCost, formatDay, formatMoney, formatMonth, formatNumber, formatPeriod, formatShare, unpricedOf } from "../base/format.js";
import { historyUrl } from "../base/questions.js";
import { go, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { ChartFigure, hatched, lighter } from "../ui/chart.js";
import { Money } from "../ui/money.js";
import { Panel, Segments, useSeen } from "../ui/panel.js";
import { DataTable, Value } from "../ui/table.js";

/** A year by month or week, where the service has a history of its own. It asks when it is seen. */
export function HistoryPanel({ route }) {
  const [element, seen] = useSeen();
  const granularity = route.options.granularity === "week" ? "week" : "month";
  const question = useAnswer(seen ? historyUrl(route, granularity) : null);
  return html`<div class="wide" ref=${element}>
    <${Panel} id="history" title=${texts.history.title} note=${texts.history.note} question=${question} section="buckets" table=${true}
      tools=${html`<${Segments} label=${texts.history.by} name="granularity" value=${granularity} values=${texts.history.units}
        onChange=${(value) => go(withOptions(route, { granularity: value }))} />`}>
      ${(data, asTable) => html`<${HistoryChart} route=${route} history=${data} asTable=${asTable} />`}
    <//>
  </div>`;
}

function HistoryChart({ route, history, asTable }) {
  const { buckets, totals, granularity } = history;
  const names = buckets.map((bucket) => bucketName(bucket, granularity));
  const highest = buckets.reduce((most, bucket, index) => (bucket.total_cost > (buckets[most]?.total_cost ?? 0) ? index : most), -1);
  const nothing = highest < 0 && texts.history.none;
  const sentence = nothing || texts.history.sentence(formatCost(totals.total_cost, totals.run_cost_coverage), names[highest]);
  const pick = (index) => go(withOptions(route, { days: undefined, from: firstDayOf(buckets[index]), to: lastDayOf(buckets[index]) }));
  return html`<div class=${asTable ? "as-table" : ""}>
    <${ChartFigure} sentence=${sentence} nothing=${nothing} onPick=${pick} dependencies=${[history]}
      configure=${(colors) => ({
        type: "bar",
        data: {
          labels: buckets.map((bucket) => granularity === "month" ? formatMonth(firstDayOf(bucket)) : formatDay(firstDayOf(bucket))),
          datasets: [{
            label: texts.history.cost, data: buckets.map((bucket) => bucket.total_cost),
            ...sameOnHover(buckets.map((bucket) => bucketColor(bucket, colors.series[0]))),
            borderRadius: 2, maxBarThickness: 56, categoryPercentage: 0.78, barPercentage: 1, pointStyle: "rectRounded",
          }],
        },
        options: {
          tick: formatMoney,
          title: ([item]) => item && names[item.dataIndex],
          label: (item) => bucketLabels(buckets[item.dataIndex]),
        },
      })}>
      <div class="legend">
        ${buckets.some((bucket) => bucket.state === "open") && html`<span class="legend-item"><span class="swatch hatch" aria-hidden="true"></span>${texts.history.states.open}</span>`}
        ${["settling", "partial"].filter((state) => buckets.some((bucket) => bucket.state === state))
          .map((state) => html`<span key=${state} class="legend-item"><span class="swatch light" aria-hidden="true"></span>${texts.history.states[state]}</span>`)}
        ${totals.is_lower_bound && html`<span class="legend-item">${texts.history.lowerBound}</span>`}
      </div>
      <${DataTable} shown=${asTable} caption=${sentence} columns=${[texts.history.units[granularity], texts.history.cost, texts.cards.runs, texts.cards.success, texts.cards.conversations, texts.history.state]}
        rows=${buckets.map((bucket, index) => ({
          key: bucket.start, head: names[index], onPick: () => pick(index),
          cells: bucket.state === "missing" ? [texts.none, texts.none, texts.none, texts.none, texts.history.states.missing] : [
            html`<${Money} value=${bucket.total_cost} coverage=${bucket.run_cost_coverage} />`,
            html`<${Value} value=${bucket.total_agent_runs}>${formatNumber(bucket.total_agent_runs)}<//>`,
            html`<${Value} value=${bucket.success_rate}>${bucket.total_agent_runs ? formatShare(bucket.success_rate) : texts.none}<//>`,
            html`<${Value} value=${bucket.conversation_count}>${formatNumber(bucket.conversation_count)}<//>`,
            texts.history.states[bucket.state],
          ],
        }))} />
    <//>
  </div>`;
}

function bucketColor({ state }, color) {
  return { open: hatched, settling: lighter, partial: lighter }[state]?.(color) ?? color;
}

function sameOnHover(colors) {
  return { backgroundColor: colors, hoverBackgroundColor: colors };
}

function bucketLabels(bucket) {
  return [
    ` ${texts.history.cost}: ${formatCost(bucket.total_cost, bucket.run_cost_coverage)}`,
    ` ${texts.cards.runs}: ${formatNumber(bucket.total_agent_runs)}`,
    ` ${texts.history.states[bucket.state]}`,
    ...(unpricedOf(bucket.run_cost_coverage) > 0 ? [` ${texts.history.unpriced(formatNumber(unpricedOf(bucket.run_cost_coverage)))}`] : []),
  ];
}

function firstDayOf({ start }) {
  return start.slice(0, 10);
}

/** The date of the day before the end, which is a midnight with an offset. */
function lastDayOf({ end }) {
  const day = new Date(`${end.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

function bucketName(bucket, granularity) {
  const whole = granularity === "month" && firstDayOf(bucket).endsWith("-01");
  return whole ? formatMonth(firstDayOf(bucket)) : formatPeriod(bucket, lastDayOf(bucket));
}

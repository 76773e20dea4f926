import { html } from "../base/preact.js";
import { formatDuration } from "../base/format.js";
import { go, isOneDay, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { ChartFigure, Legend } from "../ui/chart.js";
import { Panel, Segments } from "../ui/panel.js";
import { DataTable, Value } from "../ui/table.js";
import { colorOf, labelsOf, legendOf, longLabelOf, pickDay, useSeries } from "./series.js";

/** How long LLM calls took. Percentiles cannot be added up: each group has its own line. */
export function DurationsPanel({ route, usage }) {
  const series = useSeries(usage.data, route);
  const percentile = route.options.percentile ?? "p95";
  return html`<${Panel} id="durations" className="half" title=${texts.durations.title} question=${usage} section="groups" shared=${true} table=${true}
    tools=${html`<${Segments} label=${texts.durations.percentile} name="percentile" value=${percentile} values=${{ p50: "p50", p95: "p95" }}
      onChange=${(value) => go(withOptions(route, { percentile: value }))} />`}>
    ${(data, asTable) => data.totals.llm_calls === 0 ? html`<p class="nothing">${texts.durations.none}</p>`
      : html`<${DurationChart} route=${route} usage=${data} series=${series} percentile=${percentile} asTable=${asTable} />`}
  <//>`;
}

function DurationChart({ route, usage, series, percentile, asTable }) {
  const { p50, p95 } = usage.totals.duration_ms;
  const sentence = texts.durations.sentence(formatDuration(p50), formatDuration(p95));
  const pick = isOneDay(route) ? null : (index) => pickDay(route, usage.buckets[index].start.slice(0, 10));
  const names = usage.buckets.map((bucket) => longLabelOf(bucket, route));
  const values = series.map((one) => one.groups.map((group) => group?.duration_ms[percentile] ?? null));
  return html`<div class=${asTable ? "as-table" : ""}>
    <dl class="figures">
      <div><dt>p50</dt><dd><${Value} value=${p50}>${formatDuration(p50)}<//></dd></div>
      <div><dt>p95</dt><dd><${Value} value=${p95}>${formatDuration(p95)}<//></dd></div>
    </dl>
    <${ChartFigure} sentence=${sentence} onPick=${pick} dependencies=${[usage, percentile, series]}
      configure=${(colors) => ({
        type: "line",
        data: {
          labels: labelsOf(usage, route),
          datasets: series.map((one, index) => ({
            label: one.name, data: values[index], borderColor: colorOf(one, colors), backgroundColor: colorOf(one, colors),
            borderWidth: 1.5, pointRadius: 1.5, pointHoverRadius: 3, spanGaps: false, pointStyle: "circle",
          })),
        },
        options: {
          tick: formatDuration,
          title: ([item]) => item && names[item.dataIndex],
          label: (item) => ` ${item.dataset.label}: ${formatDuration(item.raw)}`,
        },
      })}>
      <${Legend} items=${legendOf(series, route)} />
      <${DataTable} shown=${asTable} caption=${sentence} columns=${[texts.period.day, ...series.map((one) => one.name)]}
        rows=${names.map((name, index) => ({
          key: name, head: name, onPick: pick && (() => pick(index)),
          cells: values.map((all) => html`<${Value} value=${all[index]}>${formatDuration(all[index])}<//>`),
        }))} />
    <//>
  </div>`;
}

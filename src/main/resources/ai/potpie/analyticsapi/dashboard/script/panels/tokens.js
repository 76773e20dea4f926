import { html } from "../base/preact.js";
import { formatCompact, formatDay, formatLongDay, formatNumber } from "../base/format.js";
import { isOneDay } from "../base/route.js";
import { texts } from "../base/texts.js";
import { ChartFigure, Legend, hatched, lighter } from "../ui/chart.js";
import { Panel } from "../ui/panel.js";
import { DataTable, Value } from "../ui/table.js";
import { pickDay } from "./series.js";

const TOKEN_KINDS = [["input_tokens", "input"], ["cached_input_tokens", "cached"], ["output_tokens", "output"], ["reasoning_tokens", "reasoning"]];

/** Tokens of each day. Cached and reasoning tokens are parts of the others, and are never added. */
export function TokensPanel({ route, comparison }) {
  return html`<${Panel} id="tokens" className="half" title=${texts.tokens.title} question=${comparison} section="daily" shared=${true} table=${true}>
    ${(data, asTable) => data.current.llm_calls === 0 ? html`<p class="nothing">${texts.tokens.none}</p>`
      : html`<${TokenChart} route=${route} comparison=${data} asTable=${asTable} />`}
  <//>`;
}

function TokenChart({ route, comparison, asTable }) {
  const { current, daily, meta } = comparison;
  const days = daily.filter((day) => day.current).map((day) => day.current);
  const sentence = texts.tokens.sentence(formatNumber(current.input_tokens), formatNumber(current.output_tokens));
  const pick = isOneDay(route) ? null : (index) => pickDay(route, days[index].date);
  const running = Date.parse(meta.as_of) < Date.parse(current.period.end);
  const fill = (color) => days.map((day, index) => running && index === days.length - 1 ? hatched(color) : day.complete ? color : lighter(color));
  const bars = (field, color, label) => ({
    label, data: days.map((day) => day[field]), backgroundColor: fill(color), hoverBackgroundColor: fill(color), borderRadius: 2,
    maxBarThickness: 36, categoryPercentage: 0.78, barPercentage: 1, pointStyle: "rectRounded",
  });
  return html`<div class=${asTable ? "as-table" : ""}>
    <dl class="figures">${TOKEN_KINDS.map(([field, name]) => html`<div key=${field}>
      <dt>${texts.tokens[name]}</dt>
      <dd><${Value} value=${current[field]} title=${formatNumber(current[field])}>${formatCompact(current[field])}<//></dd>
    </div>`)}</dl>
    <${ChartFigure} sentence=${sentence} onPick=${pick} dependencies=${[comparison]}
      configure=${(colors) => ({
        type: "bar",
        data: {
          labels: days.map((day) => formatDay(day.date)),
          datasets: [bars("input_tokens", colors.series[0], texts.tokens.input), bars("output_tokens", colors.series[1], texts.tokens.output)],
        },
        options: {
          stacked: true,
          tick: formatCompact,
          title: ([item]) => item && formatLongDay(days[item.dataIndex].date),
          label: (item) => ` ${item.dataset.label}: ${formatNumber(item.raw)}`,
        },
      })}>
      <${Legend} items=${[{ name: texts.tokens.input, color: "var(--series-1)" }, { name: texts.tokens.output, color: "var(--series-2)" }]} />
      <${DataTable} shown=${asTable} caption=${sentence} columns=${[texts.period.day, texts.tokens.input, texts.tokens.output]}
        rows=${days.map((day, index) => ({
          key: day.date, head: formatLongDay(day.date), onPick: pick && (() => pick(index)),
          cells: ["input_tokens", "output_tokens"].map((field) => html`<${Value} value=${day[field]}>${formatNumber(day[field])}<//>`),
        }))} />
    <//>
  </div>`;
}

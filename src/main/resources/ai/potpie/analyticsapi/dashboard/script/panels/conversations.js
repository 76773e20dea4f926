import { html } from "../base/preact.js";
import { formatDay, formatLongDay, formatNumber } from "../base/format.js";
import { isOneDay } from "../base/route.js";
import { texts } from "../base/texts.js";
import { ChartFigure, Legend } from "../ui/chart.js";
import { Panel } from "../ui/panel.js";
import { DataTable, Value } from "../ui/table.js";
import { pickDay } from "./series.js";

/** Conversations of each day, and how long they were. */
export function ConversationsPanel({ route, analytics }) {
  return html`<${Panel} id="conversations" title=${texts.conversations.title} question=${analytics} section="conversations" shared=${true} table=${true}>
    ${(data, asTable) => data.conversation_stats.every((day) => day.count === 0) ? html`<p class="nothing">${texts.conversations.none}</p>`
      : html`<${ConversationChart} route=${route} days=${data.conversation_stats} asTable=${asTable} />`}
  <//>`;
}

function ConversationChart({ route, days, asTable }) {
  const busiest = days.reduce((most, day) => (day.count > most.count ? day : most));
  const sentence = texts.conversations.sentence(formatNumber(days.filter((day) => day.count > 0).length),
    formatLongDay(busiest.date), formatNumber(busiest.count));
  const pick = isOneDay(route) ? null : (index) => pickDay(route, days[index].date);
  return html`<div class=${asTable ? "as-table" : ""}>
    <${ChartFigure} sentence=${sentence} onPick=${pick} dependencies=${[days]}
      configure=${(colors) => ({
        type: "bar",
        data: {
          labels: days.map((day) => formatDay(day.date)),
          datasets: [{
            label: texts.conversations.count, data: days.map((day) => day.count), backgroundColor: colors.series[0],
            hoverBackgroundColor: colors.series[0], borderRadius: 2, maxBarThickness: 36, categoryPercentage: 0.78, barPercentage: 1, pointStyle: "rectRounded",
          }],
        },
        options: {
          tick: (value) => (Number.isInteger(value) ? formatNumber(value) : ""),
          title: ([item]) => item && formatLongDay(days[item.dataIndex].date),
          label: (item) => [` ${item.dataset.label}: ${formatNumber(item.raw)}`,
            ` ${texts.conversations.messages}: ${formatNumber(days[item.dataIndex].avg_messages)}`],
        },
      })}>
      <${Legend} items=${[{ name: texts.conversations.count, color: "var(--series-1)" }]} />
      <${DataTable} shown=${asTable} caption=${sentence} columns=${[texts.period.day, texts.conversations.count, texts.conversations.messages]}
        rows=${days.map((day, index) => ({
          key: day.date, head: formatLongDay(day.date), onPick: pick && (() => pick(index)),
          cells: ["count", "avg_messages"].map((field) => html`<${Value} value=${day[field]}>${formatNumber(day[field])}<//>`),
        }))} />
    <//>
  </div>`;
}

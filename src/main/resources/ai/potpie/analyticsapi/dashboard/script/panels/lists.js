import { html } from "../base/preact.js";
import { useAnswer } from "../base/answers.js";
import { formatCompact, formatDuration, formatList, formatMoment, formatMomentExactly, formatNumber } from "../base/format.js";
import { listUrl } from "../base/questions.js";
import { formatRoute, go, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { Icon } from "../ui/icons.js";
import { Money } from "../ui/money.js";
import { Panel, Segments, useSeen } from "../ui/panel.js";
import { Value } from "../ui/table.js";
import { Outcome } from "./outcomes.js";

/** The most expensive runs or conversations. It asks when it is seen. */
export function ListsPanel({ route }) {
  const [element, seen] = useSeen();
  const list = route.options.list === "conversations" ? "conversations" : "runs";
  const question = useAnswer(seen ? listUrl(route, list, { sort: "cost", limit: 10 }) : null);
  const rows = question.data?.[list];
  return html`<div class="wide" ref=${element}>
    <${Panel} id="lists" title=${texts.lists.title} question=${{ ...question, data: rows ? question.data : null }}
      tools=${html`<${Segments} label=${texts.lists.title} name="list" value=${list} values=${texts.lists.tabs}
          onChange=${(value) => go(withOptions(route, { list: value }))} />
        <a class="quiet" href=${formatRoute(withOptions(route, { show: list, order: "cost" }))}>${texts.lists.all[list]}</a>`}>
      ${(data) => list === "runs" ? html`<${RunTable} runs=${data.runs} route=${route} />`
        : html`<${ConversationTable} conversations=${data.conversations} route=${route} />`}
    <//>
  </div>`;
}

export function RunTable({ runs, route }) {
  return runs.length === 0 ? html`<p class="nothing">${texts.lists.noRuns}</p>` : html`<${ListTable}
    label=${texts.lists.tabs.runs} route=${route} rows=${runs} first=${texts.lists.agent}
    rowOf=${(run) => ({
      key: `${run.trace_id} ${run.run_id}`,
      open: withOptions(route, { show: "spans", run: run.run_id ?? undefined, trace: run.run_id ? undefined : run.trace_id, ...datesOf(run) }),
      name: run.agent_id ?? texts.unknown,
      detail: [run.project_id, run.environment, run.tries > 1 && texts.lists.tries(formatNumber(run.tries)), run.exception_message].filter(Boolean),
    })} />`;
}

export function ConversationTable({ conversations, route }) {
  return conversations.length === 0 ? html`<p class="nothing">${texts.lists.noConversations}</p>` : html`<${ListTable}
    label=${texts.lists.tabs.conversations} route=${route} rows=${conversations} first=${texts.lists.conversation}
    rowOf=${(conversation) => ({
      key: conversation.conversation_id,
      open: withOptions(route, { show: "runs", conversation: conversation.conversation_id }),
      name: conversation.conversation_id,
      detail: [formatList(conversation.agent_ids), formatList(conversation.project_ids), `${texts.lists.runs}: ${formatNumber(conversation.runs)}`,
        conversation.exception_message].filter(Boolean),
    })} />`;
}

function ListTable({ label, route, rows, rowOf, first }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table class="list">
      <thead><tr>
        <th scope="col">${first}</th><th scope="col">${texts.lists.outcome}</th><th scope="col" class="number">${texts.lists.cost}</th>
        <th scope="col" class="number">${texts.lists.tokens}</th><th scope="col" class="number">${texts.lists.duration}</th>
        <th scope="col" class="number">${texts.lists.when}</th><th scope="col"><span class="hidden">${texts.lists.trace}</span></th>
      </tr></thead>
      <tbody>${rows.map((row) => {
        const { key, open, name, detail } = rowOf(row);
        return html`<tr key=${key}>
          <th scope="row" class="main"><a href=${formatRoute(open)} dir="auto">${name}</a><span class="detail" dir="auto">${detail.join(" · ")}</span></th>
          <td><${Outcome} outcome=${row.outcome} /></td>
          <td class="number"><${Money} ...${costOf(row)} /></td>
          <td class="number"><${Value} value=${row.input_tokens} title=${`${formatNumber(row.input_tokens)} / ${formatNumber(row.output_tokens)}`}>${formatCompact(row.input_tokens)}<//></td>
          <td class="number"><${Value} value=${row.duration_ms}>${formatDuration(row.duration_ms)}<//></td>
          <td class="number"><time datetime=${row.last_activity} title=${formatMomentExactly(row.last_activity, route.options.tz)}>${formatMoment(row.last_activity, route.options.tz)}</time></td>
          <td>${/^https?:/.test(row.trace_url ?? "") && html`<a class="quiet" href=${row.trace_url} target="_blank" rel="noopener noreferrer" aria-label=${`${texts.lists.openTrace}: ${name}`} title=${texts.lists.openTrace}><${Icon} name="out" /></a>`}</td>
        </tr>`;
      })}</tbody>
    </table>
  </div>`;
}

/** What agents recorded, else what the calls cost. */
function costOf({ cost, llm_cost: llmCost, cost_coverage: coverage }) {
  return cost > 0 ? { value: cost } : { value: llmCost, coverage };
}

/** The dates of UTC between the first activity and the last, as the answer has them. */
function datesOf({ first_activity: first, last_activity: last }) {
  return { since: first.slice(0, 10), until: last.slice(0, 10) };
}

import { html } from "../base/preact.js";
import { useAnswer } from "../base/answers.js";
import { formatCompact, formatDuration, formatNumber, formatShare } from "../base/format.js";
import { usersUrl } from "../base/questions.js";
import { texts } from "../base/texts.js";
import { CardSkeleton } from "../panels/cards.js";
import { UsersPanel } from "../panels/users.js";
import { Filters, PeriodControls } from "../ui/controls.js";
import { Frame } from "../ui/frame.js";
import { Money } from "../ui/money.js";
import { ShareBar } from "../ui/sparkline.js";
import { Value } from "../ui/table.js";
import { Forbidden } from "./user.js";

/** What the agents of all users cost and did: one question. */
export function EveryoneScreen({ route }) {
  const users = useAnswer(usersUrl(route));
  return html`<${Frame} title=${texts.everyone} route=${route} questions=${[users]}>
    <div class="head">
      <div><h1>${texts.everyone}</h1><p class="muted">${users.data ? `${texts.users.total(users.data.totals.user_count)} · ${users.data.meta.timezone}` : users.problem ? "" : texts.loading}</p></div>
      <${PeriodControls} route=${route} />
    </div>
    <${Filters} route=${route} />
    ${users.problem?.status === 403 ? html`<${Forbidden} problem=${users.problem} />` : html`
      ${users.data ? html`<${Totals} totals=${users.data.totals} loading=${users.loading} />` : !users.problem && html`<${CardSkeleton} count=${6} />`}
      <div class="panels"><${UsersPanel} route=${route} question=${users} /></div>`}
  <//>`;
}

function Totals({ totals, loading }) {
  return html`<section class=${loading ? "cards old" : "cards"} aria-label=${texts.cards.title}>
    <${Total} title=${texts.cards.cost} field="total_cost" note=${totals.llm_calls > 0 && html`${texts.cards.llmCost("")}<${Money} value=${totals.llm_cost} coverage=${totals.cost_coverage} />`}>
      <${Money} value=${totals.total_cost} coverage=${totals.llm_cost === 0 ? totals.cost_coverage : undefined} /><//>
    <${Total} title=${texts.cards.users} field="user_count"><${Value} value=${totals.user_count}>${formatNumber(totals.user_count)}<//><//>
    <${Total} title=${texts.cards.runs} field="total_agent_runs" note=${`${texts.cards.errors}: ${formatNumber(totals.error_count)}`}>
      <${Value} value=${totals.total_agent_runs}>${formatNumber(totals.total_agent_runs)}<//><//>
    <${Total} title=${texts.cards.success} field="success_rate" chart=${html`<${ShareBar} share=${totals.success_rate} before=${null} />`}>
      <${Value} value=${totals.success_rate}>${totals.total_agent_runs ? formatShare(totals.success_rate) : texts.none}<//><//>
    <${Total} title=${texts.cards.conversations} field="conversation_count" note=${`${texts.cards.duration}: ${formatDuration(totals.avg_duration_ms)}`}>
      <${Value} value=${totals.conversation_count}>${formatNumber(totals.conversation_count)}<//><//>
    <${Total} title=${texts.cards.tokens} field="input_tokens"
      note=${texts.cards.inputOutput(formatCompact(totals.input_tokens), formatCompact(totals.output_tokens))}>
      <${Value} value=${totals.input_tokens} title=${formatNumber(totals.input_tokens)}>${formatCompact(totals.input_tokens)}<//><//>
  </section>`;
}

function Total({ title, field, note, chart, children }) {
  return html`<article class="card" data-field=${field}>
    <h2>${title}</h2>
    <p class="card-value">${children}</p>
    ${chart ?? html`<p class="card-note">${note || " "}</p>`}
  </article>`;
}

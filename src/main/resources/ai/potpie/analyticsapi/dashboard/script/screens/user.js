import { html } from "../base/preact.js";
import { useAnswer } from "../base/answers.js";
import { formatPeriod } from "../base/format.js";
import { analyticsUrl, budgetUrl, comparisonUrl, usageUrl } from "../base/questions.js";
import { currentSession, endSession } from "../base/session.js";
import { settings } from "../base/settings.js";
import { texts } from "../base/texts.js";
import { BudgetCards } from "../panels/budgets.js";
import { Cards } from "../panels/cards.js";
import { ConversationsPanel } from "../panels/conversations.js";
import { CostPanel } from "../panels/cost.js";
import { CoveragePanel } from "../panels/coverage.js";
import { DurationsPanel } from "../panels/durations.js";
import { HistoryPanel } from "../panels/history.js";
import { ListsPanel } from "../panels/lists.js";
import { OutcomesPanel } from "../panels/outcomes.js";
import { TokensPanel } from "../panels/tokens.js";
import { Filters, PeriodControls } from "../ui/controls.js";
import { Frame, Notice } from "../ui/frame.js";
import { Drawer } from "./drawer.js";

/**
 * What one user's agents cost and did: four questions. The totals and the largest chart
 * come first, and what is below them does not keep them waiting.
 */
export function UserScreen({ route }) {
  const comparison = useAnswer(comparisonUrl(route));
  const usage = useAnswer(usageUrl(route));
  const analytics = useAnswer(comparison.data || comparison.problem ? analyticsUrl(route) : null);
  const budget = useAnswer(settings.history && comparison.data ? budgetUrl(route) : null);
  const name = route.user ?? comparison.data?.user_id ?? currentSession().user ?? texts.me;
  return html`<${Frame} title=${name} route=${route} questions=${[comparison, usage, analytics]}>
    <div class="head">
      <div><h1 dir="auto">${name}</h1><p class="muted">${daysOf(comparison)}</p></div>
      <${PeriodControls} route=${route} />
    </div>
    <${Filters} route=${route} />
    ${comparison.problem?.status === 403 ? html`<${Forbidden} problem=${comparison.problem} />` : html`
      <${Cards} question=${comparison} />
      <${BudgetCards} question=${budget} />
      ${isEmpty(comparison.data, analytics.data) ? html`<${Empty} />` : html`<div class="panels">
        <${CostPanel} route=${route} usage=${usage} comparison=${comparison} />
        <${OutcomesPanel} route=${route} analytics=${analytics} />
        <${CoveragePanel} comparison=${comparison} analytics=${analytics} />
        <${ConversationsPanel} route=${route} analytics=${analytics} />
        <${DurationsPanel} route=${route} usage=${usage} />
        <${TokensPanel} route=${route} comparison=${comparison} />
        ${settings.history && html`<${HistoryPanel} route=${route} />`}
        <${ListsPanel} route=${route} />
      </div>`}`}
    <${Drawer} route=${route} />
  <//>`;
}

function daysOf({ data, problem }) {
  if (!data) {
    return problem ? "" : texts.loading;
  }
  const days = data.daily.filter((day) => day.current);
  return `${formatPeriod(data.current.period, days[days.length - 1].current.date)} · ${data.meta.timezone}`;
}

function isEmpty(comparison, analytics) {
  return comparison && analytics && comparison.current.total_agent_runs === 0 && comparison.current.llm_calls === 0
    && analytics.conversation_stats.every((day) => day.count === 0);
}

function Empty() {
  return html`<${Notice} title=${texts.empty.title}><p>${texts.empty.lead}</p>
    <dl class="reasons">${texts.empty.reasons.map(([reason, text]) => html`<div key=${reason}><dt>${reason}</dt><dd>${text}</dd></div>`)}</dl>
  <//>`;
}

export function Forbidden({ problem }) {
  return html`<${Notice} title=${texts.problem.forbidden}><p>${problem.message}</p>
    ${problem.requestId && html`<p class="muted">${texts.problem.requestId} <code>${problem.requestId}</code></p>`}
    <p class="actions">
      ${currentSession().user !== null && html`<a class="button primary" href="#/me">${texts.problem.own}</a>`}
      <button type="button" onClick=${() => endSession()}>${texts.problem.another}</button>
    </p>
  <//>`;
}

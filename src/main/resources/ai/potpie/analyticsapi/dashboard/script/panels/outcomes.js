import { html } from "../base/preact.js";
import { formatNumber, formatShare } from "../base/format.js";
import { go, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { Panel } from "../ui/panel.js";
import { Value } from "../ui/table.js";

/** How runs ended. Each outcome opens its runs. */
export function OutcomesPanel({ route, analytics }) {
  return html`<${Panel} id="outcomes" title=${texts.outcomes.title} question=${analytics} section="outcomes">
    ${({ agent_runs_by_outcome: outcomes, summary }) => summary.total_agent_runs === 0
      ? html`<p class="nothing">${texts.outcomes.none}</p>`
      : html`<p class="sentence">${texts.outcomes.sentence(formatNumber(summary.total_agent_runs), formatShare(summary.success_rate))}</p>
        <ul class="bars">${Object.entries(outcomes).map(([outcome, count]) => html`<li key=${outcome}>
          <button type="button" class="bar-row" title=${texts.outcomes.show(outcome)}
            onClick=${() => go(withOptions(route, { show: "runs", outcome }))}>
            <span class="bar-name"><span class=${`dot ${outcomeClass(outcome)}`} aria-hidden="true"></span>${outcomeName(outcome)}</span>
            <span class="bar-track" aria-hidden="true"><span class=${`bar-fill ${outcomeClass(outcome)}`}
              style=${{ width: `${(100 * count) / summary.total_agent_runs}%` }}></span></span>
            <${Value} value=${count} className="bar-value">${formatNumber(count)}<//>
          </button>
        </li>`)}</ul>`}
  <//>`;
}

export function outcomeName(outcome) {
  return Object.hasOwn(texts.outcomes.names, outcome) ? texts.outcomes.names[outcome] : outcome;
}

export function outcomeClass(outcome) {
  return Object.hasOwn(texts.outcomes.names, outcome) ? `outcome-${outcome}` : "outcome-else";
}

export function Outcome({ outcome }) {
  return outcome === null ? texts.none
    : html`<span class="badge"><span class=${`dot ${outcomeClass(outcome)}`} aria-hidden="true"></span>${outcomeName(outcome)}</span>`;
}

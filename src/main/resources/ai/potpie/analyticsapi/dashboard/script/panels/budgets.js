import { html } from "../base/preact.js";
import { formatDay, formatMoney, formatNumber, formatPercent } from "../base/format.js";
import { texts } from "../base/texts.js";
import { Value } from "../ui/table.js";

/** Dollars, or a number of runs. */
export function formatMeasured(value, measure) {
  return measure === "runs" || measure === "errors" ? formatNumber(value) : formatMoney(value);
}

/** How much of an amount is used. The numbers are beside it. */
export function BudgetBar({ percent }) {
  const state = percent >= 100 ? "spent" : percent >= 80 ? "near" : "";
  return html`<svg class=${`budget-bar ${state}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="track" width="100" height="6" /><rect class="fill" width=${Math.min(100, percent ?? 0)} height="6" />
  </svg>`;
}

/** What a user may still spend: a line for each budget. Without any there is nothing to show. */
export function BudgetCards({ question }) {
  const { data } = question;
  if (!data || data.budgets.length === 0) {
    return null;
  }
  return html`<section class="budgets" aria-label=${texts.budgets.title}>
    ${data.budgets.map((budget) => html`<${BudgetCard} key=${budget.rule_id} budget=${budget} />`)}
  </section>`;
}

function BudgetCard({ budget }) {
  const { measure } = budget;
  return html`<article class="card budget" data-rule=${budget.rule_id}>
    <h2 dir="auto">${budget.name}</h2>
    <p class="budget-value"><${Value} value=${budget.used}>${formatMeasured(budget.used, measure)}<//>
      <span class="muted"> ${texts.budgets.of(formatMeasured(budget.amount, measure))} · ${formatPercent(budget.percent_used)}</span></p>
    <${BudgetBar} percent=${budget.percent_used} />
    <p class="card-note">${budgetNote(budget)}</p>
  </article>`;
}

function budgetNote({ projected, exhausted_on: exhausted, measure, period, used, amount }) {
  const when = texts.budgets.periods[period];
  if (used >= amount) {
    return exhausted ? `${when} · ${texts.budgets.spentOn(formatDay(exhausted))}` : `${when} · ${texts.budgets.spent}`;
  }
  if (projected === null) {
    return when;
  }
  const end = `${when} · ${texts.budgets.projected(formatMeasured(projected, measure))}`;
  return exhausted ? `${end}, ${texts.budgets.exhausted(formatDay(exhausted))}` : end;
}

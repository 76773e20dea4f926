import { html } from "../base/preact.js";
import { formatCompact, formatDuration, formatList, formatNumber, formatPercent, formatPeriod, formatShare, unpricedOf } from "../base/format.js";
import { texts } from "../base/texts.js";
import { Money } from "../ui/money.js";
import { ProblemNote } from "../ui/problem.js";
import { ShareBar, Sparkline } from "../ui/sparkline.js";
import { Value } from "../ui/table.js";

/** Whether more of it is good news. Of what is not here, neither is. */
const GOOD = { success_rate: 1, total_cost: -1, llm_cost: -1, avg_duration_ms: -1 };

/** The totals of the days, and how each has changed. */
export function Cards({ question }) {
  const { data, problem, loading, retry } = question;
  if (!data) {
    return problem ? html`<${ProblemNote} problem=${problem} retry=${retry} />` : html`<${CardSkeleton} count=${6} />`;
  }
  return html`<section class=${loading ? "cards compare old" : "cards compare"} aria-label=${texts.cards.title}>
      <${CostCard} comparison=${data} />
      <${Card} comparison=${data} field="total_agent_runs" title=${texts.cards.runs} format=${formatNumber} days="run_count" />
      <${Card} comparison=${data} field="success_rate" title=${texts.cards.success} format=${formatShare} any="total_agent_runs"
        chart=${html`<${ShareBar} share=${data.current.success_rate} before=${data.comparable && data.previous.total_agent_runs ? data.previous.success_rate : null} />`} />
      <${Card} comparison=${data} field="avg_duration_ms" title=${texts.cards.duration} format=${formatDuration} any="avg_duration_ms"
        chart=${html`<${ShareBar} share=${shareOf(data, "avg_duration_ms")} before=${data.comparable ? shareOf(data, "avg_duration_ms", "previous") : null} />`} />
      <${Card} comparison=${data} field="llm_calls" title=${texts.cards.calls} format=${formatNumber} days="llm_calls" />
      <${Card} comparison=${data} field="input_tokens" title=${texts.cards.tokens} format=${formatCompact} days="input_tokens"
        note=${texts.cards.inputOutput(formatCompact(data.current.input_tokens), formatCompact(data.current.output_tokens))} />
    </section>
    <p class="compared">${comparedWith(data)}</p>
    ${problem && html`<${ProblemNote} problem=${problem} retry=${retry} />`}`;
}

/** What agents recorded; or what their LLM calls cost, if agents recorded nothing. */
function CostCard({ comparison }) {
  const { current } = comparison;
  const recorded = current.total_cost > 0 || current.llm_calls === 0;
  const calls = html`<${Money} value=${current.llm_cost} coverage=${current.cost_coverage} />`;
  return html`<${Card} comparison=${comparison} field=${recorded ? "total_cost" : "llm_cost"} title=${texts.cards.cost}
    days=${recorded ? "cost" : "llm_cost"} coverage=${recorded ? undefined : current.cost_coverage}
    note=${recorded ? (current.llm_calls > 0 && html`${texts.cards.llmCost("")}${calls}`)
      : unpricedOf(current.cost_coverage) > 0 && texts.cards.unpriced(formatNumber(unpricedOf(current.cost_coverage)))} />`;
}

function Card({ comparison, field, title, format, days, any, chart, note, coverage }) {
  const { current, previous, change, comparable, daily } = comparison;
  const value = current[field];
  const absent = any && current[any] === 0;
  return html`<article class="card" data-field=${field}>
    <h2>${title}</h2>
    <p class="card-value">
      ${format ? html`<${Value} value=${value} title=${formatNumber(value)}>${absent ? texts.none : format(value)}<//>`
        : html`<${Money} value=${value} coverage=${coverage} />`}
      ${comparable && html`<${Change} change=${change[field]} good=${GOOD[field] ?? 0} none=${value === 0 && previous[field] === 0} />`}
    </p>
    <p class="card-note">${note || " "}</p>
    ${chart ?? html`<${Sparkline} values=${daily.filter((day) => day.current).map((day) => day.current[days])}
      before=${comparable ? daily.filter((day) => day.current).map((day) => day.previous?.[days] ?? null) : []} />`}
  </article>`;
}

function Change({ change, good, none }) {
  if (none) {
    return null;
  }
  if (change.percent === null) {
    return html`<span class="change" title=${texts.cards.newHint}>${texts.cards.new}</span>`;
  }
  const { percent } = change;
  const percentage = formatPercent(Math.abs(percent));
  const label = percent === 0 ? texts.cards.same : (percent > 0 ? texts.cards.up : texts.cards.down)(percentage);
  const news = { 1: "good", [-1]: "bad" }[Math.sign(percent * good)] ?? "";
  return html`<data class=${`change ${news}`} value=${percent} role="img" aria-label=${label} title=${label}>
    ${percent === 0 ? "=" : percent > 0 ? "↑" : "↓"} ${percentage}</data>`;
}

/** The days before by their dates, or why they are no measure. */
function comparedWith({ previous, comparable, reasons, daily }) {
  const dates = daily.map((day) => day.previous?.date).filter(Boolean);
  const period = formatPeriod(previous.period, dates[dates.length - 1]);
  return comparable ? texts.cards.against(period)
    : texts.cards.notComparable(period, formatList(reasons.map((reason) => texts.cards.reasons[reason] ?? reason)));
}

/** Either side of a number against the larger of both. */
function shareOf({ current, previous }, field, side = "current") {
  const highest = Math.max(current[field], previous[field]);
  return highest === 0 ? (side === "current" ? 0 : null) : { current, previous }[side][field] / highest;
}

export function CardSkeleton({ count }) {
  return html`<section class="cards compare" aria-busy="true" aria-label=${texts.loading}>
    ${Array.from({ length: count }, (_, index) => html`<article class="card skeleton" key=${index}></article>`)}
  </section><p class="compared"> </p>`;
}

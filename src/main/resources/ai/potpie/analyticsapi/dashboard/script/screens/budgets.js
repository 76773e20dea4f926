import { html, useState } from "../base/preact.js";
import { useAnswer } from "../base/answers.js";
import { apiUrl, askRule, sendApi } from "../base/api.js";
import { formatMoment, formatPercent } from "../base/format.js";
import { currentSession } from "../base/session.js";
import { formatRoute, routeOfUser } from "../base/route.js";
import { texts } from "../base/texts.js";
import { BudgetBar, formatMeasured } from "../panels/budgets.js";
import { RuleForm } from "../panels/ruleform.js";
import { Frame } from "../ui/frame.js";
import { ProblemNote } from "../ui/problem.js";
import { Value } from "../ui/table.js";

/** Rules and how they stand, and what they fired. */
export function BudgetsScreen({ route }) {
  const rules = useAnswer(apiUrl("/alerts/rules"));
  const events = useAnswer(apiUrl("/alerts/events", { limit: 50 }));
  const [edited, edit] = useState(null);
  const [said, say] = useState("");
  const done = () => {
    edit(null);
    rules.retry();
    events.retry();
  };
  const act = (action) => action.then((text) => { say(text); rules.retry(); events.retry(); }, (problem) => say(problem.message));
  const channels = rules.data?.channels ?? [];
  return html`<${Frame} title=${texts.budgets.title} route=${route} questions=${[]}>
    <div class="head">
      <div><h1>${texts.budgets.title}</h1><p class="muted">${texts.budgets.lead}</p></div>
      <button type="button" class="primary" onClick=${() => edit({})}>${texts.budgets.form.new}</button>
    </div>
    <p class="said" role="status">${said}</p>
    ${edited && html`<section class="panel"><h2>${edited.rule ? texts.budgets.form.change : texts.budgets.form.new}</h2>
      <${RuleForm} key=${edited.rule?.id ?? "new"} rule=${edited.rule} tag=${edited.tag} channels=${channels} zone=${route.options.tz} done=${done} /></section>`}
    ${rules.problem && html`<${ProblemNote} problem=${rules.problem} retry=${rules.retry} />`}
    <section class="panel" id="rules" aria-labelledby="rules-title" aria-busy=${String(!rules.data && !rules.problem)}>
      <h2 id="rules-title">${texts.budgets.rules}</h2>
      ${rules.data && (rules.data.rules.length === 0 ? html`<p class="muted">${texts.budgets.noRules}</p>`
        : html`<ul class="rules">${rules.data.rules.map((rule) => html`<${RuleLine} key=${rule.id} rule=${rule}
          edit=${() => act(askRule(rule.id).then((found) => { edit(found); return ""; }))} act=${act} />`)}</ul>`)}
    </section>
    <section class="panel" id="events" aria-labelledby="events-title" aria-busy=${String(!events.data && !events.problem)}>
      <h2 id="events-title">${texts.budgets.events}</h2>
      ${events.problem && html`<${ProblemNote} problem=${events.problem} retry=${events.retry} />`}
      ${events.data && (events.data.events.length === 0 ? html`<p class="muted">${texts.budgets.noEvents}</p>`
        : html`<ul class="rules">${events.data.events.map((event) => html`<${EventLine} key=${event.id} event=${event} zone=${route.options.tz} />`)}</ul>`)}
    </section>
  <//>`;
}

function RuleLine({ rule, edit, act }) {
  const { status, measure } = rule;
  const own = currentSession().user;
  const mine = rule.source === "api" && (own === null || rule.owner === own);
  const name = (text) => `${text}: ${rule.name}`;
  return html`<li class="rule" data-rule=${rule.id}>
    <p class="rule-name"><strong dir="auto">${rule.name}</strong> <span class="muted">${subjectOf(rule.of)} · ${texts.budgets.measures[measure]} · ${texts.budgets.periods[rule.period]} · ${rule.timezone}</span>
      ${!rule.enabled && html` <span class="muted">${texts.budgets.off}</span>`}
      ${status.stale && html` <span class="bad">${texts.budgets.stale}</span>`}</p>
    <${BudgetBar} percent=${status.percent_used} />
    <p class="rule-numbers">${status.used === null ? html`<span class="muted">${texts.budgets.waiting}</span>` : html`
      <${Value} value=${status.used}>${formatMeasured(status.used, measure)}<//> ${texts.budgets.of(formatMeasured(rule.amount, measure))} · ${formatPercent(status.percent_used)}
      ${rule.of.each_user && status.subject && html` · ${texts.budgets.highest} <a href=${formatRoute(routeOfUser(status.subject))} dir="auto">${status.subject}</a>`}`}
      <span class="muted"> · ${rule.thresholds.map((each) => `${formatPercent(each.percent)}${each.kind === "actual" ? "" : ` ${texts.budgets.kinds[each.kind]}`}`).join(", ")}
        ${rule.channels.length > 0 && ` → ${rule.channels.join(", ")}`}</span></p>
    ${mine && html`<p class="actions">
      <button type="button" aria-label=${name(texts.budgets.change)} onClick=${edit}>${texts.budgets.change}</button>
      <button type="button" aria-label=${name(texts.budgets.test)} disabled=${rule.channels.length === 0}
        onClick=${() => act(sendApi("POST", apiUrl(`/alerts/rules/${rule.id}/test`)).then(() => texts.budgets.tested))}>${texts.budgets.test}</button>
      <button type="button" aria-label=${name(texts.budgets.remove)}
        onClick=${() => act(askRule(rule.id).then(({ tag }) => sendApi("DELETE", apiUrl(`/alerts/rules/${rule.id}`), undefined, { "If-Match": tag })).then(() => texts.budgets.removed))}>${texts.budgets.remove}</button>
    </p>`}
    ${rule.source === "file" && html`<p class="card-note">${texts.budgets.inFile}</p>`}
  </li>`;
}

function EventLine({ event, zone }) {
  const { data } = event;
  const told = event.deliveries.map((each) => `${each.channel}: ${texts.budgets.states[each.state]}`).join(", ");
  return html`<li class="rule" data-event=${event.id}>
    <p class="rule-name"><time datetime=${event.fired_at}>${formatMoment(event.fired_at, zone)}</time> <strong dir="auto">${data.rule?.name ?? texts.budgets.late}</strong>
      ${data.subject && html` <bdi>${data.subject}</bdi>`}</p>
    <p class="rule-numbers">${data.rule && html`${data.test ? texts.budgets.isTest : `${formatPercent(data.percent)} ${texts.budgets.kinds[data.kind]}`} · ${formatMeasured(data.used, data.rule.measure)} ${texts.budgets.of(formatMeasured(data.amount, data.rule.measure))} · `}
      <span class="muted">${texts.budgets.lasts[event.state]}${told && ` · ${told}`}</span></p>
  </li>`;
}

function subjectOf(of) {
  return of.user_id ?? texts.budgets.form.whose[of.each_user ? "each_user" : "everyone"];
}

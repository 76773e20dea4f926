import { html, useState } from "../base/preact.js";
import { Problem, apiUrl, sendApi } from "../base/api.js";
import { currentSession } from "../base/session.js";
import { texts } from "../base/texts.js";

const MEASURES = ["cost", "cost_estimated", "llm_cost", "runs", "errors"];
const PERIODS = ["day", "week", "month", "rolling_24h", "rolling_7d", "rolling_30d"];

/** A new rule, or a change of one. What is wrong with it the service says, all at once. */
export function RuleForm({ rule, tag, channels, zone, done }) {
  const own = currentSession().user;
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [whose, setWhose] = useState(rule ? whoseOf(rule.of) : "user_id");
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = bodyOf(new FormData(event.currentTarget), rule, own);
      const url = apiUrl(rule ? `/alerts/rules/${rule.id}` : "/alerts/rules");
      await sendApi(rule ? "PUT" : "POST", url, body, rule ? { "If-Match": tag } : {});
      done();
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem({ detail: failure.message }));
      setBusy(false);
    }
  };
  const { form } = texts.budgets;
  return html`<form class="rule-form" onSubmit=${submit} aria-label=${rule ? form.change : form.new}>
    <label>${form.name} <input name="name" required maxlength="200" defaultValue=${rule?.name ?? ""} /></label>
    ${own === null && html`<label>${form.of} <select name="whose" value=${whose} onChange=${(event) => setWhose(event.currentTarget.value)}>
      ${Object.entries(form.whose).map(([key, text]) => html`<option key=${key} value=${key}>${text}</option>`)}</select></label>`}
    ${own === null && whose === "user_id" && html`<label>${form.user} <input name="user" required defaultValue=${rule?.of.user_id ?? ""} /></label>`}
    <label>${form.measure} <${Choice} name="measure" value=${rule?.measure ?? "cost"} values=${MEASURES} names=${texts.budgets.measures} /></label>
    <label>${form.period} <${Choice} name="period" value=${rule?.period ?? "month"} values=${PERIODS} names=${texts.budgets.periods} /></label>
    <label>${form.amount} <input name="amount" required inputmode="decimal" defaultValue=${rule?.amount ?? ""} /></label>
    <label>${form.thresholds} <input name="thresholds" required defaultValue=${percentsOf(rule, "actual") ?? "50, 80, 100"} /></label>
    <label>${form.forecast} <input name="forecast" defaultValue=${percentsOf(rule, "forecast") ?? ""} /></label>
    <label>${form.zone} <input name="timezone" required defaultValue=${rule?.timezone ?? zone} list="zones" /></label>
    <datalist id="zones">${Intl.supportedValuesOf("timeZone").map((each) => html`<option key=${each} value=${each} />`)}</datalist>
    ${channels.length > 0 && html`<fieldset class="channels"><legend>${form.channels}</legend>${channels.map((name) => html`<label key=${name}>
      <input type="checkbox" name="channels" value=${name} defaultChecked=${rule ? rule.channels.includes(name) : true} /> ${name}</label>`)}</fieldset>`}
    <label class="check"><input type="checkbox" name="enabled" defaultChecked=${rule?.enabled ?? true} /> ${form.enabled}</label>
    ${problem && html`<div class="problem" role="alert"><p>${problem.message}</p>
      ${(problem.errors ?? []).map((error) => html`<p key=${error.parameter}><code>${error.parameter}</code> ${error.message}</p>`)}</div>`}
    <p class="actions"><button type="submit" class="primary" disabled=${busy}>${form.save}</button>
      <button type="button" onClick=${() => done()}>${form.cancel}</button></p>
  </form>`;
}

function Choice({ name, value, values, names }) {
  const [chosen, choose] = useState(value);
  return html`<select name=${name} value=${chosen} onChange=${(event) => choose(event.currentTarget.value)}>
    ${values.map((each) => html`<option key=${each} value=${each}>${names[each]}</option>`)}</select>`;
}

function whoseOf(of) {
  return Object.keys(of)[0];
}

/** The thresholds of a kind as people write them; null if there is no rule. */
function percentsOf(rule, kind) {
  return rule ? rule.thresholds.filter((each) => each.kind === kind).map((each) => each.percent).join(", ") : null;
}

function bodyOf(values, rule, own) {
  const whose = own === null ? values.get("whose") : "user_id";
  const kept = (rule?.thresholds ?? []).filter((each) => each.kind === "unpriced");
  return {
    name: values.get("name"),
    of: whose === "user_id" ? { user_id: own ?? values.get("user") } : { [whose]: true },
    filters: rule?.filters,
    measure: values.get("measure"),
    period: values.get("period"),
    timezone: values.get("timezone"),
    amount: numberOf(values.get("amount")),
    thresholds: [...thresholdsOf(values.get("thresholds"), "actual"), ...thresholdsOf(values.get("forecast"), "forecast"), ...kept],
    channels: values.getAll("channels"),
    enabled: values.get("enabled") === "on",
  };
}

function thresholdsOf(text, kind) {
  return text.split(/[\s,;%]+/).filter(Boolean).map((percent) => ({ percent: numberOf(percent), kind }));
}

/** What is no number the service refuses, and says why. */
function numberOf(text) {
  const trimmed = text.trim().replace(",", ".");
  return trimmed !== "" && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}

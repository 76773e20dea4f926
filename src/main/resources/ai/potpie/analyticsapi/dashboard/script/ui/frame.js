import { html, useEffect, useState } from "../base/preact.js";
import { formatAge, formatTime } from "../base/format.js";
import { currentSession, endSession } from "../base/session.js";
import { settings } from "../base/settings.js";
import { texts } from "../base/texts.js";
import { Icon, Logo } from "./icons.js";

/** The bar on top, and below it a screen. */
export function Frame({ title, route, questions, children }) {
  const { user } = currentSession();
  useEffect(() => { document.title = `${title} – ${texts.product}`; }, [title]);
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.querySelector("#main").focus(); }}>${texts.skip}</a>
  <header class="top">
    <a class="home" href=${user === null ? "#/everyone" : "#/me"}><${Logo} /> <span>${texts.product}</span></a>
    <${Screens} user=${user} screen=${route.screen} />
    <div class="top-end">
      <${Freshness} questions=${questions} zone=${route.options.tz} />
      <button type="button" onClick=${() => endSession()} title=${texts.signedInAs(user ?? texts.everyone)}>${texts.signOut}</button>
    </div>
  </header>
  <${Offline} />
  <main id="main" tabindex="-1">${children}</main>`;
}

/** The ways to the screens that are not this one. */
function Screens({ user, screen }) {
  const links = [
    ...(user === null && screen !== "everyone" ? [["everyone", texts.everyone]] : []),
    ...(settings.history && screen !== "budgets" ? [["budgets", texts.budgets.title]] : []),
  ];
  return links.length > 0 && html`<nav aria-label=${texts.product}>${links.map(([name, text]) => html`<a key=${name} href=${`#/${name}`}>${text}</a>`)}</nav>`;
}

/** Since when the numbers are what they are. */
function Freshness({ questions, zone }) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 15_000);
    return () => clearInterval(timer);
  }, []);
  const answers = questions.map((question) => question.answer).filter((answer) => answer?.data.meta);
  if (answers.length === 0) {
    return null;
  }
  const oldest = answers.reduce((old, answer) => (ageOf(answer) > ageOf(old) ? answer : old));
  const stale = answers.some((answer) => answer.stale) || questions.some((question) => question.problem && question.answer);
  const time = formatTime(oldest.data.meta.as_of, zone);
  return html`<p class=${stale ? "freshness stale" : "freshness"} title=${stale ? texts.freshness.staleHint : undefined}>
    <span class="pulse" aria-hidden="true"></span>${stale ? texts.freshness.stale(time, formatAge(ageOf(oldest))) : texts.freshness.asOf(time)}</p>`;
}

function ageOf({ age, receivedAt }) {
  return age + (performance.now() - receivedAt) / 1000;
}

function Offline() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const changed = () => setOnline(navigator.onLine);
    addEventListener("online", changed);
    addEventListener("offline", changed);
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
    };
  }, []);
  return html`<div role="status">${!online && html`<p class="strip"><${Icon} name="offline" /> ${texts.freshness.offline}</p>`}</div>`;
}

/** A whole screen that says why there is nothing else on it. */
export function Notice({ title, children }) {
  return html`<section class="notice"><h2>${title}</h2>${children}</section>`;
}

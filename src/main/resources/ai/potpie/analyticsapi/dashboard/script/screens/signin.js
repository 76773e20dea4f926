import { html, useEffect, useState } from "../base/preact.js";
import { apiUrl, askApi } from "../base/api.js";
import { parseRoute, replaceRoute } from "../base/route.js";
import { startSession } from "../base/session.js";
import { settings } from "../base/settings.js";
import { texts } from "../base/texts.js";
import { Logo } from "../ui/icons.js";
import { finishSignIn, leaveForIssuer, oidcIsConfigured, returnsFromIssuer } from "./oidc.js";

/** Nothing is shown before this: a token, an account elsewhere, or a token that is public. */
export function SignInScreen({ reason }) {
  const [problem, setProblem] = useState(reason);
  const [busy, setBusy] = useState(false);
  const [stay, setStay] = useState(false);
  const trying = async (action) => {
    setBusy(true);
    setProblem(null);
    try {
      await action();
    } catch (failure) {
      setProblem(failure.message);
      setBusy(false);
    }
  };
  useEffect(() => {
    document.title = `${texts.signIn.title} – ${texts.product}`;
    if (returnsFromIssuer()) {
      trying(() => finishSignIn().then(({ token, stay: staying }) => signIn(token, staying), (failure) => { throw new Error(texts.signIn.oidcFailed(failure.message)); }));
    }
  }, []);
  const submit = (event) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get("token").trim();
    trying(() => (token ? signIn(token, stay) : Promise.reject(new Error(texts.signIn.empty))));
  };
  return html`<main class="sign-in">
    <section class="panel">
      <h1><${Logo} /> ${texts.product}</h1>
      <p class="muted">${texts.signIn.lead}</p>
      ${settings.public_tokens.length > 0 && html`<div class="choices">
        ${settings.public_tokens.map(({ user, token }, index) => html`<button type="button" key=${user} class=${index ? "" : "primary"} disabled=${busy}
          onClick=${() => enter(token, user === "*" ? null : user, stay)}>${user === "*" ? texts.signIn.publicEveryone : texts.signIn.publicUser(user)}</button>`)}
        <p class="muted">${texts.signIn.publicHint}</p>
      </div><p class="or"><span>${texts.signIn.or}</span></p>`}
      ${oidcIsConfigured() && html`<div class="choices">
        <button type="button" class="primary" disabled=${busy || !self.isSecureContext}
          onClick=${() => trying(() => leaveForIssuer(stay).catch((failure) => { throw new Error(texts.signIn.oidcFailed(failure.message)); }))}>${texts.signIn.oidc}</button>
        ${!self.isSecureContext && html`<p class="muted">${texts.signIn.insecure}</p>`}
      </div><p class="or"><span>${texts.signIn.or}</span></p>`}
      <form onSubmit=${submit}>
        <label for="token">${texts.signIn.token}</label>
        <input id="token" name="token" type="password" autocomplete="off" spellcheck=${false} aria-describedby="token-hint token-problem" />
        <p class="hint" id="token-hint">${texts.signIn.tokenHint}</p>
        <p class="bad" id="token-problem" role="alert">${problem}</p>
        <label class="check"><input type="checkbox" checked=${stay} onChange=${(event) => setStay(event.currentTarget.checked)} /> ${texts.signIn.stay}</label>
        <button type="submit" disabled=${busy}>${busy ? texts.signIn.checking : texts.signIn.submit}</button>
      </form>
    </section>
  </main>`;
}

/** A token that reads everyone has no user of its own, which is what a 400 at /me says. */
async function signIn(token, stay) {
  try {
    const own = await askApi(apiUrl("/me", { days: 1 }), token);
    enter(token, (await own.json()).user_id, stay);
  } catch (problem) {
    if (problem.status !== 400) {
      throw problem;
    }
    enter(token, null, stay);
  }
}

/** Goes where the address leads; without one, to what the token is for. */
function enter(token, user, stay) {
  const route = parseRoute(location.hash);
  if (!route.screen) {
    replaceRoute({ ...route, screen: user === null ? "everyone" : "me" });
  }
  startSession({ token, user }, stay);
}

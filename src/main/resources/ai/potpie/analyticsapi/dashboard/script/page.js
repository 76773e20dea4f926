import { html, render, useEffect, useState } from "./base/preact.js";
import { formatRoute, replaceRoute, useRoute } from "./base/route.js";
import { currentSession, onSession } from "./base/session.js";
import { settings } from "./base/settings.js";
import { BudgetsScreen } from "./screens/budgets.js";
import { EveryoneScreen } from "./screens/everyone.js";
import { SignInScreen } from "./screens/signin.js";
import { UserScreen } from "./screens/user.js";

/** Which screen an address is. */
function Page() {
  const route = useRoute();
  const [{ session, reason }, setSession] = useState({ session: currentSession(), reason: null });
  useEffect(() => onSession((now, why) => setSession({ session: now, reason: why })), []);
  const known = screenOf(route, session);
  const complete = session && formatRoute(known) !== location.hash;
  useEffect(() => {
    if (complete) {
      // A copied link shows the same days to someone in another time zone
      replaceRoute(known);
    }
  }, [complete]);
  if (!session) {
    return html`<${SignInScreen} reason=${reason} />`;
  }
  if (known.screen === "budgets") {
    return html`<${BudgetsScreen} route=${known} />`;
  }
  return known.screen === "everyone" ? html`<${EveryoneScreen} route=${known} />` : html`<${UserScreen} route=${known} />`;
}

/** A token for everyone has no user of its own. */
function screenOf(route, session) {
  const known = ["everyone", "me", "user", ...(settings.history ? ["budgets"] : [])].includes(route.screen) && (route.screen !== "user" || route.user);
  const everyone = session?.user === null;
  if (!known || (everyone && route.screen === "me")) {
    return { ...route, screen: everyone ? "everyone" : "me", user: null };
  }
  return route;
}

render(html`<${Page} />`, document.querySelector("#page"));

import { useEffect, useState } from "./preact.js";

/**
 * The state of the page is its address: which screen, whose numbers, which days, which
 * filters, and what is open.
 */
const FILTERS = ["project", "agent", "environment", "model"];
const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Reads an address like #/user/user_123?days=30. */
export function parseRoute(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen, ...rest] = path.split("/");
  const values = new URLSearchParams(query);
  const options = {};
  for (const [name, value] of values) {
    options[name] = FILTERS.includes(name) ? values.getAll(name) : value;
  }
  const user = screen === "user" ? decode(rest.join("/")) : null;
  return { screen, user, options: { ...options, tz: options.tz || browserZone } };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function formatRoute({ screen, user, options }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options)) {
    [value].flat().filter((each) => each !== undefined && each !== "").forEach((each) => query.append(name, each));
  }
  const path = screen === "user" ? `user/${encodeURIComponent(user)}` : screen;
  return `#/${path}${query.size ? `?${query}` : ""}`;
}

export function routeOfUser(user, options = {}) {
  return { screen: "user", user, options };
}

/** Goes on with some options changed; what is undefined is left out. */
export function withOptions(route, changes) {
  return { ...route, options: { ...route.options, ...changes } };
}

export function go(route) {
  location.hash = formatRoute(route);
}

/** As above, without a step for the button "back". */
export function replaceRoute(route) {
  replaceAddress(formatRoute(route));
}

export function replaceAddress(url) {
  history.replaceState(null, "", url);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function useRoute() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    // It may have changed before anybody listened
    changed();
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parseRoute(hash);
}

/** The filters of an address with their values, in order. */
export function filtersOf(route) {
  return FILTERS.flatMap((name) => (route.options[name] ?? []).map((value) => ({ name, value })));
}

export function withoutFilter(route, { name, value }) {
  return withOptions(route, { [name]: route.options[name].filter((each) => each !== value) });
}

export function isOneDay({ options }) {
  return options.from ? options.from === options.to : options.days === "1";
}

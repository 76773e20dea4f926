import { apiUrl } from "./api.js";
import { isOneDay } from "./route.js";

/** The API's address for each panel of an address of the page. */
const KEYS = { model: "model", agent: "agent_id", project: "project_id" };

export function subjectPath(route) {
  return route.screen === "me" ? "/me" : `/user/${encodeURIComponent(route.user)}`;
}

/** The days and filters that all questions of a screen share. */
export function sharedParameters({ options }) {
  const days = options.from ? { start_date: options.from, end_date: options.to ?? options.from } : { days: options.days ?? "30" };
  return {
    ...days,
    timezone: options.tz,
    project_id: options.project,
    agent_id: options.agent,
    environment: options.environment,
  };
}

export function comparisonUrl(route) {
  return apiUrl(`${subjectPath(route)}/compare`, sharedParameters(route));
}

export function analyticsUrl(route) {
  return apiUrl(subjectPath(route), { ...sharedParameters(route), fill: "zero", cost: "estimated" });
}

export function usageUrl(route) {
  return apiUrl(`${subjectPath(route)}/usage`, {
    ...sharedParameters(route),
    granularity: isOneDay(route) ? "hour" : "day",
    group_by: KEYS[usageKey(route)],
    top: 7,
    model: route.options.model,
  });
}

/** What the calls are stacked by. */
export function usageKey({ options }) {
  return options.by in KEYS ? options.by : "model";
}

/** The name of that key in answers. */
export function usageField(route) {
  return KEYS[usageKey(route)];
}

/** The last year, whatever days the screen is about. */
export function historyUrl(route, granularity) {
  return apiUrl(`${subjectPath(route)}/history`, {
    ...sharedParameters(route),
    days: 365,
    start_date: undefined,
    end_date: undefined,
    granularity,
    cost: "estimated",
  });
}

export function budgetUrl(route) {
  return apiUrl(`${subjectPath(route)}/budget`);
}

export function listUrl(route, list, parameters) {
  return apiUrl(`${subjectPath(route)}/${list}`, { ...sharedParameters(route), ...parameters });
}

export function usersUrl(route) {
  return apiUrl("/users", { ...sharedParameters(route), sort: route.options.sort ?? "cost", top: route.options.top ?? "50" });
}

/** Spans of some dates of UTC: those of a run or conversation, from its first activity to its last. */
export function spansUrl(route, { since, until, ...filters }) {
  const days = since ? { days: undefined, start_date: since, end_date: until, timezone: "UTC" } : {};
  return apiUrl(`${subjectPath(route)}/raw`, { ...sharedParameters(route), ...days, limit: 50, ...filters });
}

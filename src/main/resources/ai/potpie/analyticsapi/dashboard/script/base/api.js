import { currentSession, endSession } from "./session.js";
import { texts } from "./texts.js";

/** Relative to the page, so that the service may be below a path of a proxy. */
export const ROOT = new URL("../api/v1/analytics", new URL(".", location.href.split(/[?#]/)[0])).href;

/** Seconds beyond their freshness in which numbers are not worth a warning: newer ones are on their way. */
const GRACE = 60;

/** Seconds until a service that could not be reached is tried again. */
const NETWORK_PAUSE = 5;

/** Why there is no answer, as a problem of the API says it. */
export class Problem extends Error {
  constructor({ status = 0, detail, request_id: requestId = null, errors = [] }, retryAfter = null) {
    super(detail);
    Object.assign(this, { status, requestId, errors, retryAfter });
  }
}

/** The address of a question: lists are repeated, and what is undefined is left out. */
export function apiUrl(path, parameters = {}) {
  const url = new URL(ROOT + path);
  for (const [name, value] of Object.entries(parameters)) {
    [value].flat().filter((each) => each !== undefined && each !== null && each !== "")
      .forEach((each) => url.searchParams.append(name, each));
  }
  return url.href;
}

/** The same numbers in another format. */
export function fileUrl(url, format, section) {
  const file = new URL(url);
  file.searchParams.set("format", format);
  if (section && format === "csv") {
    file.searchParams.set("section", section);
  }
  return file.href;
}

export function curlLine(url) {
  return `curl -H "Authorization: Bearer $ANALYTICS_TOKEN" "${url.replaceAll(/["$\`\\]/g, encodeURIComponent)}"`;
}

/** Asks the API and throws a Problem if there is no answer. */
export async function askApi(url, token = currentSession()?.token) {
  let response;
  try {
    response = await fetch(url, { headers: { Authorization: `Bearer ${token}` }, credentials: "omit", redirect: "error" });
  } catch {
    throw new Problem({ detail: texts.problem.network }, NETWORK_PAUSE);
  }
  if (response.status === 401 && token === currentSession()?.token) {
    endSession(texts.signIn.expired);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

/** Sends a change, or an action, and throws a Problem if it is refused. */
export async function sendApi(method, url, body, headers = {}) {
  const token = currentSession()?.token;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body && { "Content-Type": "application/json" }), ...headers },
      body: body && JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new Problem({ detail: texts.problem.network }, NETWORK_PAUSE);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
}

/** A rule with the tag that a change of it has to name. */
export async function askRule(id) {
  const response = await askApi(apiUrl(`/alerts/rules/${encodeURIComponent(id)}`));
  return { rule: await response.json(), tag: response.headers.get("ETag") };
}

async function problemOf(response) {
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  try {
    return new Problem(await response.json(), retryAfter);
  } catch {
    return new Problem({ status: response.status, detail: texts.problem.malformed }, retryAfter);
  }
}

/** An answer with what its headers say of its age and of the next page. */
export async function askAnswer(url) {
  const response = await askApi(url);
  const header = (name) => response.headers.get(name) ?? "";
  const seconds = (text) => Number(text?.[1] ?? 0);
  const next = /<([^>]+)>; rel="next"/.exec(header("Link"))?.[1];
  const age = Number(header("Age") || 0);
  const maxAge = seconds(/max-age=(\d+)/.exec(header("Cache-Control")));
  try {
    return {
      data: await response.json(),
      etag: header("ETag").replace("-gzip", ""),
      age,
      maxAge,
      stale: age > maxAge + GRACE && /detail=stale|ttl=-/.test(header("Cache-Status")),
      next: next ? new URL(next, url).href : null,
      receivedAt: performance.now(),
    };
  } catch {
    throw new Problem({ detail: texts.problem.malformed });
  }
}

/** Saves a file under the name that the service gives it. */
export async function download(url) {
  const response = await askApi(url);
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "analytics";
  const address = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

import { useEffect, useState } from "./preact.js";
import { askAnswer } from "./api.js";
import { watchAnswer } from "./live.js";
import { onSession } from "./session.js";

/**
 * The answers on the screen, each asked for once however many panels show it, and then
 * pushed whenever it changes, or asked for again when it is no longer fresh.
 */
const entries = new Map();
const SHORTEST_PAUSE = 5_000;
const REMEMBERED = 30;

onSession(() => {
  entries.forEach(stop);
  entries.clear();
});

function entryOf(url) {
  const entry = entries.get(url) ?? { url, answer: null, problem: null, loading: false, timer: 0, unwatch: null, listeners: new Set() };
  // The last one asked for is the last one forgotten
  entries.delete(url);
  entries.set(url, entry);
  for (const old of entries.values()) {
    if (entries.size > REMEMBERED && old.listeners.size === 0) {
      entries.delete(old.url);
    }
  }
  return entry;
}

async function load(entry) {
  if (entry.loading) {
    return;
  }
  change(entry, { loading: true });
  try {
    change(entry, { answer: await askAnswer(entry.url), problem: null, loading: false });
  } catch (problem) {
    change(entry, { problem, loading: false });
  }
  schedule(entry);
}

function change(entry, values) {
  Object.assign(entry, values);
  entry.listeners.forEach((listener) => listener());
}

/** Pushed, or fresh for as long as the answer says; after a problem, when the problem says. */
function schedule(entry) {
  clearTimeout(entry.timer);
  if (entry.listeners.size && !entry.problem && (entry.unwatch ??= watchAnswer(entry.url, (message) => receivePush(entry, message)))) {
    return;
  }
  const { problem, answer } = entry;
  const pause = problem ? problem.retryAfter && problem.retryAfter * 1000 : Math.max(SHORTEST_PAUSE, 1000 * (answer.maxAge - answer.age));
  if (entry.listeners.size && pause !== null) {
    entry.timer = setTimeout(() => whenVisible(entry), pause);
  }
}

function receivePush(entry, message) {
  if (message === null) {
    entry.unwatch = null;
    schedule(entry);
  } else if (message.type === "status") {
    change(entry, { answer: { ...entry.answer, stale: message.state === "stale" } });
  } else if (message.etag !== entry.answer?.etag) {
    const { body: data, etag } = message;
    change(entry, { answer: { ...entry.answer, data, etag, age: 0, stale: false, receivedAt: performance.now() }, problem: null });
  }
}

/** Neither pushes nor asks for what nobody shows. */
function stop(entry) {
  clearTimeout(entry.timer);
  entry.unwatch?.();
  entry.unwatch = null;
}

function whenVisible(entry) {
  if (document.visibilityState === "visible") {
    load(entry);
  } else {
    addEventListener("visibilitychange", () => entry.listeners.size && whenVisible(entry), { once: true });
  }
}

/** Asks again for what could not be loaded, as soon as the network is back. */
addEventListener("online", () => [...entries.values()].filter((entry) => entry.problem?.status === 0).forEach(load));

/**
 * The answer to a question: { answer, problem, loading, retry }. While another question
 * about the same subject loads, the numbers of the one before stay.
 */
export function useAnswer(url) {
  const [, redraw] = useState(0);
  const [last, remember] = useState({ subject: null, answer: null });
  const entry = url ? entryOf(url) : null;
  useEffect(() => {
    if (!entry) {
      return undefined;
    }
    const listener = () => redraw((count) => count + 1);
    entry.listeners.add(listener);
    const old = entry.answer && performance.now() - entry.answer.receivedAt > 1000 * (entry.answer.maxAge - entry.answer.age);
    if (!entry.answer || old) {
      load(entry);
    } else {
      schedule(entry);
    }
    return () => {
      entry.listeners.delete(listener);
      if (!entry.listeners.size) {
        stop(entry);
      }
    };
  }, [url]);
  const subject = url ? new URL(url).pathname : null;
  const answer = entry?.answer ?? (subject === last.subject ? last.answer : null);
  if (entry?.answer && last.answer !== entry.answer) {
    remember({ subject, answer: entry.answer });
  }
  return {
    url,
    answer,
    data: answer?.data ?? null,
    problem: entry?.problem ?? null,
    loading: Boolean(entry?.loading) || (Boolean(entry) && !entry.answer && !entry.problem),
    retry: () => entry && load(entry),
  };
}

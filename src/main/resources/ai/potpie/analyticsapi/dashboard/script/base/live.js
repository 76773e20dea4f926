import { ROOT } from "./api.js";
import { currentSession, onSession } from "./session.js";
import { settings } from "./settings.js";

/**
 * Answers that the service pushes whenever they change, over one WebSocket for all that is on the screen. There is none
 * while nothing is watched, and none after the page has been hidden for a while.
 */
const PUSHED = /^\/(?:(?:me|user\/[^/?]+)(?:\/(?:usage|compare|history))?|users)(?:\?|$)/;
const MOST_WATCHED = 10;
const HIDDEN_PAUSE = 60_000;
const LOST_PAUSE = 30_000;
const watched = new Map();
let connection = null;
let pausedUntil = 0;
let lastWatch = 0;
let hiddenTimer = 0;

onSession(() => disconnect());

addEventListener("visibilitychange", () => {
  clearTimeout(hiddenTimer);
  if (document.hidden) {
    hiddenTimer = setTimeout(disconnect, HIDDEN_PAUSE);
  }
});

/**
 * Calls a listener with each message about an answer, and with null once nothing more is pushed. Returns how to stop it,
 * or null if the answer cannot be pushed now.
 */
export function watchAnswer(url, listener) {
  const path = url.slice(ROOT.length);
  if (!settings.live || !PUSHED.test(path) || document.hidden || watched.size >= MOST_WATCHED || performance.now() < pausedUntil) {
    return null;
  }
  const id = `a${++lastWatch}`;
  watched.set(id, { path, listener });
  connection ??= connect();
  if (connection.ready) {
    subscribe(id);
  }
  return () => {
    if (watched.delete(id)) {
      tellService({ type: "unsubscribe", id });
      setTimeout(() => watched.size || disconnect(), 0);
    }
  };
}

function connect() {
  const socket = new WebSocket(`${ROOT.replace(/^http/, "ws")}/live`, "analytics.v1");
  const opened = { socket, ready: false };
  socket.onopen = () => socket.send(JSON.stringify({ type: "auth", token: currentSession()?.token }));
  socket.onmessage = ({ data }) => receive(opened, JSON.parse(data));
  socket.onclose = () => {
    if (connection === opened) {
      pausedUntil = performance.now() + (opened.ready ? 0 : LOST_PAUSE);
      disconnect();
    }
  };
  return opened;
}

function receive(opened, message) {
  if (message.type === "ready") {
    opened.ready = true;
    [...watched.keys()].forEach(subscribe);
    return;
  }
  const watch = watched.get(message.id);
  if (watch && message.type === "problem") {
    watched.delete(message.id);
  }
  watch?.listener(message.type === "problem" ? null : message);
}

function subscribe(id) {
  tellService({ type: "subscribe", id, path: watched.get(id).path });
}

function tellService(message) {
  if (connection?.ready && connection.socket.readyState === WebSocket.OPEN) {
    connection.socket.send(JSON.stringify(message));
  }
}

function disconnect() {
  const { socket } = connection ?? {};
  const lost = [...watched.values()];
  connection = null;
  watched.clear();
  socket?.close();
  lost.forEach(({ listener }) => listener(null));
}

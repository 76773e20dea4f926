/**
 * Who is signed in. The token is in memory, and in the tab's storage if its user says so:
 * never in an address, a title, a message or a storage that outlives the tab.
 */
const KEY = "analytics.session";
const listeners = new Set();
let session = restored();

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** A token and its user: null for a token that reads everyone. */
export function currentSession() {
  return session;
}

export function startSession({ token, user }, stay) {
  session = { token, user };
  if (stay) {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  }
  tell(null);
}

/** Ends the session and says why, if its user did not ask for it. */
export function endSession(reason = null) {
  session = null;
  sessionStorage.removeItem(KEY);
  tell(reason);
}

function tell(reason) {
  listeners.forEach((listener) => listener(session, reason));
}

export function onSession(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

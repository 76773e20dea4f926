import { replaceAddress } from "../base/route.js";
import { settings } from "../base/settings.js";
import { texts } from "../base/texts.js";

/**
 * Signs in with OpenID Connect: authorization code with PKCE, for a public client. What
 * has to survive the way to the issuer and back is in the tab's storage.
 */
const ATTEMPT = "analytics.sign-in";
const HOME = location.href.split(/[?#]/)[0];

export function oidcIsConfigured() {
  return Boolean(settings.oidc);
}

/** Leaves for the issuer. */
export async function leaveForIssuer(stay) {
  const { client_id: clientId, audience } = settings.oidc;
  const { authorization_endpoint: endpoint } = await metadata();
  const attempt = { state: randomText(), nonce: randomText(), verifier: randomText(), hash: location.hash, stay };
  sessionStorage.setItem(ATTEMPT, JSON.stringify(attempt));
  const url = new URL(endpoint);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier));
  const parameters = {
    response_type: "code", client_id: clientId, redirect_uri: HOME, scope: "openid", state: attempt.state, nonce: attempt.nonce,
    code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: "S256", ...(audience && { audience }),
  };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  location.assign(url);
}

/** Whether the address is the issuer's answer. */
export function returnsFromIssuer() {
  const query = new URLSearchParams(location.search);
  return oidcIsConfigured() && query.has("state") && (query.has("code") || query.has("error"));
}

/** Changes the code in the address for a token: { token, stay }. The address loses the code at once. */
export async function finishSignIn() {
  const query = new URLSearchParams(location.search);
  const attempt = JSON.parse(sessionStorage.getItem(ATTEMPT) ?? "null");
  sessionStorage.removeItem(ATTEMPT);
  replaceAddress(HOME + (attempt?.hash ?? ""));
  if (!attempt || query.get("state") !== attempt.state) {
    throw new Error(texts.signIn.otherSession);
  }
  if (query.has("error")) {
    throw new Error(query.get("error_description") ?? query.get("error"));
  }
  const { token_endpoint: endpoint } = await metadata();
  const response = await fetch(endpoint, {
    method: "POST",
    credentials: "omit",
    body: new URLSearchParams({
      grant_type: "authorization_code", code: query.get("code"), redirect_uri: HOME, client_id: settings.oidc.client_id, code_verifier: attempt.verifier,
    }),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error_description ?? answer.error ?? response.statusText);
  }
  if (claimsOf(answer.id_token)?.nonce !== attempt.nonce) {
    throw new Error(texts.signIn.otherSession);
  }
  return { token: tokenOf(answer), stay: attempt.stay };
}

/** The access token if it is a JWT, which this API can check; else the ID token. */
function tokenOf({ access_token: access, id_token: id }) {
  const token = claimsOf(access) ? access : id;
  if (!token) {
    throw new Error(texts.signIn.noToken);
  }
  return token;
}

async function metadata() {
  const issuer = settings.oidc.issuer.replace(/\/$/, "");
  const found = await fetch(`${issuer}/.well-known/openid-configuration`, { credentials: "omit" })
    .then((response) => response.json()).catch(() => ({}));
  if (!found.authorization_endpoint || !found.token_endpoint || found.issuer !== settings.oidc.issuer) {
    throw new Error(texts.signIn.noMetadata);
  }
  return found;
}

/** Of a JWT, unchecked: the API checks it. Null if it is none. */
function claimsOf(jwt) {
  try {
    const bytes = Uint8Array.from(atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function randomText() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

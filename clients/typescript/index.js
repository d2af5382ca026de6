/** A client of musicsite's API for browsers, Node and Deno: fetch, typed by the contract. See README.md. */
import createFetch from "openapi-fetch";

/**
 * A client with a personal access token, or with a pair of tokens that it renews by itself. A refresh token works
 * once: `onTokens` is told of each new pair, to keep it. Requests that meet an expired token wait for one renewal.
 */
export function createClient({ baseUrl, token, tokens, onTokens = () => {}, fetch = globalThis.fetch }) {
  let pair = tokens;
  let renewal;

  async function renew() {
    const answer = await fetch(
      new Request(new URL("/api/v1/auth/token/refresh/", baseUrl), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ refresh: pair.refresh }),
      }),
    );
    pair = answer.ok ? await answer.json() : undefined;
    onTokens(pair);
  }

  async function authorized(request) {
    const again = pair ? request.clone() : undefined;
    const used = pair?.access ?? token;
    if (used) request.headers.set("Authorization", `Bearer ${used}`);
    const answer = await fetch(request);
    if (answer.status !== 401 || !again || !pair) return answer;
    if (pair.access === used) await (renewal ??= renew().finally(() => (renewal = undefined)));
    if (!pair) return answer;
    again.headers.set("Authorization", `Bearer ${pair.access}`);
    return fetch(again);
  }

  return createFetch({ baseUrl, fetch: authorized });
}

/** Sign in with e-mail and password; `device` is what the person will know this client by. Throws the Problem. */
export async function signIn({ baseUrl, onTokens, fetch, ...credentials }) {
  const { data, error } = await createFetch({ baseUrl, fetch }).POST("/api/v1/auth/token/", { body: credentials });
  if (error) throw error;
  onTokens?.(data);
  return createClient({ baseUrl, tokens: data, onTokens, fetch });
}

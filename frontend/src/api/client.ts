/**
 * The API as `docs/api/schema.yaml` describes it: paths, parameters and answers are checked by the compiler.
 * `const { data, error } = await api.GET("/api/v1/tracks/", { params: { query: { album: id } } })`.
 */
import createClient, { type Middleware } from "openapi-fetch";
import { traceparent } from "../site/trace.ts";
import type { components, paths } from "./schema.d.ts";

export type Schemas = components["schemas"];

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The token that Django wants back in a header when the session's cookie goes with a request. */
export function csrfToken(cookies: string): string {
  return /(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(cookies)?.[1] ?? "";
}

const csrf: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method)) request.headers.set("X-CSRFToken", csrfToken(document.cookie));
    return request;
  },
};

const traced: Middleware = {
  onRequest({ request }) {
    request.headers.set("traceparent", traceparent());
    return request;
  },
};

/** A client of this site's API, with the session of this browser. */
export const api = createClient<paths>({ credentials: "same-origin" });
api.use(csrf, traced);

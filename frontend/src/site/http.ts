/** Requests to our own API, with the CSRF token that Django expects of a session. */

export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function csrfToken(): string {
  return /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** JSON of an API address. Rejects with HttpError (the problem's own words) for anything but 2xx. */
export async function request<T>(
  method: "GET" | "PUT" | "POST" | "DELETE",
  url: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(method === "GET" ? {} : { "X-CSRFToken": csrfToken() }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  const text = await response.text();
  const data: unknown = text === "" ? undefined : JSON.parse(text);
  if (!response.ok) throw new HttpError(response.status, problemOf(data) ?? response.statusText);
  return data as T;
}

function problemOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("detail" in data)) return undefined;
  return typeof data.detail === "string" ? data.detail : undefined;
}

/** Whether somebody is signed in, as the page says. */
export function isSignedIn(): boolean {
  return (document.body.dataset.viewer ?? "") !== "";
}

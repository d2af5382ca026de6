/** What answers of the API mean to the rest of the client. */

/** A refusal in the server's own words; `status` is HTTP's. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** Asking again would be answered the same. */
  get isRefusal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Rejects with HttpError for anything but 2xx, and as fetch does without a network. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new HttpError(response.status, detailOf(error) ?? response.statusText);
  return data as T;
}

/** RFC 9457's `detail`. */
function detailOf(problem: unknown): string | undefined {
  if (typeof problem !== "object" || problem === null || !("detail" in problem)) return undefined;
  return typeof problem.detail === "string" ? problem.detail : undefined;
}

/** Whether somebody is signed in, as the page says. */
export function isSignedIn(): boolean {
  return (document.body.dataset.viewer ?? "") !== "";
}

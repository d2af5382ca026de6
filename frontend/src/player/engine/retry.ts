/** How long to wait before asking again, and what an answer's status means for that. */

const SECOND_MS = 100;
const MOST_MS = 15_000;

/**
 * At once the first time, for most connections break for no reason that lasts; then doubling from 0.1 s to 15 s, spread
 * by a quarter so that a crowd does not return together.
 */
export function backoffMs(attempt: number, random: number): number {
  if (attempt <= 1) return 0;
  return Math.min(MOST_MS, SECOND_MS * 2 ** (attempt - 2)) * (0.75 + random / 2);
}

export type Verdict =
  | "use"
  /** Nothing lies after the asked byte. */
  | "end"
  /** The address is too old, or access was withdrawn: ask for a new address once. */
  | "renew"
  /** Passing trouble. */
  | "again"
  | "refused";

export function judge(status: number): Verdict {
  if (status === 200 || status === 206) return "use";
  if (status === 416) return "end";
  if ([401, 403, 404, 410].includes(status)) return "renew";
  if (status === 408 || status === 425 || status === 429 || status >= 500) return "again";
  return "refused";
}

/** Retry-After in milliseconds (seconds form only), or null. */
export function retryAfterMs(header: string | null): number | null {
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

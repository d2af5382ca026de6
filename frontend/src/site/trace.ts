/**
 * Which click a request came of, in the header that traces are followed by (W3C Trace Context). Ids have the shape that
 * X-Ray knows: they begin with their second. Each click and each page begins another trace.
 */
import { randomId } from "../player/random.ts";

let current = "";

/** Begin another trace; the header that names it. */
export function beginTrace(): string {
  const second = Math.floor(Date.now() / 1000).toString(16);
  const [trace, span] = [randomId().slice(8), randomId().slice(16)];
  return (current = `00-${second.padStart(8, "0")}${trace}-${span}-01`);
}

/** The header of what is asked now. */
export function traceparent(): string {
  return current || beginTrace();
}

export function startTrace(): void {
  addEventListener("click", beginTrace, { capture: true });
  // A page that Turbo asks for is of the click that led to it.
  document.addEventListener("turbo:before-fetch-request", (event) => {
    const { headers } = (
      event as CustomEvent<{ fetchOptions: { headers: Record<string, string> } }>
    ).detail.fetchOptions;
    headers.traceparent = traceparent();
  });
}

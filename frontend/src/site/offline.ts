/**
 * Without a network Turbo would load the page in full, which ends in the browser's own error and in silence. The page
 * stays, with what is playing, and says so. A part of a page that is answered by something else (an error, the page that
 * signs in) stays as it was, too: Turbo would write "Content missing" there.
 */
import { t } from "../i18n.ts";
import { say } from "./toast.ts";

export function startOffline(): void {
  document.addEventListener("turbo:fetch-request-error", (event) => {
    event.preventDefault();
    const { request } = (event as CustomEvent<{ request?: { headers?: Record<string, string> } }>)
      .detail;
    // A page fetched ahead, under a pointer that only passes by, is nothing to speak of.
    if (request?.headers?.["X-Sec-Purpose"] === "prefetch") return;
    say(t("No connection. Try again in a moment; what is loaded plays on."));
  });
  document.addEventListener("turbo:frame-missing", (event) => {
    event.preventDefault();
    // The others come by themselves, and nobody waits for them.
    if (event.target instanceof Element && event.target.id === "results")
      say(t("Search does not answer just now. Try again in a moment."));
  });
}

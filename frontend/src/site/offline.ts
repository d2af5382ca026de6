/**
 * Without a network Turbo would load the page in full, which ends in the browser's own error and in silence. The page
 * stays, with what is playing, and says so.
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
}

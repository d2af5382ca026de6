/**
 * Pages that follow what happens: the address of `[data-live]` is asked under the entity tag that the page was made
 * from (`data-live-tag`), and the page is made anew, in place, when there is something new.
 */
import { visit } from "@hotwired/turbo";
import { onEachPage } from "./delegate.ts";

const EVERY_MS = 4_000;

/** After a question that was not answered. */
const AFTER_FAILURE_MS = 20_000;

let waiting: number | undefined;

export function startLivePage(): void {
  onEachPage(() => {
    window.clearTimeout(waiting);
    const place = document.querySelector<HTMLElement>("[data-live]");
    if (place) wait(place, EVERY_MS);
  });
}

function wait(place: HTMLElement, milliseconds: number): void {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => void look(place), milliseconds);
}

async function look(place: HTMLElement): Promise<void> {
  if (!place.isConnected) return;
  if (document.visibilityState !== "visible" || isBusy(place)) {
    wait(place, EVERY_MS);
    return;
  }
  try {
    const answer = await fetch(place.dataset.live ?? "", {
      headers: { "If-None-Match": place.dataset.liveTag ?? "" },
      cache: "no-store",
    });
    if (answer.status === 200 && answer.headers.get("ETag") !== place.dataset.liveTag) {
      visit(location.href, { action: "replace" });
    }
    wait(place, answer.ok || answer.status === 304 ? EVERY_MS : AFTER_FAILURE_MS);
  } catch {
    wait(place, AFTER_FAILURE_MS);
  }
}

/** Somebody writes in it, or points at something: it must not move under their hands. */
function isBusy(place: HTMLElement): boolean {
  const active = document.activeElement;
  return active instanceof HTMLTextAreaElement && place.contains(active);
}

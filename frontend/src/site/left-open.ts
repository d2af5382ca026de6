/**
 * The line of long tracks that were left in the middle is fetched over home by itself (a Turbo frame). Here is only noted
 * whether there were any, so that the next page keeps its place free before it comes (`static/js/theme.js`).
 */
import { LEFT_OPEN } from "./stored.ts";

export function startLeftOpen(): void {
  document.addEventListener("turbo:frame-load", ({ target }) => {
    if (!(target instanceof Element) || target.id !== "left-open") return;
    noteLeftOpen(target.childElementCount > 0);
  });
}

export function noteLeftOpen(some: boolean): void {
  if (some) {
    localStorage.setItem(LEFT_OPEN, "1");
    document.documentElement.dataset.leftOpen = "";
  } else {
    localStorage.removeItem(LEFT_OPEN);
    delete document.documentElement.dataset.leftOpen;
  }
}

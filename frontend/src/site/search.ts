/** The search box: `/` goes there, and results follow the typing on the search page itself. */
import { visit } from "@hotwired/turbo";
import { on } from "./delegate.ts";

const PAUSE_MS = 220;

export function startSearch(): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  on("input", "input[data-search-live]", (input) => {
    clearTimeout(waiting);
    if (!(input instanceof HTMLInputElement)) return;
    waiting = setTimeout(() => {
      const address = new URL(input.form?.action ?? location.href);
      address.searchParams.set("q", input.value);
      const results = document.querySelector("turbo-frame#results");
      if (results) results.setAttribute("src", address.href);
      else visit(address.href, { action: "replace" });
      history.replaceState(history.state, "", address.href);
    }, PAUSE_MS);
  });
}

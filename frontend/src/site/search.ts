/**
 * Search: on its own page the results follow the typing; in the box beside the navigation the best of them stand below
 * it. The box's code comes with the first focus.
 */
import { visit } from "@hotwired/turbo";
import { on } from "./delegate.ts";

/** So long after the last letter it is asked. */
export const REST_MS = 100;

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
    }, REST_MS);
  });
  on("focusin", "input[data-search-box], input[data-search-live]", (input) => {
    if (!(input instanceof HTMLInputElement)) return;
    // Without a network the box is the plain form that it was.
    import("../search/box.ts").then(({ attachBox }) => { attachBox(input); }, () => {}); // prettier-ignore
  });
}

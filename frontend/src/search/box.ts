/**
 * The box beside the navigation: what is found stands below it while one types, and what was searched for lately while it
 * is empty. A combobox with a list (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): the focus stays in the box, arrows
 * choose, Enter opens (a track: plays), Escape closes, Delete or its × forgets a recent one. The options come from the
 * server, in its language. The box of the search page, where results follow the typing, has only the recent ones.
 */
import { plural, t } from "../i18n.ts";
import { REST_MS } from "../site/search.ts";
import { SEARCHES } from "../site/stored.ts";
import { forget, recall, remember } from "./recent.ts";

/** Makes a combobox of the box, once. */
export function attachBox(input: HTMLInputElement): void {
  if (input.getAttribute("role") === "combobox") return;
  new Box(input).start();
}

class Box {
  private readonly list = document.createElement("div");
  private readonly told = document.createElement("p");
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private chosen = -1;

  /** Results stand on the page itself. */
  private readonly isLive: boolean;

  constructor(private readonly input: HTMLInputElement) {
    this.isLive = input.hasAttribute("data-search-live");
  }

  start(): void {
    const { input, list, told } = this;
    list.id = "search-instant";
    list.className = "instant";
    list.role = "listbox";
    list.ariaLabel = t("Search results");
    // In the top layer: the navigation scrolls, and would cut it off.
    list.popover = "manual";
    told.role = "status";
    told.className = "visually-hidden";
    input.form?.append(list, told);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
    }))
      input.setAttribute(name, value);
    input.addEventListener("input", () => {
      this.rest();
    });
    input.addEventListener("focus", () => {
      this.follow();
    });
    input.addEventListener("blur", () => {
      this.close();
    });
    input.addEventListener("keydown", (event) => {
      this.press(event);
    });
    input.form?.addEventListener("submit", () => {
      this.keep();
      this.close();
    });
    // The focus stays in the box, so that it does not close before the click has come.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      this.take(event);
    });
    if (this.isLive) {
      document.querySelector("#results")?.addEventListener("click", (event) => {
        if (event.target instanceof Element && event.target.closest("a, [data-play]")) this.keep();
      });
    }
    document.addEventListener("turbo:before-cache", () => {
      this.close();
    }, { once: true }); // prettier-ignore
    this.follow();
  }

  /** Ask once nothing was typed for a moment. */
  private rest(): void {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.waiting = setTimeout(() => {
      this.follow();
    }, REST_MS);
  }

  private follow(): void {
    const text = this.input.value.trim();
    if (!text) this.showRecent();
    else if (this.isLive) this.close();
    else void this.ask(text);
  }

  private async ask(text: string): Promise<void> {
    this.asking?.abort();
    const { signal } = (this.asking = new AbortController());
    const address = `${this.input.dataset.searchBox ?? ""}?${new URLSearchParams({ q: text }).toString()}`;
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
      const html = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      // The site's own page, in which every name is text.
      this.show(document.createRange().createContextualFragment(html));
      const count = this.list.querySelectorAll("[role=group] [role=option]").length;
      this.told.textContent = plural(count, "{count} result", "{count} results");
    } catch {
      if (!signal.aborted) this.close(); // no network: Enter still asks for the page
    }
  }

  private showRecent(): void {
    const recent = recall(localStorage, SEARCHES);
    if (!recent.length) {
      this.close();
      return;
    }
    const head = document.createElement("p");
    head.className = "instant__kind";
    head.ariaHidden = "true";
    head.textContent = t("Recent searches");
    this.show(head, ...recent.map(recentOption), option(t("Forget these"), "forget"));
  }

  private show(...content: Node[]): void {
    this.list.replaceChildren(...content);
    this.options().forEach((one, place) => {
      one.id = `search-instant-${String(place)}`;
    });
    if (document.activeElement !== this.input || !this.list.childElementCount) {
      this.close();
      return;
    }
    if (!this.isOpen()) this.list.showPopover();
    const { left, bottom } = this.input.getBoundingClientRect();
    this.list.style.setProperty("--box-x", `${String(left)}px`);
    this.list.style.setProperty("--box-y", `${String(bottom)}px`);
    this.input.setAttribute("aria-expanded", "true");
    this.choose(-1);
  }

  private close(): void {
    clearTimeout(this.waiting);
    this.asking?.abort();
    if (this.isOpen()) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  private isOpen(): boolean {
    return this.list.matches(":popover-open");
  }

  private options(): HTMLElement[] {
    // What takes one of them away stands beside it: arrows pass it by, as Delete does the same.
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]:not([data-recent=remove])")];
  }

  private choose(place: number): void {
    this.chosen = place;
    this.options().forEach((one, at) => {
      one.ariaSelected = String(at === place);
      if (at === place) one.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `search-instant-${String(place)}`);
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const options = this.options();
    const is = { open: this.isOpen(), down: event.key === "ArrowDown" };
    if (is.down || event.key === "ArrowUp") {
      event.preventDefault();
      if (!is.open) this.follow();
      // One place more than there are options: none, which is the box itself.
      else this.choose(step(this.chosen, is.down ? 1 : -1, options.length));
    } else if (event.key === "Escape" && is.open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && is.open && this.chosen >= 0) {
      event.preventDefault();
      options[this.chosen]?.click();
    } else if (
      event.key === "Delete" &&
      is.open &&
      options[this.chosen]?.dataset.recent === "search"
    ) {
      event.preventDefault();
      this.remove(options[this.chosen]?.textContent ?? "");
    }
  }

  private take(event: Event): void {
    const taken = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null; // prettier-ignore
    const { recent } = taken?.dataset ?? {};
    if (recent === "forget") {
      localStorage.removeItem(SEARCHES);
      this.close();
    } else if (recent === "remove") {
      this.remove(taken?.dataset.text ?? "");
    } else if (recent === "search") {
      this.input.value = taken?.textContent ?? "";
      // The page follows what is typed.
      if (this.isLive) this.input.dispatchEvent(new Event("input", { bubbles: true }));
      this.follow();
    } else if (taken) {
      this.keep();
      this.close();
    }
  }

  private remove(text: string): void {
    forget(localStorage, SEARCHES, text);
    this.follow();
    this.told.textContent = t("“{text}” is forgotten.", { text });
  }

  private keep(): void {
    remember(localStorage, SEARCHES, this.input.value);
  }
}

/** A search of lately, with what takes it away. */
function recentOption(text: string): HTMLElement {
  const pair = document.createElement("div");
  pair.className = "instant__recent";
  const remove = option("×", "remove");
  remove.ariaLabel = t("Forget “{text}”", { text });
  remove.dataset.text = text;
  pair.append(option(text, "search"), remove);
  return pair;
}

function option(text: string, does: "search" | "remove" | "forget"): HTMLElement {
  const made = document.createElement("div");
  made.role = "option";
  made.className = "instant__option instant__option--plain";
  made.dataset.recent = does;
  made.textContent = text;
  return made;
}

/** The place after `at` in a ring of `count` options and the box itself (-1). */
export function step(at: number, by: 1 | -1, count: number): number {
  const places = count + 1;
  return ((at + 1 + by + places) % places) - 1;
}

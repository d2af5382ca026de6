/**
 * The editor of a smart playlist, alive: the form is sent as it is typed, and what the server answers takes the place of
 * what stands there. The page says all that there is to say; this only asks it sooner.
 */
import { morphElements } from "@hotwired/turbo";

const PAUSE = 300;

/** What a button of the form asks for, beside its fields. */
type Asked = readonly [name: string, value: string];
const LOOK: Asked = ["what", "look"];

export function startRules(form: HTMLFormElement): void {
  let waiting: number | undefined;
  let running: AbortController | undefined;
  /** What changes the rules' form and is not answered yet. */
  let owed: Asked | undefined;

  const look = async (asked: Asked, reshape: boolean): Promise<void> => {
    window.clearTimeout(waiting);
    running?.abort();
    running = new AbortController();
    if (reshape) owed = asked;
    const found = form.querySelector("[data-found]");
    found?.setAttribute("aria-busy", "true");
    const body = new FormData(form);
    body.set(asked[0], asked[1]);
    try {
      const { signal } = running;
      const headers = { "X-Look": "1" };
      const answer = await fetch(location.href, { method: "POST", body, headers, signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (reshape) {
        owed = undefined;
        swap(form, page, "[data-rules]");
      } else tellErrors(form, page);
      if (asked[0] === "add" || asked[0] === "group") focusNewest(form, asked[1]);
      swap(form, page, "[data-found]");
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      found?.removeAttribute("aria-busy");
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.matches("[data-reshape]")) return;
    window.clearTimeout(waiting);
    // An answer that was made before this was typed would take its place: it is asked for again, with what is typed.
    if (owed) running?.abort();
    waiting = window.setTimeout(() => void look(owed ?? LOOK, owed !== undefined), PAUSE);
  });
  form.addEventListener("change", (event) => {
    const reshape = event.target instanceof Element && event.target.matches("[data-reshape]");
    void look(owed ?? LOOK, reshape || owed !== undefined);
  });
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (!(submitter instanceof HTMLButtonElement) || submitter.value === "save") return;
    event.preventDefault();
    event.stopPropagation();
    void look([submitter.name, submitter.value], true);
  });
}

/** What is wrong stands at its rule, and what was typed is left alone. */
function tellErrors(form: HTMLFormElement, page: Document): void {
  const rules = [...form.querySelectorAll(".rules__rule")];
  const told = [...page.querySelectorAll(".rules__rule")];
  if (rules.length !== told.length) return;
  rules.forEach((rule, index) => {
    for (const old of rule.querySelectorAll(":scope > .errors")) old.remove();
    const errors = told[index]?.querySelectorAll(":scope > .errors") ?? [];
    for (const one of errors) rule.append(document.importNode(one, true));
  });
}

/** The rule that was added last to the group of this path is the next to be written. */
function focusNewest(form: HTMLFormElement, path: string): void {
  const inside = [...form.querySelectorAll<HTMLElement>(`select[name^="${CSS.escape(path)}."]`)];
  const own = inside.filter((one) => {
    const rest = (one.getAttribute("name") ?? "").slice(path.length + 1).split(".");
    return rest.at(-1) === "field" && rest.length <= 3;
  });
  own.at(-1)?.focus();
}

/** Put the answer's part in the place of ours, and the keyboard back to where it was. */
function swap(form: HTMLFormElement, page: Document, part: string): void {
  const now = form.querySelector(part);
  const next = page.querySelector(part);
  if (!now || !next) return;
  const focused = document.activeElement;
  if (focused instanceof HTMLSelectElement && now.contains(focused)) {
    // A name is being typed in this list: it stays where it is, else the next letter were the first of another name.
    morphElements(now, document.importNode(next, true), {
      callbacks: { beforeNodeMorphed: (node) => node !== focused },
    });
    return;
  }
  const inside = now.contains(focused);
  const name = focused instanceof Element ? (focused.getAttribute("name") ?? "") : "";
  const value = focused instanceof HTMLButtonElement ? focused.value : "";
  const caret = focused instanceof HTMLInputElement ? focused.selectionStart : null;
  now.replaceWith(document.importNode(next, true));
  if (!inside) return;
  const fields = [...form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(name)}"]`)];
  const again = value ? fields.find((one) => one.getAttribute("value") === value) : fields[0];
  (again ?? form.querySelector<HTMLElement>("[data-rules] button"))?.focus();
  if (again instanceof HTMLInputElement && caret !== null && again.selectionStart !== null)
    again.setSelectionRange(caret, caret);
}

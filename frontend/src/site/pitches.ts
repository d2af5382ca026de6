/**
 * Pitches: a contact that is suggested goes into the field of recipients, and a link is copied by a click on it. Without
 * a script the names are read and the link is chosen by hand.
 */
import { languageReady, t } from "../i18n.ts";
import { on, onEachPage } from "./delegate.ts";
import { say } from "./toast.ts";

/** The moment that a field of date and time stands for by the clock of `zone`; null while it is not filled. */
export function momentIn(value: string, zone: string): Date | null {
  const asUtc = Date.parse(`${value}Z`);
  if (Number.isNaN(asUtc)) return null;
  // Swedish writes it as ISO 8601 does: what a clock there shows at that moment of UTC tells how far off it is.
  const shown = new Date(asUtc).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T");
  return new Date(asUtc - (Date.parse(`${shown}Z`) - asUtc));
}

function showHere(input: HTMLInputElement): void {
  const zone = input.dataset.zone ?? "UTC";
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Of a day its end is meant.
  const moment = momentIn(input.type === "date" ? `${input.value}T23:59` : input.value, zone);
  let note = input.parentElement?.querySelector<HTMLElement>("[data-here]");
  if (!note) {
    note = document.createElement("p");
    note.className = "field__help";
    note.dataset.here = "";
    note.role = "status";
    input.after(note);
  }
  const when = moment?.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }); // prettier-ignore
  note.textContent = when && here !== zone ? t("Where you are: {when}", { when }) : "";
}

export function startPitches(): void {
  on("input", "input[data-zone]", (input) => {
    if (input instanceof HTMLInputElement) void languageReady().then(() => { showHere(input); }); // prettier-ignore
  });
  onEachPage(() => {
    for (const input of document.querySelectorAll<HTMLInputElement>("input[data-zone]")) {
      if (input.value) void languageReady().then(() => { showHere(input); }); // prettier-ignore
    }
    for (const one of document.querySelectorAll<HTMLElement>("span[data-recipient]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = one.className;
      button.dataset.recipient = one.dataset.recipient;
      button.title = one.title;
      button.textContent = one.textContent;
      one.replaceWith(button);
    }
  });
  on("click", "button[data-recipient]", (button) => {
    const field = button.closest("form")?.querySelector<HTMLTextAreaElement>("[data-recipients]");
    if (!field) return;
    const held = field.value.trim().replace(/,$/, "");
    field.value = `${held ? `${held}, ` : ""}${button.dataset.recipient ?? ""}`;
    button.setAttribute("disabled", "");
  });
  on("click", "input[data-copy]", (input) => {
    if (!(input instanceof HTMLInputElement)) return;
    input.select();
    void navigator.clipboard
      .writeText(input.value)
      .then(languageReady)
      .then(() => {
        say(t("The link is copied."));
      })
      .catch(() => {});
  });
}

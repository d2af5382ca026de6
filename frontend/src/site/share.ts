/**
 * Sharing (`[data-share="<kind>:<id>"]`, a link to a page with a form): a dialog that shows that page's form, and what
 * the server says of it, so that both are the same.
 */
import { languageReady, t } from "../i18n.ts";
import { on } from "./delegate.ts";
import { closing, openDialog } from "./dialog.ts";
import { say } from "./toast.ts";

const FORM = "form[data-share-form]";

export function startShare(): void {
  on("click", "a[data-share]", (opener, event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = opener.getAttribute("href") ?? "";
    // Where it can't be shown, the page itself says why.
    ask(address).catch(() => {
      location.assign(address);
    });
  });
}

async function ask(address: string): Promise<void> {
  await languageReady();
  const form = await formOf(await fetch(address, { headers: { Accept: "text/html" } }));
  const dialog = openDialog("add-to share-dialog", t("Share"));
  fill(dialog, form);
  focus(dialog);
}

async function formOf(answer: Response): Promise<HTMLFormElement> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector<HTMLFormElement>(FORM);
  if (!form) throw new Error("no form to share with");
  return form;
}

function fill(dialog: HTMLDialogElement, form: HTMLFormElement): void {
  const heading = document.createElement("h2");
  heading.textContent = t("Share");
  form.querySelector(".actions")?.append(closing(dialog, t("Cancel")));
  // Sent here, not by Turbo.
  form.dataset.turbo = "false";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(dialog, form);
  });
  dialog.replaceChildren(heading, form);
}

async function send(dialog: HTMLDialogElement, form: HTMLFormElement): Promise<void> {
  const sent = form.querySelector<HTMLButtonElement>("button[type=submit]");
  if (sent) sent.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    // Who was signed out meanwhile is led to the page that signs in: as an answer it is fine, and shares nothing.
    if (answer.ok && new URL(answer.url).pathname.startsWith("/shares/")) {
      dialog.close();
      say(t("It is shared."));
      return;
    }
    fill(dialog, await formOf(answer));
    focus(dialog);
  } catch (error) {
    if (sent) sent.disabled = false;
    // No answer at all, or a page without the form.
    const words =
      error instanceof TypeError
        ? t("That could not be saved. The server can't be reached")
        : t(
            "It is not shared: you are signed out. Sign in in another tab, then share it once more.",
          );
    complain(form, words);
  }
}

/** In the dialog: what stands beside it is out of reach while it is open, and is not read out. */
function complain(form: HTMLFormElement, words: string): void {
  const told = form.querySelector("[role=alert]") ?? document.createElement("p");
  told.className = "errors";
  told.setAttribute("role", "alert");
  form.querySelector(".actions")?.before(told);
  told.textContent = words;
}

/** Where there is something to mend, else where it begins. */
function focus(dialog: HTMLDialogElement): void {
  const wrong = dialog.querySelector<HTMLElement>("[aria-invalid=true]");
  (wrong ?? dialog.querySelector<HTMLElement>("input[name=to]"))?.focus();
}

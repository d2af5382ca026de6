/** The form for a licence in a dialog, so that the music goes on; the page of its own where that fails. */
import { make } from "../player/plain/make.ts";

export function startLicence(device: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-licence]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open(link.href, device).catch(() => {
        location.assign(link.href);
      });
    });
  }
}

async function open(address: string, device: string): Promise<void> {
  const dialog = make("dialog", { className: "ask-dialog" });
  await fill(dialog, await fetch(address), device);
  dialog.addEventListener("close", () => {
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

async function fill(dialog: HTMLDialogElement, answer: Response, device: string): Promise<void> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const inside = page.querySelector("[data-ask]");
  if (!inside) throw new Error(`answered with ${answer.status}`);
  const main = make("div", { className: "ask" }, [...inside.childNodes]);
  dialog.replaceChildren(main);
  const title = main.querySelector("h1");
  if (title) {
    title.id = "ask-title";
    dialog.setAttribute("aria-labelledby", title.id);
  }
  for (const link of main.querySelectorAll("a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  const form = main.querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new URLSearchParams({ device });
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") body.set(name, value);
    fetch(form.action, { method: "POST", body })
      .then((next) => fill(dialog, next, device))
      .catch(() => {
        form.submit();
      });
  });
}

/** A few words above the player, read out once; the next page takes them away. */
import { languageReady, t } from "../i18n.ts";
import { onEachPage } from "./delegate.ts";
import { HttpError } from "./http.ts";

const STAYS_MS = 6000;

let leaving: ReturnType<typeof setTimeout> | undefined;

export function say(words: string): void {
  const toast = document.querySelector(".toast") ?? document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  // In the page before it has words, or a screen reader does not hear of them.
  document.body.append(toast);
  toast.textContent = words;
  clearTimeout(leaving);
  leaving = setTimeout(hush, STAYS_MS);
}

export function hush(): void {
  clearTimeout(leaving);
  document.querySelector(".toast")?.remove();
}

/** Say why something that was shown as done was taken back: the server's own words, or that it can't be reached. */
export function notSaved(error: unknown): void {
  void languageReady().then(() => {
    const refused = error instanceof HttpError && error.isRefusal;
    say(refused ? error.message : t("That could not be saved. The server can't be reached"));
  });
}

export function startToast(): void {
  onEachPage(hush);
}

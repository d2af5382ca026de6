/** A few words above the player, read out once; the next page takes them away. */
import { onEachPage } from "./delegate.ts";

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

export function startToast(): void {
  onEachPage(hush);
}

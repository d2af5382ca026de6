/** A React element in the place of what the server sent, until Turbo leaves the page. */
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";

const mounted = new WeakSet<HTMLElement>();

/** Whether a place is free, which it is no more after this: until it is given `back`, or left with its page. */
export function take(place: HTMLElement): boolean {
  if (mounted.has(place)) return false;
  mounted.add(place);
  return true;
}

export function giveBack(place: HTMLElement): void {
  mounted.delete(place);
}

export function show(place: HTMLElement, element: ReactNode): void {
  const sent = [...place.childNodes];
  const node = document.createElement("div");
  place.replaceChildren(node);
  const root = createRoot(node);
  root.render(element);
  // Turbo keeps the page as the server sent it, so that it can be mounted again.
  const leave = (): void => {
    document.removeEventListener("turbo:before-cache", leave);
    root.unmount();
    place.replaceChildren(...sent);
    giveBack(place);
  };
  document.addEventListener("turbo:before-cache", leave);
}

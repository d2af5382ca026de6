/**
 * Ways that not every member may go: from a page to its form in the admin (`[data-curate]`), for staff, and to one's
 * uploads and pitches (`[data-may-upload]`), for the role artist. Pages are the same for all members, so the API tells
 * who may, once for as long as the browser's tab is open; what is behind a way asks again.
 */
import { api } from "../api/client.ts";
import { onEachPage } from "./delegate.ts";
import { isSignedIn, unwrap } from "./http.ts";

const WAYS = [
  { selector: "[data-curate]", fact: "is_staff", kept: "musicsite:is-staff" },
  { selector: "[data-may-upload]", fact: "may_upload", kept: "musicsite:may-upload" },
] as const;

async function ask(): Promise<void> {
  const me = await unwrap(api.GET("/api/v1/me/"));
  for (const { fact, kept } of WAYS) sessionStorage.setItem(kept, String(me[fact] ?? false));
}

async function show(): Promise<void> {
  const hidden = WAYS.filter((way) => document.querySelector(`${way.selector}[hidden]`));
  if (hidden.some((way) => sessionStorage.getItem(way.kept) === null)) await ask();
  for (const { selector, kept } of hidden)
    if (sessionStorage.getItem(kept) === "true")
      for (const one of document.querySelectorAll(selector)) one.removeAttribute("hidden");
}

function update(): void {
  if (isSignedIn()) void show().catch(() => {});
  else for (const { kept } of WAYS) sessionStorage.removeItem(kept);
}

export function startAllowed(): void {
  onEachPage(update);
  document.addEventListener("menu:opened", update);
}

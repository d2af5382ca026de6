/** Signing in or out changes what may be shown: a full page load, and nothing of the last person is kept. */
import { on } from "./delegate.ts";

const KEPT = ["musicsite:queue:1"];

export function startSignOut(): void {
  on("submit", "form[data-sign-out]", () => {
    for (const key of KEPT) localStorage.removeItem(key);
  });
}

/**
 * What a listener chose for all their devices, taken over by this one when it changes. A choice made on this device
 * stays until then.
 */
import { api } from "../api/client.ts";
import { onEachPage } from "./delegate.ts";
import { isSignedIn, unwrap } from "./http.ts";
import { setTheme } from "./theme.ts";

const ASKED = "musicsite:preferences:asked";
const TAKEN = "musicsite:preferences:theme";
const SETTINGS = "/account/settings/";

/** Whether the theme of all devices is news here. Nothing kept yet and nothing chosen is none. */
export function isNews(theme: string, taken: string | null): boolean {
  return theme !== (taken ?? "system");
}

/** Ask once a visit, and after the page on which it is set. */
async function take(): Promise<void> {
  if (!isSignedIn()) return;
  if (sessionStorage.getItem(ASKED) !== null && location.pathname !== SETTINGS) return;
  const { theme } = await unwrap(api.GET("/api/v1/me/preferences/"));
  sessionStorage.setItem(ASKED, "1");
  if (!isNews(theme, localStorage.getItem(TAKEN))) return;
  localStorage.setItem(TAKEN, theme);
  setTheme(theme);
}

export function startPreferences(): void {
  onEachPage(() => {
    // Unanswered, the device has its own choice, as before.
    take().catch(() => undefined);
  });
}

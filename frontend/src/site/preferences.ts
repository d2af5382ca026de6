/**
 * What a listener chose for all their devices, taken over by this one when it changes. A choice made on this device
 * stays until then.
 */
import { api, type Schemas } from "../api/client.ts";
import { ofAccount, readSettings, takeSettings } from "../player/app/settings.ts";
import { onEachPage } from "./delegate.ts";
import { isSignedIn, unwrap } from "./http.ts";
import { setTheme, type Theme } from "./theme.ts";

const ASKED = "musicsite:preferences:asked";
const TAKEN = "musicsite:preferences:theme";
const TAKEN_PLAYER = "musicsite:preferences:player";
const SETTINGS = "/account/settings/";

/** Whether the theme of all devices is news here. Nothing kept yet and nothing chosen is none. */
export function isNews(theme: string, taken: string | null): boolean {
  return theme !== (taken ?? "system");
}

/** Ask once a visit, and after the page on which it is set. */
async function take(): Promise<void> {
  if (!isSignedIn()) return;
  if (sessionStorage.getItem(ASKED) !== null && location.pathname !== SETTINGS) return;
  const { theme, player = {} } = await unwrap(api.GET("/api/v1/me/preferences/"));
  sessionStorage.setItem(ASKED, "1");
  const told = JSON.stringify(player);
  if (told !== (localStorage.getItem(TAKEN_PLAYER) ?? "{}")) {
    localStorage.setItem(TAKEN_PLAYER, told);
    takeSettings(player);
  }
  if (!isNews(theme, localStorage.getItem(TAKEN))) return;
  localStorage.setItem(TAKEN, theme);
  setTheme(theme);
}

/** The listener chose colours here: for all their devices, where they are signed in. */
export function chooseTheme(theme: Theme): void {
  setTheme(theme);
  if (!isSignedIn()) return;
  localStorage.setItem(TAKEN, theme);
  tell({ theme });
}

/** The listener changed how the player plays: what of that is the account's goes to all their devices. */
export function tellSettings(): void {
  if (!isSignedIn()) return;
  // What a newer version of the player keeps there stays.
  const before = JSON.parse(localStorage.getItem(TAKEN_PLAYER) ?? "{}") as object;
  const player = { ...before, ...ofAccount(readSettings()) };
  localStorage.setItem(TAKEN_PLAYER, JSON.stringify(player));
  tell({ player });
}

function tell(some: Partial<Schemas["PatchedPreferencesRequest"]>): void {
  const body = some as Schemas["PatchedPreferencesRequest"]; // all of it may be left out
  // Unheard, this device has its own choice all the same.
  void api.PATCH("/api/v1/me/preferences/", { body }).catch(() => {});
}

export function startPreferences(): void {
  onEachPage(() => {
    // Unanswered, the device has its own choice, as before.
    take().catch(() => undefined);
  });
}

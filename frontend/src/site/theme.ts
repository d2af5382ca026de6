/** Light or dark, as this device's listener chose; otherwise as the system has it. */
import { on, onEachPage } from "./delegate.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "musicsite:theme";

export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((each) => each === stored) ?? "system";
}

export function setTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  show();
}

function show(): void {
  const theme = readTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // The browser's own bars follow the choice, not the system.
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[data-scheme]")) {
    const { scheme = "" } = meta.dataset;
    if (theme === "system") meta.media = `(prefers-color-scheme: ${scheme})`;
    else meta.media = scheme === theme ? "all" : "not all";
  }
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-theme-choice]"))
    select.value = theme;
}

export function startTheme(): void {
  show();
  onEachPage(show);
  on("change", "select[data-theme-choice]", (select) => {
    if (select instanceof HTMLSelectElement)
      setTheme(THEMES.find((each) => each === select.value) ?? "system");
  });
}

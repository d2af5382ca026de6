/**
 * Playlists on pages: the editor takes the place of the list that the server sent, for whoever may edit it; and "add to
 * a playlist" (`[data-add-to-playlist="track:<id>"]`, a link to a page that does the same) opens a dialog.
 */
import { visit } from "@hotwired/turbo";
import { on, onEachPage } from "../site/delegate.ts";

/** What a page says that it is about to know (`[data-again]`) is looked at again after this long. */
const AGAIN_MS = 1_500;

export function startPlaylists(): void {
  onEachPage(() => {
    const place = document.querySelector<HTMLElement>("[data-playlist][data-access]");
    if (place && place.dataset.access !== "listen" && place.dataset.count !== "0")
      void import("./editor/mount.tsx").then(({ mount }) => {
        mount(place);
      });
  });
  onEachPage(() => {
    const form = document.querySelector<HTMLFormElement>("form[data-smart]");
    if (form)
      void import("./rules.ts").then(({ startRules }) => {
        startRules(form);
      });
  });
  onEachPage(() => {
    const waiting = document.querySelector("[data-again]");
    if (!waiting) return;
    const look = (): void => {
      if (!waiting.isConnected) return;
      if (document.visibilityState === "visible") visit(location.href, { action: "replace" });
      else window.setTimeout(look, AGAIN_MS);
    };
    window.setTimeout(look, AGAIN_MS);
  });
  on("click", "[data-add-to-playlist]", (opener, event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const item = opener.dataset.addToPlaylist ?? "";
    void import("./add.ts").then(({ askWhere }) => askWhere(item));
  });
}

/**
 * Playlists on pages: the editor takes the place of the list that the server sent, for whoever may edit it; and "add to
 * a playlist" (`[data-add-to-playlist="track:<id>"]`, a link to a page that does the same) opens a dialog.
 */
import { on, onEachPage } from "../site/delegate.ts";

export function startPlaylists(): void {
  onEachPage(() => {
    const place = document.querySelector<HTMLElement>("[data-playlist][data-access]");
    if (place && place.dataset.access !== "listen" && place.dataset.count !== "0")
      void import("./editor/mount.tsx").then(({ mount }) => {
        mount(place);
      });
  });
  on("click", "[data-add-to-playlist]", (opener, event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const item = opener.dataset.addToPlaylist ?? "";
    void import("./add.ts").then(({ askWhere }) => askWhere(item));
  });
}

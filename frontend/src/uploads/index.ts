/** Uploading: what can pause and go on takes the place of the page's form. Loaded where there is such a page alone. */
import { onEachPage } from "../site/delegate.ts";

export function startUploads(): void {
  onEachPage(() => {
    const place = document.querySelector<HTMLElement>("[data-uploader]");
    if (place)
      void import("./mount.tsx").then(({ mount }) => {
        mount(place);
      });
  });
}

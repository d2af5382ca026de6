/** The grid of metadata: in the place of the page's list of forms. Loaded where there is such a page alone. */
import { onEachPage } from "../site/delegate.ts";

export function startMetadata(): void {
  onEachPage(() => {
    const place = document.querySelector<HTMLElement>("[data-metadata]");
    if (place)
      void import("./mount.tsx").then(({ mount }) => {
        mount(place);
      });
  });
}

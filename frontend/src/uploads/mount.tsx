/** Puts the uploader in the place of the form that the server sent. */
import { languageReady } from "../i18n.ts";
import { show, take } from "../site/island.ts";
import { Uploader } from "./Uploader.tsx";
import { uploadsTo } from "./uploads.ts";

export function mount(place: HTMLElement): void {
  if (!take(place)) return;
  void languageReady().then(() => {
    const uploads = uploadsTo(place.dataset.workspace ?? "");
    show(place, <Uploader uploads={uploads} accept={place.dataset.accept ?? ""} />);
    void uploads.look();
  });
}

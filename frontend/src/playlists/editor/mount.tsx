/** Puts the editor in the place of the list that the server sent; what is unmounted when Turbo leaves the page. */
import { languageReady } from "../../i18n.ts";
import { show, take } from "../../site/island.ts";
import { Editor } from "./Editor.tsx";
import { PlaylistServer } from "./server.ts";

export function mount(place: HTMLElement): void {
  const id = place.dataset.playlist;
  if (id === undefined || !take(place)) return;
  void begin(place, id);
}

async function begin(place: HTMLElement, id: string): Promise<void> {
  const server = new PlaylistServer(id);
  await languageReady();
  const [told, first] = await Promise.all([server.changes(), server.page(0)]);
  if (!told || !place.isConnected) return;
  const more = document.querySelector("main a[data-more]");
  show(
    place,
    <Editor
      id={id}
      server={server}
      first={first}
      total={told.count}
      sprite={place.dataset.sprite ?? ""}
    />,
  );
  more?.remove();
}

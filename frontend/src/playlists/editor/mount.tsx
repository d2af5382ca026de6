/** Puts the editor in the place of the list that the server sent; what is unmounted when Turbo leaves the page. */
import { createRoot } from "react-dom/client";
import { languageReady } from "../../i18n.ts";
import { Editor } from "./Editor.tsx";
import { PlaylistServer } from "./server.ts";

const mounted = new WeakSet<HTMLElement>();

export function mount(place: HTMLElement): void {
  const id = place.dataset.playlist;
  if (id === undefined || mounted.has(place)) return;
  mounted.add(place);
  void begin(place, id);
}

async function begin(place: HTMLElement, id: string): Promise<void> {
  const server = new PlaylistServer(id);
  await languageReady();
  const [told, first] = await Promise.all([server.changes(), server.more()]);
  if (!told || !place.isConnected) return;
  const sent = [...place.childNodes];
  const more = document.querySelector("main a[data-more]");
  const node = document.createElement("div");
  place.replaceChildren(node);
  more?.remove();
  const root = createRoot(node);
  root.render(
    <Editor
      id={id}
      server={server}
      first={first}
      total={told.count}
      sprite={place.dataset.sprite ?? ""}
    />,
  );
  // Turbo keeps the page as it is now: as the server sent it, so that it can be mounted again.
  const leave = (): void => {
    document.removeEventListener("turbo:before-cache", leave);
    root.unmount();
    place.replaceChildren(...sent);
    mounted.delete(place);
  };
  document.addEventListener("turbo:before-cache", leave);
}

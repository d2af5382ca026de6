/** Puts the grid in the place of the list of forms that the server sent; where it can't be read, the list stays. */
import { languageReady } from "../i18n.ts";
import { giveBack, show, take } from "../site/island.ts";
import { Grid } from "./Grid.tsx";
import { read } from "./server.ts";
import { opened } from "./sheet.ts";

export function mount(place: HTMLElement): void {
  if (!take(place)) return;
  const asked = Object.fromEntries(new URLSearchParams(place.dataset.metadata ?? ""));
  void Promise.all([read(asked), languageReady()]).then(
    ([told]) => {
      show(place, <Grid first={opened(told.columns, told.rows)} />);
    },
    () => {
      giveBack(place);
    },
  );
}

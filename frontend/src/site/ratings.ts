/** Stars: `[data-rate]` holds six radio buttons, the sixth for none; a row of a track shows how many it has. */
import { api } from "../api/client.ts";
import { languageReady, plural } from "../i18n.ts";
import { on } from "./delegate.ts";
import { unwrap } from "./http.ts";
import { optimistic } from "./optimistic.ts";
import { notSaved } from "./toast.ts";

export const ratings = optimistic<number>(show, send, 0);

function show(target: string, stars: number): void {
  for (const choice of document.querySelectorAll(`[data-rate="${CSS.escape(target)}"]`))
    choose(choice, stars);
  const [kind, id = ""] = target.split(":");
  if (kind !== "track") return;
  for (const row of document.querySelectorAll(`li[data-track-row="${CSS.escape(id)}"]`))
    void mark(row, stars);
}

/** Press the button of so many stars in a `[data-rate]`. */
export function choose(choice: Element, stars: number): void {
  const button = choice.querySelector<HTMLInputElement>(`input[value="${String(stars)}"]`);
  if (button) button.checked = true;
}

async function mark(row: Element, stars: number): Promise<void> {
  const shown = row.querySelector(".track__stars");
  if (!stars) {
    shown?.remove();
    return;
  }
  await languageReady();
  const title = row.querySelector(".track__title");
  const mine = row.querySelector(".track__stars") ?? document.createElement("span");
  mine.className = "track__stars";
  mine.setAttribute("role", "img");
  mine.setAttribute("aria-label", plural(stars, "{count} star", "{count} stars"));
  mine.textContent = `${String(stars)}★`;
  title?.after(mine);
}

async function send(target: string, stars: number): Promise<void> {
  const [kind = "", public_id = ""] = target.split(":");
  if (kind !== "track" && kind !== "album" && kind !== "artist") return;
  await unwrap(
    api.PUT("/api/v1/me/ratings/{kind}/{public_id}/", {
      params: { path: { kind, public_id } },
      body: { stars },
    }),
  );
}

export function startRatings(): void {
  on("change", "[data-rate]", (choice, event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    ratings.set(choice.dataset.rate ?? "", Number(event.target.value)).catch(notSaved);
  });
}

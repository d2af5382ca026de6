/** Listen later: `[data-later="<kind>:<id>"]` puts its thing on the list, and takes it off again. */
import { api } from "../api/client.ts";
import { on } from "./delegate.ts";
import { unwrap } from "./http.ts";
import { optimistic } from "./optimistic.ts";
import { notSaved } from "./toast.ts";

/** Of a thing, its item on the list; `WANTED` until the server has named it, and nothing when it is not there. */
const WANTED = "wanted";
const items = new Map<string, string>();

const wishes = optimistic<boolean>(show, send, false);

export const later = {
  learn(target: string, item: string): void {
    items.set(target, item);
    wishes.learn(target, item !== "");
  },
  get: wishes.get,
};

function show(target: string, wanted: boolean): void {
  for (const button of document.querySelectorAll(`[data-later="${CSS.escape(target)}"]`))
    button.setAttribute("aria-pressed", String(wanted));
}

async function send(target: string, wanted: boolean): Promise<void> {
  if (wanted) {
    const { results } = await unwrap(api.POST("/api/v1/me/later/", { body: { item: target } }));
    items.set(target, results.find(({ item }) => item === target)?.id ?? WANTED);
    return;
  }
  const item_id = items.get(target) ?? WANTED;
  const address = { params: { path: { item_id } } };
  await unwrap(api.DELETE("/api/v1/me/later/{item_id}/", address));
}

export function startLater(): void {
  on("click", "[data-later]", (button) => {
    const target = button.dataset.later ?? "";
    wishes.set(target, !wishes.get(target)).catch(notSaved);
  });
}

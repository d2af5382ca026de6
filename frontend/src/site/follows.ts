/** Artists whom one follows: `[data-follow="artist:<id>"]` says which of its two words it shows by `data-on`. */
import { api } from "../api/client.ts";
import { on } from "./delegate.ts";
import { unwrap } from "./http.ts";
import { optimistic } from "./optimistic.ts";
import { notSaved } from "./toast.ts";

export const follows = optimistic<boolean>(show, send, false);

function show(target: string, followed: boolean): void {
  for (const button of document.querySelectorAll<HTMLElement>(
    `[data-follow="${CSS.escape(target)}"]`,
  ))
    button.dataset.on = String(followed);
}

async function send(target: string, followed: boolean): Promise<void> {
  const [, public_id = ""] = target.split(":");
  const address = { params: { path: { public_id } } };
  const url = "/api/v1/me/follows/{public_id}/";
  await unwrap(followed ? api.PUT(url, address) : api.DELETE(url, address));
}

export function startFollows(): void {
  on("click", "[data-follow]", (button) => {
    const target = button.dataset.follow ?? "";
    follows.set(target, !follows.get(target)).catch(notSaved);
  });
}

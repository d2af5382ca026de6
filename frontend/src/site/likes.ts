/** Likes: hearts on pages and in the player, which agree at once. */
import { api } from "../api/client.ts";
import { on } from "./delegate.ts";
import { isSignedIn, unwrap } from "./http.ts";
import { notSaved } from "./toast.ts";

const known = new Map<string, boolean>();

/** Whether a thing is liked, as far as a page has heard. */
export function likeOf(target: string): boolean | undefined {
  return known.get(target);
}

/** Let every heart of a thing show whether it is liked. */
export function showLike(target: string, liked: boolean): void {
  known.set(target, liked);
  for (const heart of document.querySelectorAll(`[data-like="${CSS.escape(target)}"]`))
    heart.setAttribute("aria-pressed", String(liked));
}

const CHANGED = "like:changed";

export interface LikeChange {
  target: string;
  liked: boolean;
}

/** Be told of every like given or taken back, on whichever heart. */
export function onLike(handler: (change: LikeChange) => void): void {
  document.addEventListener(CHANGED, (event) => {
    if (event instanceof CustomEvent) handler(event.detail as LikeChange);
  });
}

function tell(change: LikeChange): void {
  document.dispatchEvent(new CustomEvent(CHANGED, { detail: change }));
}

/** Like or unlike `track:<id>` and the like: every heart shows it at once, and goes back where it fails. */
export async function setLike(target: string, liked: boolean): Promise<void> {
  tell({ target, liked });
  try {
    await send(target, liked);
  } catch (error) {
    tell({ target, liked: !liked });
    throw error;
  }
}

async function send(target: string, liked: boolean): Promise<void> {
  const [kind = "", public_id = ""] = target.split(":");
  if (kind !== "track" && kind !== "album" && kind !== "artist" && kind !== "playlist") return;
  const address = { params: { path: { kind, public_id } } } as const;
  const url = "/api/v1/me/likes/{kind}/{public_id}/";
  await unwrap(liked ? api.PUT(url, address) : api.DELETE(url, address));
}

async function toggle(button: HTMLElement): Promise<void> {
  if (!isSignedIn()) {
    location.assign(`/account/login/?next=${encodeURIComponent(location.pathname)}`);
    return;
  }
  const target = button.dataset.like ?? "";
  const liked = button.getAttribute("aria-pressed") !== "true";
  await setLike(target, liked).catch(notSaved);
}

export function startLikes(): void {
  onLike(({ target, liked }) => {
    showLike(target, liked);
  });
  on("click", "[data-like]", (button, event) => {
    event.preventDefault();
    void toggle(button);
  });
}

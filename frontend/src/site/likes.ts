/**
 * Likes, laid over pages that are the same for everyone: one call a page says which of the shown things
 * this listener likes.
 */
import { api } from "../api/client.ts";
import { on, onEachPage } from "./delegate.ts";
import { isSignedIn, unwrap } from "./http.ts";

const buttons = (): NodeListOf<HTMLElement> =>
  document.querySelectorAll<HTMLElement>("[data-like]:not([data-like-known])");

function show(button: HTMLElement, liked: boolean): void {
  button.setAttribute("aria-pressed", String(liked));
  button.dataset.likeKnown = "";
}

/** Ask for the likes of everything on the page that is not known yet; 200 at a time. */
export async function overlayLikes(): Promise<void> {
  if (!isSignedIn()) return;
  const unknown = [...buttons()];
  for (let start = 0; start < unknown.length; start += 200) {
    const some = unknown.slice(start, start + 200);
    const ids = [...new Set(some.map((button) => button.dataset.like ?? ""))];
    const { liked } = await unwrap(
      api.GET("/api/v1/me/likes/", { params: { query: { ids: ids.join(",") } } }),
    );
    const known = new Set(liked);
    for (const button of some) show(button, known.has(button.dataset.like ?? ""));
  }
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
  await setLike(target, liked).catch(() => {});
}

export function startLikes(): void {
  const overlay = () => {
    void overlayLikes().catch(() => {});
  };
  onEachPage(() => {
    // A page that comes back from Turbo's cache may be older than the last like.
    for (const button of document.querySelectorAll<HTMLElement>("[data-like-known]"))
      delete button.dataset.likeKnown;
    overlay();
  });
  onLike(({ target, liked }) => {
    const hearts = document.querySelectorAll<HTMLElement>(`[data-like="${CSS.escape(target)}"]`);
    for (const heart of hearts) show(heart, liked);
  });
  document.addEventListener("rows:added", overlay);
  on("click", "[data-like]", (button, event) => {
    event.preventDefault();
    void toggle(button);
  });
}

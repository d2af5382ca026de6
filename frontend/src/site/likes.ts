/**
 * Likes, laid over pages that are the same for everyone: one call a page says which of the shown things
 * this listener likes.
 */
import { on, onEachPage } from "./delegate.ts";
import { isSignedIn, request } from "./http.ts";

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
    const { liked } = await request<{ liked: string[] }>(
      "GET",
      `/api/v1/me/likes/?ids=${ids.join(",")}`,
    );
    const known = new Set(liked);
    for (const button of some) show(button, known.has(button.dataset.like ?? ""));
  }
}

async function toggle(button: HTMLElement): Promise<void> {
  if (!isSignedIn()) {
    location.assign(`/account/login/?next=${encodeURIComponent(location.pathname)}`);
    return;
  }
  const target = button.dataset.like ?? "";
  const liked = button.getAttribute("aria-pressed") !== "true";
  const same = () => document.querySelectorAll<HTMLElement>(`[data-like="${CSS.escape(target)}"]`);
  for (const each of same()) show(each, liked);
  const [kind, id] = target.split(":");
  try {
    await request(liked ? "PUT" : "DELETE", `/api/v1/me/likes/${kind}/${id}/`);
  } catch {
    for (const each of same()) show(each, !liked);
  }
}

export function startLikes(): void {
  const overlay = () => {
    void overlayLikes().catch(() => {});
  };
  onEachPage(overlay);
  document.addEventListener("rows:added", overlay);
  on("click", "[data-like]", (button, event) => {
    event.preventDefault();
    void toggle(button);
  });
}

/**
 * What waits for somebody: the numbers in the navigation (`[data-waiting="inbox pitches"]` counts what it names), which
 * come with what is laid over a page anyway. Pages that ask for nothing show the last that were told, and ask once they
 * are older than STALE_MS. Opening or playing something of the inbox (`[data-inbox="<id>"]`) marks it as read.
 */
import { api } from "../api/client.ts";
import { on, onEachPage } from "./delegate.ts";
import { isSignedIn, unwrap } from "./http.ts";

const KEPT = "musicsite:waiting";
const TOLD_AT = "musicsite:waiting:at";
const STALE_MS = 300_000;

type Counts = Record<string, number>;

/** What an answer of the API says is new. */
export interface Waiting {
  unread: number;
  waiting: Counts;
}

/** Show how much is new. */
export function learnWaiting({ unread, waiting }: Waiting): void {
  keep({ ...waiting, inbox: unread });
  sessionStorage.setItem(TOLD_AT, String(Date.now()));
}

let asking: Promise<void> | undefined;

/** For a page that asks nothing else. Asked again before the answer is there, it waits for that. */
export async function refreshWaiting(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem(TOLD_AT) ?? 0) < STALE_MS) return;
  asking ??= unwrap(api.GET("/api/v1/inbox/unread/"))
    .then(learnWaiting)
    .finally(() => {
      asking = undefined;
    });
  await asking;
}

function kept(): Counts {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Counts;
}

function keep(counts: Counts): void {
  sessionStorage.setItem(KEPT, JSON.stringify(counts));
  show();
}

function show(): void {
  const counts = kept();
  for (const place of document.querySelectorAll<HTMLElement>("[data-waiting]")) {
    const names = place.dataset.waiting?.split(" ") ?? [];
    const count = names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
    place.hidden = count === 0;
    const number = place.querySelector("[data-number]");
    if (number) number.textContent = count > 99 ? "99+" : String(count);
  }
}

async function read(id: string): Promise<void> {
  const { unread } = await unwrap(
    api.PATCH("/api/v1/inbox/{public_id}/", {
      params: { path: { public_id: id } },
      body: { read: true },
    }),
  );
  keep({ ...kept(), inbox: unread });
}

export function startInbox(): void {
  onEachPage(() => {
    if (!isSignedIn()) for (const key of [KEPT, TOLD_AT]) sessionStorage.removeItem(key);
    // The page of what waits itself knows best: `data-unread` how much, `data-unread-of` of what.
    const told = document.querySelector<HTMLElement>("[data-unread]")?.dataset;
    if (told?.unread === undefined) show();
    else keep({ ...kept(), [told.unreadOf ?? "inbox"]: Number(told.unread) });
  });
  on("click", ".is-new [data-inbox]", (opener) => {
    void read(opener.dataset.inbox ?? "").catch(() => {});
  });
}

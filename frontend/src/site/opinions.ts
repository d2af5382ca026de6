/**
 * One's own, laid over pages that are the same for everyone: one call a page tells which of the shown things this
 * listener likes, has rated, follows or wants to hear later. `[data-like]`, `[data-rate]`, `[data-follow]` and
 * `[data-later]` name their thing as `<kind>:<id>`; rows of tracks show their stars.
 */
import { api } from "../api/client.ts";
import { on, onEachPage } from "./delegate.ts";
import { startFollows, follows } from "./follows.ts";
import { isSignedIn, unwrap } from "./http.ts";
import { learnWaiting, refreshWaiting } from "./inbox.ts";
import { later, startLater } from "./later.ts";
import { showLike, startLikes } from "./likes.ts";
import { ratings, startRatings } from "./ratings.ts";

/** As many as a line of a request has room for: 4094 bytes (gunicorn), 46 for the longest, percent-encoded. */
const AT_ONCE = 80;
const THINGS = "[data-like], [data-rate], [data-follow], [data-later], li[data-track-row]";

/** Things of this page that were asked for. */
let asked = new Set<string>();

function thingsOf(element: HTMLElement): string[] {
  const { like, rate, follow, later: heard, trackRow } = element.dataset;
  const row = trackRow ? `track:${trackRow}` : undefined;
  return [like, rate, follow, heard, row].filter((thing) => thing !== undefined);
}

/** Ask about everything on the page that was not asked about yet. */
async function overlay(): Promise<void> {
  if (!isSignedIn()) return;
  const things = [...document.querySelectorAll<HTMLElement>(THINGS)].flatMap(thingsOf);
  const unknown = [...new Set(things)].filter((thing) => !asked.has(thing));
  for (const thing of unknown) asked.add(thing);
  if (things.length === 0) await refreshWaiting();
  for (let start = 0; start < unknown.length; start += AT_ONCE) {
    const some = unknown.slice(start, start + AT_ONCE);
    const query = { ids: some.join(",") };
    const told = await unwrap(api.GET("/api/v1/me/opinions/", { params: { query } }));
    learnWaiting(told);
    const liked = new Set(told.liked);
    const followed = new Set(told.followed);
    for (const thing of some) {
      showLike(thing, liked.has(thing));
      ratings.learn(thing, told.ratings[thing] ?? 0);
      follows.learn(thing, followed.has(thing));
      later.learn(thing, told.later[thing] ?? "");
    }
  }
}

export function startOpinions(): void {
  const ask = () => {
    void overlay().catch(() => {});
  };
  startLikes();
  startRatings();
  startFollows();
  startLater();
  onEachPage(() => {
    // A page that comes back from Turbo's cache may be older than the last change.
    asked = new Set();
    ask();
  });
  document.addEventListener("rows:added", ask);
  document.addEventListener("menu:opened", ask);
  document.addEventListener("turbo:frame-load", ask);
  on("click", "[data-follow], [data-later]", (_, event) => {
    event.preventDefault();
  });
}

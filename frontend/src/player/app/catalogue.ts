/** What the player knows of tracks, and how a play target on a page becomes a list of them. */
import { api, type Schemas } from "../../api/client.ts";
import type { operations } from "../../api/schema.d.ts";
import { unwrap } from "../../site/http.ts";

export type TrackInfo = Schemas["Track"];

type TrackQuery = NonNullable<operations["tracks_list"]["parameters"]["query"]>;

/** A queue longer than this would only be scrolled past; an album, an artist or a genre fits. */
const MOST = 1000;
const PAGE = 200;
/** Rows of a page have no list in the API and are asked for by their ids: this many before and after the first. */
const BEFORE = 20;
const AFTER = 60;
const LIKES = "/api/v1/me/likes/tracks/";

/** `album:<id>` and the like → the list that holds its tracks; a list's own address says it by itself. */
export function queryOf(target: string, source?: string): TrackQuery | null {
  if (source !== undefined) {
    const given = new URL(source, "http://here").searchParams;
    return Object.fromEntries(given);
  }
  const [kind, id = ""] = target.split(":");
  if (!/^[0-9a-f]{32}$/.test(id)) return null;
  switch (kind) {
    case "album":
    case "artist":
    case "genre":
      return { [kind]: id, ordering: "album" };
    default:
      return null;
  }
}

/** The tracks of a play target, in order. Rejects with HttpError when it can't be had. */
export async function tracksOf(target: string, source?: string): Promise<TrackInfo[]> {
  const [kind, public_id] = target.split(":");
  if (kind === "track" && public_id && source === undefined) return [await trackOf(public_id)];
  const playlist = kind === "playlist" && source === undefined ? (public_id ?? "") : "";
  const query = playlist === "" ? queryOf(target, source) : {};
  const isOfLikes = source?.startsWith(LIKES) ?? false;
  const found: TrackInfo[] = [];
  let cursor: string | undefined = "";
  while (query && cursor !== undefined && found.length < MOST) {
    const place = { limit: PAGE, ...(cursor === "" ? {} : { cursor }) };
    const page: Schemas["PaginatedTrackList"] = await unwrap(
      isOfLikes
        ? api.GET(LIKES, { params: { query: place } })
        : playlist !== ""
          ? api.GET("/api/v1/playlists/{public_id}/tracks/", {
              params: { path: { public_id: playlist }, query: place },
            })
          : api.GET("/api/v1/tracks/", { params: { query: { ...query, ...place } } }),
    );
    found.push(...page.results);
    cursor = page.next ? (new URL(page.next).searchParams.get("cursor") ?? undefined) : undefined;
  }
  return found.slice(0, MOST);
}

export async function trackOf(public_id: string): Promise<TrackInfo> {
  return unwrap(api.GET("/api/v1/tracks/{public_id}/", { params: { path: { public_id } } }));
}

/**
 * The rows of a page around one of them, in their order; what can't be had any more is left out. One request.
 */
export async function neighboursOf(rows: readonly string[], id: string): Promise<TrackInfo[]> {
  const wanted = around(rows, id);
  const query = { ids: wanted.join(","), limit: PAGE };
  const { results } = await unwrap(api.GET("/api/v1/tracks/", { params: { query } }));
  const had = new Map(results.map((track) => [track.id, track]));
  return wanted.flatMap((each) => had.get(each) ?? []);
}

/** The ids that stand around one, itself among them, in their order and each once. */
export function around(rows: readonly string[], id: string): string[] {
  const at = Math.max(0, rows.indexOf(id));
  return [...new Set(rows.slice(Math.max(0, at - BEFORE), at + 1 + AFTER))];
}

/** The classes that give an element the colours of a cover (`static/css/artwork-colours.css`). */
export function artClasses(color: string | null): string {
  const [, chroma, hue] = /^oklch\(\S+ (\S+) (\S+?)(?:deg)?\)$/.exec(color ?? "") ?? [];
  if (chroma === undefined || hue === undefined) return "";
  const steps = [0.03, 0.07, 0.11, 0.155];
  const c = steps.filter((least) => Number(chroma) >= least).length;
  return `art h${Math.floor((((Number(hue) % 360) + 360) % 360) / 10)} c${c}`;
}

/** `3:07`, `1:02:07`: hours only where there are some. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** The length of a track, rounded as the pages round it. */
export function length(milliseconds: number): string {
  return clock(Math.round(milliseconds / 1000));
}

/** Artists as one line. */
export function byline(track: TrackInfo): string {
  return track.artists.map((artist) => artist.name).join(", ");
}

/** What the player knows of tracks, and how a play target on a page becomes a list of them. */
import { api, type Schemas } from "../../api/client.ts";
import type { operations } from "../../api/schema.d.ts";
import { unwrap } from "../../site/http.ts";
import { MOST_ITEMS } from "../queue/index.ts";

export type TrackInfo = Schemas["Track"];

type TrackQuery = NonNullable<operations["tracks_list"]["parameters"]["query"]>;

/** Tracks told at once: enough for an album, and quickly there, since the first sound may wait for them. */
const PAGE = 50;
/** The API tells so many tracks by their ids at once. */
const MOST_IDS = 100;
/** Rows of a page have no list in the API and are asked for by their ids: this many before and after the first. */
const BEFORE = 20;
const AFTER = 60;
const LIKES = "/api/v1/me/likes/tracks/";
const RADIO = "/api/v1/radio/";
/** A station never ends. So many pages of it are queued, after which it is begun again: more than a day of music. */
const RADIO_PAGES = 5;

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

/** A list as it was asked for: how it begins, and where it is longer, how to have the ids of all the rest. */
export interface Found {
  tracks: TrackInfo[];
  rest: (() => Promise<string[]>) | null;
}

interface Page<T> {
  next: string | null;
  results: T[];
}

/** The two ways in which the API tells a list: its tracks, and their ids alone. A cursor of one goes on in the other. */
interface Lists {
  tracks: (place: { limit: number }) => Promise<Page<TrackInfo>>;
  ids: (place: { cursor: string }) => Promise<Page<string>>;
}

/** The tracks of a play target, in order. Rejects with HttpError when it can't be had. */
export async function listOf(target: string, source?: string): Promise<Found> {
  const [kind, public_id] = target.split(":");
  if (kind === "track" && public_id && source === undefined)
    return { tracks: [await trackOf(public_id)], rest: null };
  if (source?.startsWith(RADIO)) return radioOf(source);
  const named = idsIn(source);
  if (named.length > 0) return { tracks: inOrder(await infosOf(named), named), rest: null };
  const lists = listsOf(target, source);
  if (!lists) return { tracks: [], rest: null };
  const { results, next } = await lists.tracks({ limit: PAGE });
  return { tracks: results, rest: next === null ? null : () => idsFrom(lists, next) };
}

/** The tracks that a source names by their ids, as a page that has chosen them does. */
function idsIn(source?: string): string[] {
  if (source === undefined) return [];
  return new URL(source, "http://here").searchParams.get("ids")?.split(",") ?? [];
}

/** What a station plays first, and much of what it plays next. */
async function radioOf(source: string): Promise<Found> {
  const query = Object.fromEntries(new URL(source, "http://here").searchParams);
  const ask = (place: { limit: number; cursor?: string }): Promise<Page<TrackInfo>> =>
    unwrap(api.GET(RADIO, { params: { query: { ...query, ...place } } }));
  const { results, next } = await ask({ limit: PAGE });
  if (next === null) return { tracks: results, rest: null };
  return {
    tracks: results,
    rest: async () => {
      const found: string[] = [];
      let at: string | null = next;
      for (let page = 0; page < RADIO_PAGES && at !== null; page += 1) {
        const told: Page<TrackInfo> = await ask({ limit: MOST_IDS, cursor: cursorOf(at) });
        found.push(...told.results.map((track) => track.id));
        at = told.next;
      }
      return found;
    },
  };
}

function cursorOf(address: string): string {
  return new URL(address).searchParams.get("cursor") ?? "";
}

async function idsFrom(lists: Lists, first: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | null = first; next !== null && found.length < MOST_ITEMS;) {
    const page: Page<string> = await lists.ids({
      cursor: cursorOf(next),
    });
    found.push(...page.results);
    next = page.next;
  }
  return found;
}

function listsOf(target: string, source?: string): Lists | null {
  if (source?.startsWith(LIKES))
    return {
      tracks: (query) => unwrap(api.GET(LIKES, { params: { query } })),
      ids: (query) => unwrap(api.GET("/api/v1/me/likes/tracks/ids/", { params: { query } })),
    };
  const [kind, public_id = ""] = target.split(":");
  if (kind === "playlist" && source === undefined) {
    const path = { public_id };
    return {
      tracks: (query) =>
        unwrap(api.GET("/api/v1/playlists/{public_id}/tracks/", { params: { path, query } })),
      ids: (query) =>
        unwrap(api.GET("/api/v1/playlists/{public_id}/tracks/ids/", { params: { path, query } })),
    };
  }
  const query = queryOf(target, source);
  if (!query) return null;
  return {
    tracks: (place) =>
      unwrap(api.GET("/api/v1/tracks/", { params: { query: { ...query, ...place } } })),
    ids: (place) =>
      unwrap(api.GET("/api/v1/tracks/ids/", { params: { query: { ...query, ...place } } })),
  };
}

/** What lists tell of these tracks, in any order; what can't be had is left out. */
export async function infosOf(ids: readonly string[]): Promise<TrackInfo[]> {
  const found: TrackInfo[] = [];
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    const query = { ids: ids.slice(start, start + MOST_IDS).join(","), limit: MOST_IDS };
    const { results } = await unwrap(api.GET("/api/v1/tracks/", { params: { query } }));
    found.push(...results);
  }
  return found;
}

export async function trackOf(public_id: string): Promise<TrackInfo> {
  return unwrap(api.GET("/api/v1/tracks/{public_id}/", { params: { path: { public_id } } }));
}

/**
 * The rows of a page around one of them, in their order; what can't be had any more is left out. One request.
 */
export async function neighboursOf(rows: readonly string[], id: string): Promise<TrackInfo[]> {
  const wanted = around(rows, id);
  return inOrder(await infosOf(wanted), wanted);
}

/** The API tells tracks in an order of its own. */
function inOrder(tracks: readonly TrackInfo[], ids: readonly string[]): TrackInfo[] {
  const had = new Map(tracks.map((track) => [track.id, track]));
  return ids.flatMap((id) => had.get(id) ?? []);
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

/** What the player knows of tracks, and how a play target on a page becomes a list of them. */
import { request } from "../../site/http.ts";

export interface Cover {
  id: string;
  src: string;
  srcset: string;
  color: string | null;
}

export interface TrackInfo {
  id: string;
  title: string;
  url: string;
  artists: { id: string; name: string; url: string }[];
  album: { id: string; title: string; url: string; cover: Cover };
  duration_ms: number;
}

interface Listing {
  next: string | null;
  results: TrackInfo[];
}

/** A queue longer than this would only be scrolled past; an album, an artist or a genre fits. */
const MOST = 1000;

/** `album:<id>` and the like → the API's address of its tracks. */
export function listingUrl(target: string, source?: string): string | null {
  if (source !== undefined) return source;
  const [kind, id] = target.split(":");
  if (!id || !/^[0-9a-f]{32}$/.test(id)) return null;
  switch (kind) {
    case "album":
    case "artist":
    case "genre":
      return `/api/v1/tracks/?${kind}=${id}&ordering=album&limit=200`;
    default:
      return null;
  }
}

/** The tracks of a play target, in order. Rejects with HttpError when it can't be had. */
export async function tracksOf(target: string, source?: string): Promise<TrackInfo[]> {
  const [kind, id] = target.split(":");
  if (kind === "track" && id) return [await request<TrackInfo>("GET", `/api/v1/tracks/${id}/`)];
  const found: TrackInfo[] = [];
  let next = listingUrl(target, source);
  while (next !== null && found.length < MOST) {
    const page: Listing = await request<Listing>("GET", next);
    found.push(...page.results);
    next = page.next;
  }
  return found.slice(0, MOST);
}

/** `3:07`, `1:02:07`: hours only where there are some. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Artists as one line. */
export function byline(track: TrackInfo): string {
  return track.artists.map((artist) => artist.name).join(", ");
}

/** What outlives the page: the queue, what it shows of its tracks, and where it was. */
import { POSITION, QUEUE, TRACKS } from "../../site/stored.ts";
import { restore, serialise, type Queue } from "../queue/index.ts";
import type { TrackInfo } from "./catalogue.ts";

export interface Session {
  queue: Queue;
  tracks: Map<string, TrackInfo>;
  position: number;
}

export function readSession(storage: Pick<Storage, "getItem"> = localStorage): Session {
  const tracks = readTracks(storage.getItem(TRACKS));
  const queue = restore(storage.getItem(QUEUE));
  const position = Number(storage.getItem(POSITION));
  // A queue whose tracks are not known would show nothing.
  const known = queue.items.every(({ trackId }) => tracks.has(trackId));
  return {
    queue: known ? queue : restore(null),
    tracks,
    position: Number.isFinite(position) && position > 0 ? position : 0,
  };
}

function readTracks(text: string | null): Map<string, TrackInfo> {
  try {
    const stored = JSON.parse(text ?? "[]") as TrackInfo[];
    return new Map(stored.filter(isTrack).map((track) => [track.id, track]));
  } catch {
    return new Map();
  }
}

function isTrack(value: unknown): value is TrackInfo {
  const track = value as Partial<TrackInfo> | null;
  return (
    typeof track?.id === "string" &&
    typeof track.title === "string" &&
    Array.isArray(track.artists) &&
    typeof track.album?.cover.src === "string" &&
    typeof track.duration_ms === "number"
  );
}

/** The last queue that was written: tracks are written again only with another queue. */
let written: Queue["items"] | undefined;

export function keepSession(
  queue: Queue,
  tracks: ReadonlyMap<string, TrackInfo>,
  position: number,
  storage: Pick<Storage, "setItem"> = localStorage,
): void {
  try {
    storage.setItem(QUEUE, serialise(queue));
    storage.setItem(POSITION, String(position));
    if (written !== queue.items) {
      const used = new Set(queue.items.map(({ trackId }) => trackId));
      storage.setItem(
        TRACKS,
        JSON.stringify([...tracks.values()].filter(({ id }) => used.has(id))),
      );
      written = queue.items;
    }
  } catch {
    // A full or forbidden storage costs the queue its memory, nothing else.
  }
}

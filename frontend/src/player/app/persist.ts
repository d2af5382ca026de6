/** What outlives the page: the queue, what it shows of its tracks, and where it was. */
import { POSITION, QUEUE, TRACKS } from "../../site/stored.ts";
import { currentIndex, inOrder, restore, serialise, type Queue } from "../queue/index.ts";
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
  return {
    queue,
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

/** What of a long queue is known at once when the page comes back: around the current item. */
const BEFORE = 20;
const AFTER = 100;
/** The last queue that was written: a long one takes its time. */
let written: Queue | undefined;

export function keepSession(
  queue: Queue,
  known: (id: string) => TrackInfo | undefined,
  position: number,
  storage: Pick<Storage, "setItem"> = localStorage,
): void {
  try {
    storage.setItem(POSITION, String(position));
    if (written === queue) return;
    storage.setItem(QUEUE, serialise(queue));
    const at = currentIndex(queue);
    const near = inOrder(queue).slice(Math.max(0, at - BEFORE), at + 1 + AFTER);
    const tracks = new Map(near.map(({ trackId }) => [trackId, known(trackId)]));
    storage.setItem(TRACKS, JSON.stringify([...tracks.values()].filter(Boolean)));
    written = queue;
  } catch {
    // A full or forbidden storage costs the queue its memory, nothing else.
  }
}

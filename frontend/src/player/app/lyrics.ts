/** Lyrics as the track's API answer has them. */
import { request } from "../../site/http.ts";

export interface LyricLine {
  /** Milliseconds from the start; null where only the words are known. */
  at: number | null;
  words: string;
}

interface TrackDetail {
  lyrics?: string;
  synced_lyrics?: [number, string][] | null;
}

export function linesOf({ lyrics, synced_lyrics }: TrackDetail): LyricLine[] | null {
  if (synced_lyrics && synced_lyrics.length > 0)
    return synced_lyrics.map(([at, words]) => ({ at, words }));
  if (!lyrics) return null;
  return lyrics.split("\n").map((words) => ({ at: null, words }));
}

export async function lyricsOf(trackId: string): Promise<LyricLine[] | null> {
  return linesOf(await request<TrackDetail>("GET", `/api/v1/tracks/${trackId}/`));
}

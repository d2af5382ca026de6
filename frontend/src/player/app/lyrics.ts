/** Lyrics as the track's API answer has them. */
import { api, type Schemas } from "../../api/client.ts";
import { unwrap } from "../../site/http.ts";

export interface LyricLine {
  /** Milliseconds from the start; null where only the words are known. */
  at: number | null;
  words: string;
}

type Words = Pick<Schemas["TrackDetail"], "lyrics" | "synced_lyrics">;

export function linesOf({ lyrics, synced_lyrics }: Words): LyricLine[] | null {
  if (synced_lyrics && synced_lyrics.length > 0)
    return synced_lyrics.map(([at, words]) => ({ at: Number(at), words: String(words) }));
  if (!lyrics) return null;
  return lyrics.split("\n").map((words) => ({ at: null, words }));
}

export async function lyricsOf(public_id: string): Promise<LyricLine[] | null> {
  return linesOf(
    await unwrap(api.GET("/api/v1/tracks/{public_id}/", { params: { path: { public_id } } })),
  );
}

/** What the API says of how a track can sound, in the engine's words. */
import { askPlayback, takeEarly, type PlaybackInfo } from "../../site/early.ts";
import { HttpError } from "../../site/http.ts";
import { TrackGone, type Resolve } from "../engine/index.ts";
import type { TrackInfo } from "./catalogue.ts";
import type { Quality } from "./settings.ts";

/** `learn` is given each answer: it describes the track, too. */
export function playbacks(quality: () => Quality, learn: (track: TrackInfo) => void): Resolve {
  return async (trackId, signal) => {
    const wanted = quality();
    const ask = (): Promise<PlaybackInfo> => askPlayback(trackId, wanted, signal);
    try {
      const playback = await (takeEarly(trackId, wanted)?.catch(ask) ?? ask());
      learn(trackOf(playback));
      return playback;
    } catch (error) {
      if (error instanceof HttpError && error.isRefusal) throw new TrackGone(error.message);
      throw error;
    }
  };
}

/** What it says of the track itself, as lists do. */
function trackOf(playback: PlaybackInfo): TrackInfo {
  const { id, title, url, artists, album, duration_ms, disc, position, explicit, stream_url } =
    playback;
  return { id, title, url, artists, album, duration_ms, disc, position, explicit, stream_url };
}

/** The waveform of a track; the server makes it at the first play, so it may have to be asked for twice. */
import { api } from "../../api/client.ts";

const TRIES = 6;
const LONGEST_WAIT_MS = 8000;

const known = new Map<string, readonly number[]>();

export async function waveformOf(trackId: string): Promise<readonly number[] | null> {
  const before = known.get(trackId);
  if (before) return before;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const params = { path: { public_id: trackId } };
    const { data, response } = await api.GET("/api/v1/tracks/{public_id}/waveform/", { params });
    if (response.status !== 202) {
      if (!data) return null;
      known.set(trackId, data.peaks);
      return data.peaks;
    }
    await new Promise((done) => setTimeout(done, Math.min(LONGEST_WAIT_MS, 700 * attempt)));
  }
  return null;
}

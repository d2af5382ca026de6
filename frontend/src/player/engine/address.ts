/** Addresses that are renewed when they expire, and what a broken one tells. */
import { ByteStream, Refused, type Address, type NetworkWatch } from "./bytes.ts";
import type { Playback, Source } from "./types.ts";

/** For `resolve` to throw where the server says that a track is not to be had; anything else is retried. */
export class TrackGone extends Error {}

/** Asks the API for a track's sources; asked again when an address has expired. */
export type Resolve = (trackId: string, signal: AbortSignal) => Promise<Playback>;

/** The source's address; a fresh one is written into the source. */
export function renewable(trackId: string, source: Source, resolve: Resolve): Address {
  return {
    url: () => source.url,
    renew: async (signal) => {
      try {
        const fresh = await resolve(trackId, signal);
        const same = fresh.sources.find(({ mime }) => mime === source.mime);
        if (!same) throw new Refused("the track is no longer offered in this form");
        source.url = same.url;
      } catch (error) {
        if (error instanceof TrackGone) throw new Refused(error.message);
        throw error;
      }
    },
  };
}

/**
 * Why an element that plays an address by itself gave up: it tells a dead link and a file it cannot decode in the same words.
 * Whether bytes come at once, late, or from a new address only tells them apart. Resolves when bytes can be had again;
 * rejects with Refused where they never will.
 */
export async function diagnose(
  address: Address,
  watch: NetworkWatch,
  signal: AbortSignal,
): Promise<"network" | "file"> {
  const before = address.url();
  const seen = { late: false };
  const bytes = new ByteStream(address, {
    flowing: () => {
      watch.flowing();
    },
    retrying: (attempt, delayMs) => {
      seen.late = true;
      watch.retrying(attempt, delayMs);
    },
  });
  for await (const some of bytes.from(0, signal)) if (some.length > 0) break;
  return seen.late || address.url() !== before ? "network" : "file";
}

import type { TrackInfo } from "../app/catalogue.ts";

/** Artists of a track, each a link of its own. */
export function Artists({ track }: { track: TrackInfo }) {
  return track.artists.map((artist, index) => (
    <span key={artist.id}>
      {index > 0 && ", "}
      <a href={artist.url}>{artist.name}</a>
    </span>
  ));
}

/** Which parts of a track were heard, as the server is told: `[from ms, to ms]`, in the order they were heard. */

export type Segment = readonly [from: number, to: number];

/** Milliseconds between two reports of the same listening: rounding, and a clock that ticks four times a second. */
const NEAR = 300;

/** Milliseconds by which the first report of a track that is heard from its start can miss the start: rounding. */
const START = 50;

/** With what was heard up to a position added; both in seconds. It goes on with the last segment where it joins it. */
export function heardTo(
  segments: readonly Segment[],
  position: number,
  seconds: number,
): readonly Segment[] {
  const to = Math.round(position * 1000);
  const began = Math.round((position - seconds) * 1000);
  const from = began <= START ? 0 : began;
  if (to <= from) return segments;
  const last = segments.at(-1);
  if (last && Math.abs(from - last[1]) <= NEAR && to > last[1]) {
    return [...segments.slice(0, -1), [last[0], to]];
  }
  return [...segments, [from, to]];
}

/** Finds a known signal in a recording, to the sample. */

/** What was recorded is something else. */
export class AnotherSound extends Error {}

export interface Joint {
  /** Samples by which the sound after the joint is late (or early) against the sound before it. */
  shift: number;
  /** RMS of the difference to the signal within 512 samples of the joint, in dB of full scale. */
  errorDb: number;
}

const WINDOW = 4096;
/** The nearest samples are left out: there a lossy codec's own error is largest. */
const MARGIN = 1500;
/** The least correlation of a signal with itself, encoded, or with another noise in it. */
const ALIKE = 0.8;
/** Where in the signal its start is looked for: past any encoder's first frames. */
const LANDMARK = 6000;

/** Index of the recording at which the signal starts. Throws where it is not to be found. */
export function findStart(recording: Float32Array, signal: Float32Array): number {
  let best = { lag: 0, value: -Infinity };
  const last = recording.length - LANDMARK - WINDOW;
  // A few samples tell the likeliest place of each stretch, many of them which stretch it is.
  for (let from = 0; from < last; from += 512) {
    let likeliest = { at: from, value: -Infinity };
    for (let at = from; at < Math.min(from + 512, last); at += 1) {
      const value = correlate(recording, at + LANDMARK, signal, LANDMARK, 128);
      if (value > likeliest.value) likeliest = { at, value };
    }
    const value = correlate(recording, likeliest.at + LANDMARK, signal, LANDMARK, WINDOW);
    if (value > best.value) best = { lag: likeliest.at, value };
  }
  const found = lagAround(recording, signal, LANDMARK, best.lag, 64);
  if (likeness(recording, signal, LANDMARK, found) < ALIKE)
    throw new AnotherSound("what was recorded is not the signal");
  return found;
}

/** What each joint is like in a recording without pauses, of which the signal starts at `start`. */
export function measureJoints(
  recording: Float32Array,
  signal: Float32Array,
  cuts: readonly number[],
  start: number,
): Joint[] {
  let lag = start;
  return cuts.slice(1, -1).map((cut) => {
    const before = lagAround(recording, signal, cut - MARGIN - WINDOW, lag, 3000);
    const after = lagAround(recording, signal, cut + MARGIN, before, 3000);
    lag = after;
    let sum = 0;
    for (let at = cut - 512; at < cut + 512; at += 1) {
      sum += ((recording[at + before] ?? 0) - (signal[at] ?? 0)) ** 2;
    }
    const alike = Math.min(
      likeness(recording, signal, cut - MARGIN - WINDOW, before),
      likeness(recording, signal, cut + MARGIN, after),
    );
    if (alike < ALIKE) throw new AnotherSound("what was recorded beside a joint is not the signal");
    return { shift: after - before, errorDb: 10 * Math.log10(sum / 1024 + 1e-20) };
  });
}

/** The lag within `reach` of a guess that fits best: near the guess first, for that is nearly always right. */
function lagAround(
  recording: Float32Array,
  signal: Float32Array,
  from: number,
  guess: number,
  reach: number,
): number {
  let best = { lag: guess, value: correlate(recording, from + guess, signal, from, WINDOW) };
  for (let lag = guess - reach; lag <= guess + reach; lag += 1) {
    const value = correlate(recording, from + lag, signal, from, WINDOW);
    if (value > best.value) best = { lag, value };
  }
  return best.lag;
}

/** Correlation of a window, 1 where both are the same but for loudness. */
function likeness(
  recording: Float32Array,
  signal: Float32Array,
  from: number,
  lag: number,
): number {
  const power = correlate(signal, from, signal, from, WINDOW);
  return correlate(recording, from + lag, signal, from, WINDOW) / power;
}

function correlate(
  a: Float32Array,
  atA: number,
  b: Float32Array,
  atB: number,
  count: number,
): number {
  let [sum, power] = [0, 1e-9];
  for (let index = 0; index < count; index += 1) {
    const value = a[atA + index] ?? 0;
    sum += value * (b[atB + index] ?? 0);
    power += value * value;
  }
  return sum / Math.sqrt(power);
}

/** Finds a known signal in a recording, to the sample. */

export interface Boundary {
  /** Samples by which the sound after the boundary is late (or early) against the sound before it. */
  shift: number;
  /** RMS of the difference to the signal within 512 samples of the boundary, in dB of full scale. */
  errorDb: number;
}

const WINDOW = 4096;
/** The nearest samples are left out: there a lossy codec's own error is largest. */
const MARGIN = 1500;

/** Where `signal` starts in `recording`; searched by its loudest early part, coarsely, then exactly. */
export function findStart(recording: Float32Array, signal: Float32Array): number {
  const from = 6000;
  let best = { at: 0, value: -Infinity };
  for (let at = 0; at + from + WINDOW < recording.length && at < 480_000; at += 1) {
    // A quarter of the samples suffices to find the place; the lag is then refined on all.
    const value = correlate(recording, at + from, signal, from, 512);
    if (value > best.value) best = { at, value };
  }
  return lagAround(recording, signal, from, best.at, 64);
}

export function measure(
  recording: Float32Array,
  signal: Float32Array,
  cuts: readonly number[],
): Boundary[] {
  const start = findStart(recording, signal);
  let lag = start;
  return cuts.slice(1, -1).map((cut) => {
    const before = lagAround(recording, signal, cut - MARGIN - WINDOW, lag, 3000);
    const after = lagAround(recording, signal, cut + MARGIN, before, 3000);
    lag = after;
    let sum = 0;
    for (let at = cut - 512; at < cut + 512; at += 1) {
      sum += ((recording[at + before] ?? 0) - (signal[at] ?? 0)) ** 2;
    }
    return { shift: after - before, errorDb: 10 * Math.log10(sum / 1024 + 1e-20) };
  });
}

function lagAround(
  recording: Float32Array,
  signal: Float32Array,
  from: number,
  guess: number,
  reach: number,
): number {
  let best = { lag: guess, value: -Infinity };
  for (let lag = guess - reach; lag <= guess + reach; lag += 1) {
    const value = correlate(recording, from + lag, signal, from, WINDOW);
    if (value > best.value) best = { lag, value };
  }
  return best.lag;
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

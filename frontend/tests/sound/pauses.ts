/**
 * Pauses in a recording. When the browser has nothing decoded to play, what leaves its element is silence to the last
 * bit, its clock stands, and the sound goes on later with the very next sample. The signal itself is never silent.
 */

export interface Pause {
  /** Where in the recording without pauses it lay. */
  at: number;
  /** Samples. */
  length: number;
}

/** Fewer zeros in a row than that are the signal crossing its middle. */
const LEAST = 24;

/** The recording without its pauses, and those that lay inside it; silence before and after it is dropped. */
export function withoutPauses(recording: Float32Array): {
  sound: Float32Array;
  pauses: Pause[];
} {
  const sound = new Float32Array(recording.length);
  const pauses: Pause[] = [];
  let [filled, zeros] = [0, 0];
  for (const value of recording) {
    if (value === 0) {
      zeros += 1;
      continue;
    }
    if (zeros >= LEAST) {
      if (filled > 0) pauses.push({ at: filled, length: zeros });
    } else {
      filled += zeros;
    }
    zeros = 0;
    sound[filled] = value;
    filled += 1;
  }
  return { sound: sound.subarray(0, filled), pauses };
}

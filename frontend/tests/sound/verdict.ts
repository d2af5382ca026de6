/**
 * What a recording proves. Two things are told apart:
 *
 * - **A joint** is bad when samples are lost, doubled or moved across it. Nothing excuses that, and it has one try.
 * - **A pause** is silence while the element's clock stands: no sample is lost by it. The browser's decoder was kept
 *   from its work by other programs (it had bytes), or the player had no bytes for it. How much of either is
 *   allowed depends on what the listener went through, and each is printed. Too much of it is measured once more, as
 *   all that waits for other processes is (docs/decisions, 0015).
 *
 * Silence that takes the place of samples leaves fewer of them once it is cut out, and shows as a shift. Silence put between
 * tracks by placing one too late makes the timeline longer than the signal; its length is compared too.
 */
import { findStart, measureJoints } from "./align.ts";
import { withoutPauses } from "./pauses.ts";
import type { Heard } from "./stage.ts";

/** What became of a measurement. `late`: what fails of it is a matter of time, of which other programs take some. */
export type Verdict = "good" | "late" | "wrong";

export interface Reference {
  signal: Float32Array;
  /** Where tracks begin and end in it. */
  cuts: readonly number[];
  rate: number;
  /** The signal is all that was played, not its end only. */
  whole: boolean;
}

export interface Allowed {
  /** Samples by which a joint may be off. */
  shift: number;
  /** Difference to the signal near a joint, dB of full scale. */
  errorDb: number;
  /** Seconds of silence in all. */
  pause: number;
  /** Whether the player may run out of bytes. */
  hungry: boolean;
}

/** Other programs on two processors are allowed half a second. */
export const EXACT: Allowed = { shift: 0, errorDb: -35, pause: 0.5, hungry: false };

/**
 * What a kind of file owes: to be within a millisecond, or where that can be had within no sample. What is lost or added at a
 * joint shows at about -12 dB, the loudness of the signal, a decoder that starts wrong above 0; AAC's first frame is -25
 * by itself.
 */
export function promised(name: string): Partial<Allowed> {
  if (name.includes("mp3")) return {};
  if (name.includes("opus")) return { shift: 48 };
  if (name.includes("aac")) return { shift: 44, errorDb: -25 };
  return { errorDb: -90 };
}

/** An element that holds less than this has been left without bytes. */
const HELD = 0.05;
/** Times are microseconds, rounded at each joint. */
const TIME_ERROR = 1e-4;

export function judge(
  { recording, waits, end }: Heard,
  { signal, cuts, rate, whole }: Reference,
  allowed: Allowed,
): { figure: string; verdict: Verdict } {
  const { sound, pauses } = withoutPauses(recording);
  const start = findStart(sound, signal);
  const joints = measureJoints(sound, signal, cuts, start);
  const shifts = joints.map(({ shift }) => shift);
  const worst = Math.max(...shifts.map(Math.abs));
  const error = Math.max(...joints.map(({ errorDb }) => errorDb));
  const inside = pauses.filter(({ at }) => at > start);
  const silent = inside.reduce((sum, { length }) => sum + length, 0) / rate;
  const first = end - signal.length / rate;
  const hungry = waits.filter(({ time, ahead }) => time > first + 0.01 && ahead < HELD).length;
  const off = whole ? Math.abs(first) : 0;

  const wrong = [
    worst > allowed.shift && "samples lost, doubled or moved",
    error > allowed.errorDb && "another sound near a joint",
    off > TIME_ERROR + allowed.shift / rate &&
      `the timeline is ${(first * 1000).toFixed(2)} ms off`,
  ].filter(Boolean);
  const late = [
    silent > allowed.pause && "too much silence",
    hungry > 0 && !allowed.hungry && "the player ran out of bytes",
  ].filter(Boolean);
  const paused =
    inside.length === 0
      ? ""
      : `, ${inside.length} pauses of ${(silent * 1000).toFixed(0)} ms in all` +
        ` (${hungry} for want of bytes; at ${inside.map(({ at }) => ((at - start) / rate).toFixed(3)).join(" ")} s)`;
  const figure = `shifts ${shifts.join(" ")} samples, error ${error.toFixed(0)} dB${paused}`;
  const verdict = wrong.length > 0 ? "wrong" : late.length > 0 ? "late" : "good";
  return { figure: [figure, ...wrong, ...late].join("; "), verdict };
}

/** The encoded tracks, and the signals from which they were cut. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Playback } from "../../src/player/engine/index.ts";

export interface Case {
  rate: number;
  tracks: Playback[];
  /** Where tracks begin and end in the signal that is compared. */
  cuts: number[];
}

export class Tracks {
  readonly cases: Readonly<Record<string, Case>>;
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
    const text = readFileSync(join(folder, "cases.json"), "utf8");
    this.cases = JSON.parse(text) as Record<string, Case>;
  }

  static make(): Tracks {
    const folder = mkdtempSync(join(tmpdir(), "sound-"));
    const python = process.env.PYTHON ?? join(import.meta.dirname, "../../../.venv/bin/python");
    const script = join(import.meta.dirname, "make_tracks.py");
    execFileSync(python, [script, folder], { stdio: "inherit" });
    return new Tracks(folder);
  }

  case(name: string): Case {
    const found = this.cases[name];
    if (!found) throw new Error(`no case ${name}`);
    return found;
  }

  /** The signal from which that case's tracks were cut; of a long track, its end. */
  signal(name: string): Float32Array {
    const raw = readFileSync(join(this.folder, `${name}.f32`));
    return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  }

  /** Tracks of a case one after the other, as they would sound in that order. */
  joined(name: string, numbers: readonly number[]): { signal: Float32Array; cuts: number[] } {
    const whole = this.signal(name);
    const parts = numbers.map((number) =>
      whole.subarray(this.case(name).cuts[number], this.case(name).cuts[number + 1]),
    );
    const cuts = [0];
    for (const part of parts) cuts.push((cuts.at(-1) ?? 0) + part.length);
    const signal = new Float32Array(cuts.at(-1) ?? 0);
    for (const [index, part] of parts.entries()) signal.set(part, cuts[index]);
    return { signal, cuts };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

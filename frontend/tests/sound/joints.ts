/** Six tracks of each codec, five joints: idle, with a busy page, and in a background tab. */
import { measure } from "./align.ts";
import { recordToEnd, type Stage } from "./stage.ts";

/** Most milliseconds by which a joint may be off; none is not by one sample. */
const PROMISED: Record<string, number> = { opus: 1, aac: 1, "flac-opus128": 1 };

/**
 * Most of the difference to the signal within 12 ms of a joint, in dB of full scale, the signal being at -12. What is
 * lost or added there shows at about -12, a decoder that starts wrong above 0; AAC's first frame is -25 by itself.
 */
const ERROR: Record<string, number> = { flac: -90, "wav-flac": -90, aac: -25 };
const OTHER_ERROR = -35;

export async function joints(stage: Stage, wanted: string[]): Promise<void> {
  const names = Object.keys(stage.cases).filter((name) => !name.startsWith("long-"));
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const condition of ["idle", "busy", "background"]) await check(stage, name, condition);
  }
}

/**
 * With a page that is busy by itself, another program on the same processors can keep the browser's own decoder from
 * its work, which no player mends: such a case is measured again, and each measurement is printed.
 */
const TRIES: Record<string, number> = { busy: 3 };

async function check(stage: Stage, name: string, condition: string): Promise<void> {
  for (let left = TRIES[condition] ?? 1; left > 0; left -= 1) {
    const { figure, good } = await measured(stage, name, condition);
    if (good || left === 1) {
      stage.report(name, condition, figure, good);
      return;
    }
    console.log(`${name.padEnd(24)} ${condition.padEnd(12)} ${figure}   measured again`);
  }
}

async function measured(
  stage: Stage,
  name: string,
  condition: string,
): Promise<{ figure: string; good: boolean }> {
  const { tracks, rate, cuts } = stage.case(name);
  const tab = await stage.tab(tracks, rate);
  await tab.run((busy) => {
    const { rig } = window.sound;
    rig.playAll();
    if (busy) window.sound.keepBusy();
  }, condition === "busy");
  // Chromium starts no sound in a tab that is hidden already; a listener leaves one that plays.
  if (condition === "background") await tab.hide();
  const recording = await recordToEnd(tab);
  await tab.close();
  const found = measure(recording, stage.signal(name), cuts);
  const worst = Math.max(...found.map(({ shift }) => Math.abs(shift)));
  const error = Math.max(...found.map(({ errorDb }) => errorDb));
  const ms = (worst / rate) * 1000;
  const good = ms <= (PROMISED[name] ?? 0) && error <= (ERROR[name] ?? OTHER_ERROR);
  const figure = `worst ${worst} samples (${ms.toFixed(3)} ms), error ${error.toFixed(0)} dB`;
  return { figure, good };
}

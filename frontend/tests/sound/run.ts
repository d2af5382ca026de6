/**
 * Measures on samples that tracks join: a real Chromium plays a signal that was cut into tracks, and what leaves the
 * element is compared with the uncut signal.
 *
 *     npm run test:sound -- [--times N] [words of a name …]
 *
 * PYTHON names the interpreter that has the project's packages, CHROMIUM the browser.
 */
import { parseArgs } from "node:util";
import { joints } from "./joints.ts";
import { journeys } from "./journeys/index.ts";
import { runAll } from "./lanes.ts";
import { Stage } from "./stage.ts";
import { Tracks } from "./tracks.ts";

const LANES = 2;

const { values, positionals } = parseArgs({
  options: { times: { type: "string", default: "1" } },
  allowPositionals: true,
});
const tracks = Tracks.make();
const wanted = [...joints(tracks), ...journeys()].filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
const jobs = Array.from({ length: Number(values.times) }, () => wanted).flat();
const stages = await Promise.all(Array.from({ length: LANES }, () => Stage.set(tracks)));
try {
  await runAll(jobs, stages);
} finally {
  for (const stage of stages) await stage.strike();
  tracks.remove();
}
const sum = (count: (stage: Stage) => number): number =>
  stages.reduce((total, stage) => total + count(stage), 0);
const [passed, failed, again] = [sum((s) => s.passed), sum((s) => s.failed), sum((s) => s.again)];
console.log(`${passed} passed, ${failed} failed, ${again} rerun`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

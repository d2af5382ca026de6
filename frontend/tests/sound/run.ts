/**
 * Measures on samples that tracks join: a real Chromium plays a signal that was cut into tracks, and what leaves the
 * element is compared with the uncut signal.
 *
 *     npm run test:sound [joints|journeys|case…]
 *
 * PYTHON names the interpreter that has the project's packages, CHROMIUM the browser.
 */
import { joints } from "./joints.ts";
import { journeys } from "./journeys.ts";
import { Stage } from "./stage.ts";

const wanted = process.argv.slice(2);
const stage = await Stage.set();
try {
  if (wanted[0] !== "journeys")
    await joints(
      stage,
      wanted.filter((name) => name in stage.cases),
    );
  if (wanted.length === 0 || wanted[0] === "journeys") await journeys(stage, wanted.slice(1));
} finally {
  await stage.strike();
}
console.log(stage.failures > 0 ? `${stage.failures} failed` : "all as promised");
process.exitCode = stage.failures > 0 ? 1 : 0;

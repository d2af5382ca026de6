/** Six tracks of each codec, five joints: idle, with a busy page, and in a background tab. */
import type { Job } from "./lanes.ts";
import type { Stage } from "./stage.ts";
import type { Tracks } from "./tracks.ts";
import { promised, type Allowed } from "./verdict.ts";

const CONDITIONS: Record<string, Partial<Allowed>> = {
  idle: {},
  // A page that is busy and another program leave the browser's decoder little of two processors.
  busy: { pause: 1 },
  background: {},
};

export function joints(tracks: Tracks): Job[] {
  const names = Object.keys(tracks.cases).filter((name) => !name.startsWith("long-"));
  return names.flatMap((name) =>
    Object.entries(CONDITIONS).map(([condition, allowed]) => ({
      name: `${name} ${condition}`,
      heavy: condition === "busy",
      run: (stage: Stage) => check(stage, name, condition, allowed),
    })),
  );
}

async function check(
  stage: Stage,
  name: string,
  condition: string,
  allowed: Partial<Allowed>,
): Promise<void> {
  const { tracks, rate } = stage.tracks.case(name);
  const tab = await stage.tab(tracks, rate);
  await tab.run((busy) => {
    const { rig } = window.sound;
    rig.playAll();
    if (busy) window.sound.keepBusy();
  }, condition === "busy");
  // Chromium starts no sound in a tab that is hidden already; a listener leaves one that plays.
  if (condition === "background") await tab.hide();
  await stage.compare([name, condition], tab, name, {
    ...promised(name),
    ...allowed,
  });
}

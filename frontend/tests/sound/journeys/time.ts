/** How soon it sounds, and how long it was heard. */
import type { Stage } from "../stage.ts";

/** From the call to the element's `playing`, and again with a new track; loopback. */
export async function firstSound(stage: Stage): Promise<void> {
  for (const name of ["long-mp3", "long-flac", "long-aac", "long-opus"]) {
    const { tracks, rate } = stage.tracks.case(name);
    const tab = await stage.tab(tracks, rate);
    const times = await tab.run(async () => {
      const { rig } = window.sound;
      const times: number[] = [];
      for (let turn = 0; turn < 7; turn += 1) {
        const seen = rig.noted.length;
        const started = performance.now();
        rig.engine.load(
          { key: `${turn}`, trackId: rig.items([0])[0]?.trackId ?? "" },
          { play: true },
        );
        const isPlaying = (note: (typeof rig.noted)[number]): boolean =>
          note.name === "state" && note.state === "playing";
        await rig.until((noted) => noted.slice(seen).some(isPlaying));
        times.push((rig.noted.slice(seen).find(isPlaying)?.at ?? Infinity) - started);
      }
      return times;
    });
    await tab.close();
    const median = times.sort((a, b) => a - b)[3] ?? Infinity;
    const most = times.at(-1) ?? Infinity;
    const figure = `median ${median.toFixed(0)} ms, most ${most.toFixed(0)} ms`;
    stage.report("first sound", name, figure, median < 150 ? "good" : "late");
  }
}

/** Seconds of listening leave out a pause and a jump. */
export async function listened(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.tracks.case("long-opus");
  const tab = await stage.tab(tracks, rate);
  const heard = await tab.run(async () => {
    const { rig } = window.sound;
    rig.playAll([0]);
    await rig.until(() => rig.engine.position >= 1);
    rig.engine.pause();
    const first = rig.engine.position;
    await new Promise((later) => setTimeout(later, 500));
    rig.engine.seek(60);
    rig.engine.play();
    await rig.until(() => rig.engine.position >= 61);
    rig.engine.pause();
    const expected = first + rig.engine.position - 60;
    await new Promise((later) => setTimeout(later, 100));
    const told = rig.noted.reduce((sum, n) => sum + (n.name === "listened" ? n.seconds : 0), 0);
    return { expected, told };
  });
  await tab.close();
  const figure = `${heard.told.toFixed(3)} s told, ${heard.expected.toFixed(3)} s heard`;
  const isTrue = Math.abs(heard.told - heard.expected) < 0.05;
  stage.report("listened seconds", "", figure, isTrue ? "good" : "late");
}

/** Slow, broken and expired connections. */
import { setTimeout as later } from "node:timers/promises";
import { play, playedFor, type Stage } from "../stage.ts";
import { promised } from "../verdict.ts";

/** On a slow link, a jump to where nothing was fetched yet, by an estimated byte; the next joint must still be exact. */
export async function jump(stage: Stage, name: string): Promise<void> {
  const { tracks, rate } = stage.tracks.case(name);
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.speed = name === "long-mp3" ? 60_000 : 600_000;
  await play(tab);
  await playedFor(tab, 0.5);
  await tab.run(() => {
    window.sound.rig.engine.seek(72);
  });
  await later(200);
  stage.server.troubles = {};
  // The shown position, and with it the timeline, is an estimate: only the end of it is compared.
  await stage.compare(["jump, then a joint", name], tab, name, promised(name), { whole: false });
}

/** Every connection breaks after 40 kB: nothing is lost, and on a quick link nothing is heard of it. */
export async function cutConnections(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.tracks.case("flac");
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.cutAfter = 40_000;
  await play(tab);
  await stage.compare(["connections cut", "flac"], tab, "flac", promised("flac"));
}

/** No connection for a while: what is in hand plays on, then the sound waits and goes on where it was. */
export async function networkDown(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.tracks.case("long-flac");
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.speed = 250_000;
  await play(tab);
  await playedFor(tab, 1);
  stage.server.troubles.cutAfter = 0;
  stage.server.troubles.down = true;
  await tab.run(async () => {
    const { rig } = window.sound;
    await rig.until(() => rig.engine.state === "stalled");
  });
  const stalledAt = await tab.run(() => window.sound.rig.engine.position);
  stage.server.troubles = {};
  await playedFor(tab, stalledAt + 1);
  const notes = await tab.run(() =>
    window.sound.rig.noted.flatMap((note) => (note.name === "network" ? [note.status] : [])),
  );
  await tab.close();
  const told = notes.includes("retrying") && notes.at(-1) === "online";
  const figure = `stalled at ${stalledAt.toFixed(1)} s, then went on`;
  stage.report("network down", "flac", figure, told ? "good" : "wrong");
}

/** Addresses expire while it plays; the next range asks with a fresh one. */
export async function expired(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.tracks.case("mp3");
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.cutAfter = 16_384;
  await play(tab);
  await playedFor(tab, 0.2);
  const given = await tab.run(() => window.sound.rig.answers);
  stage.server.troubles = { expireBefore: given + 1 };
  await stage.compare(["address expired", "mp3"], tab, "mp3");
}

/** A server that knows no ranges and no lengths, as for a rendition that is still being made. */
export async function growing(stage: Stage): Promise<void> {
  const name = "flac-opus128";
  const { tracks, rate } = stage.tracks.case(name);
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles = { noRanges: true, speed: 200_000 };
  await play(tab);
  await stage.compare(["growing rendition", "opus"], tab, name, promised(name));
}

/** What happens to listeners: they jump, lose the network, change their minds. The sound must join all the same. */
import { setTimeout as later } from "node:timers/promises";
import { measure } from "./align.ts";
import { recordToEnd, type Stage } from "./stage.ts";
import type { Tab } from "./tab.ts";

type Journey = (stage: Stage) => Promise<void>;

const JOURNEYS: Record<string, Journey> = {
  "first sound": firstSound,
  "jump in mp3": (stage) => jump(stage, "long-mp3", 0),
  "jump in flac": (stage) => jump(stage, "long-flac", 0),
  "jump in aac": (stage) => jump(stage, "long-aac", 44),
  "jump in opus": (stage) => jump(stage, "long-opus", 48),
  "cut connections": cutConnections,
  "network down": networkDown,
  "expired addresses": expired,
  "growing renditions": growing,
  "changed order": changedOrder,
  "listened seconds": listened,
  "a track is gone": gone,
  "without media source": withoutMediaSource,
  // An MP3 decoder that is taken down keeps its last 529 samples at most.
  "codecs in turn": (stage) => inTurn(stage, ["flac", "mp3", "flac", "aac", "mp3"], 529),
  "rates in turn": (stage) => inTurn(stage, ["flac", "opus", "mp3", "opus", "flac"], 529),
};

export async function journeys(stage: Stage, wanted: string[]): Promise<void> {
  for (const [name, journey] of Object.entries(JOURNEYS)) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    try {
      await journey(stage);
    } catch (error) {
      stage.report(name, "", String(error), false);
    }
  }
}

/** Waits until that many seconds of the current track were played. */
async function playedFor(tab: Tab, seconds: number): Promise<void> {
  await tab.run(async (seconds) => {
    const { rig } = window.sound;
    await rig.until(() => rig.engine.position >= seconds);
  }, seconds);
}

async function compare(
  stage: Stage,
  what: [name: string, condition: string],
  tab: Tab,
  reference: { signal: Float32Array; cuts: number[] },
  allowed = 0,
): Promise<void> {
  const recording = await recordToEnd(tab);
  await tab.close();
  const found = measure(recording, reference.signal, reference.cuts);
  const shifts = found.map(({ shift }) => shift);
  const error = Math.max(...found.map(({ errorDb }) => errorDb));
  const worst = Math.max(...shifts.map(Math.abs));
  const figure = `shifts ${shifts.join(" ")} samples, error ${error.toFixed(0)} dB`;
  stage.report(...what, figure, worst <= allowed);
}

/** From the call to the element's `playing`, and again with a new track; loopback. */
async function firstSound(stage: Stage): Promise<void> {
  for (const name of ["long-mp3", "long-flac", "long-aac", "long-opus"]) {
    const { tracks, rate } = stage.case(name);
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
    stage.report("first sound", name, figure, median < 150);
  }
}

/** On a slow link, a jump to where nothing was fetched yet, by an estimated byte; the next joint must still be exact. */
async function jump(stage: Stage, name: string, allowed: number): Promise<void> {
  const { tracks, rate, cuts } = stage.case(name);
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.speed = name === "long-mp3" ? 60_000 : 600_000;
  await tab.run(() => {
    window.sound.rig.playAll();
  });
  await playedFor(tab, 0.5);
  await tab.run(() => {
    window.sound.rig.engine.seek(144);
  });
  await later(200);
  stage.server.troubles = {};
  await compare(
    stage,
    ["jump, then a joint", name],
    tab,
    { signal: stage.signal(name), cuts },
    allowed,
  );
}

/**
 * Every connection breaks after 40 kB. Each new one waits for its turn (back-off), and where that takes longer than the
 * sound in hand lasts, the player stalls: silence in the recording that is no joint's fault. Then it is measured again.
 */
async function cutConnections(stage: Stage): Promise<void> {
  const { tracks, rate, cuts } = stage.case("flac");
  const before = stage.failures;
  for (let left = 3; left > 0; left -= 1) {
    stage.failures = before;
    const tab = await stage.tab(tracks, rate);
    stage.server.troubles.cutAfter = 40_000;
    await tab.run(() => {
      window.sound.rig.playAll();
    });
    await compare(stage, ["connections cut", "flac"], tab, { signal: stage.signal("flac"), cuts });
    if (stage.failures === before) return;
  }
}

/** No connection for a while: what is in hand plays on, then the sound waits and goes on where it was. */
async function networkDown(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.case("long-flac");
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.speed = 250_000;
  await tab.run(() => {
    window.sound.rig.playAll();
  });
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
  stage.report("network down", "flac", `stalled at ${stalledAt.toFixed(1)} s, then went on`, told);
}

/** Addresses expire while paused; the next range asks with a fresh one. */
async function expired(stage: Stage): Promise<void> {
  const { tracks, rate, cuts } = stage.case("mp3");
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles.cutAfter = 16_384;
  await tab.run(() => {
    window.sound.rig.playAll();
  });
  await playedFor(tab, 0.2);
  const given = await tab.run(() => window.sound.rig.answers);
  stage.server.troubles = { expireBefore: given + 1 };
  await compare(stage, ["address expired", "mp3"], tab, { signal: stage.signal("mp3"), cuts });
}

/** A server that knows no ranges and no lengths, as for a rendition that is still being made. */
async function growing(stage: Stage): Promise<void> {
  const name = "flac-opus128";
  const { tracks, rate, cuts } = stage.case(name);
  const tab = await stage.tab(tracks, rate);
  stage.server.troubles = { noRanges: true, speed: 200_000 };
  await tab.run(() => {
    window.sound.rig.playAll();
  });
  await compare(
    stage,
    ["growing rendition", "opus"],
    tab,
    { signal: stage.signal(name), cuts },
    48,
  );
}

/** The order changes while later tracks are buffered already. */
async function changedOrder(stage: Stage): Promise<void> {
  const { tracks, rate, cuts } = stage.case("flac");
  const tab = await stage.tab(tracks, rate);
  await tab.run(() => {
    window.sound.rig.playAll();
  });
  await playedFor(tab, 0.3);
  await tab.run(() => {
    const { rig } = window.sound;
    rig.engine.setUpcoming(rig.items([5, 1]));
    rig.engine.setUpcoming(rig.items([3, 4, 1]));
  });
  await playedFor(tab, 0.9);
  await tab.run(() => {
    const { rig } = window.sound;
    rig.engine.setUpcoming(rig.items([3, 2, 5]));
  });
  const signal = stage.signal("flac");
  const parts = [0, 3, 2, 5].map((number) => signal.subarray(cuts[number], cuts[number + 1]));
  await compare(stage, ["order changed", "flac"], tab, joined(parts));
}

function joined(parts: Float32Array[]): { signal: Float32Array; cuts: number[] } {
  const cuts = [0];
  for (const part of parts) cuts.push((cuts.at(-1) ?? 0) + part.length);
  const signal = new Float32Array(cuts.at(-1) ?? 0);
  for (const [index, part] of parts.entries()) signal.set(part, cuts[index]);
  return { signal, cuts };
}

/** Seconds of listening leave out a pause and a jump. */
async function listened(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.case("long-opus");
  const tab = await stage.tab(tracks, rate);
  const heard = await tab.run(async () => {
    const { rig } = window.sound;
    rig.playAll([0]);
    await rig.until(() => rig.engine.position >= 1);
    rig.engine.pause();
    const first = rig.engine.position;
    await new Promise((later) => setTimeout(later, 500));
    rig.engine.seek(100);
    rig.engine.play();
    await rig.until(() => rig.engine.position >= 101);
    rig.engine.pause();
    const expected = first + rig.engine.position - 100;
    await new Promise((later) => setTimeout(later, 100));
    const told = rig.noted.reduce((sum, n) => sum + (n.name === "listened" ? n.seconds : 0), 0);
    return { expected, told };
  });
  await tab.close();
  const figure = `${heard.told.toFixed(3)} s told, ${heard.expected.toFixed(3)} s heard`;
  stage.report("listened seconds", "", figure, Math.abs(heard.told - heard.expected) < 0.05);
}

/** A track that is not to be had is passed over, without a gap. */
async function gone(stage: Stage): Promise<void> {
  const { tracks, rate, cuts } = stage.case("flac");
  const tab = await stage.tab(
    tracks.map((track, index) => (index === 1 ? { ...track, sources: [] } : track)),
    rate,
  );
  await tab.run(() => {
    window.sound.rig.playAll([0, 1, 2]);
  });
  const signal = stage.signal("flac");
  const parts = [0, 2].map((number) => signal.subarray(cuts[number], cuts[number + 1]));
  await compare(stage, ["a track is gone", "flac"], tab, joined(parts));
}

/** Codecs or rates that change at each joint. */
async function inTurn(stage: Stage, names: string[], allowed: number): Promise<void> {
  const tracks = names.flatMap((name, index) => stage.case(name).tracks[index] ?? []);
  const parts = names.map((_, index) => {
    // The 44,100 Hz signal for all: tracks of another rate were cut from one that differs in its noise only.
    const { cuts } = stage.case("flac");
    return stage.signal("flac").subarray(cuts[index], cuts[index + 1]);
  });
  const tab = await stage.tab(tracks, 44_100);
  await tab.run(() => {
    window.sound.rig.playAll();
  });
  await compare(stage, ["in turn", [...new Set(names)].join(" ")], tab, joined(parts), allowed);
}

/** The element plays one address after the other; a spoilt file is passed over there, too. */
async function withoutMediaSource(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.case("mp3");
  const broken = structuredClone(tracks);
  for (const source of broken[1]?.sources ?? []) source.url = "/sound/cases.json";
  const tab = await stage.tab(broken, rate, true);
  const told = await tab.run(async () => {
    const { rig } = window.sound;
    rig.playAll([0, 1, 2, 3]);
    await rig.until((noted) => noted.some(({ name }) => name === "ended"));
    const items = rig.noted.flatMap((note) => (note.name === "item" ? [note.item.key] : []));
    const errors = rig.noted.flatMap((note) => (note.name === "error" ? [note.kind] : []));
    const heard = rig.noted.reduce((sum, n) => sum + (n.name === "listened" ? n.seconds : 0), 0);
    return { items, errors, heard };
  });
  await tab.close();
  const figure = `items ${told.items.join(" ")}, ${told.heard.toFixed(2)} s heard, errors ${told.errors.join(" ")}`;
  const good = told.items.at(-1) === "3" && told.errors.join() === "unplayable" && told.heard > 3.5;
  stage.report("without Media Source", "mp3", figure, good);
}

/** What is to come changes, or is of many kinds. */
import { play, playedFor, type Stage } from "../stage.ts";
import { promised, type Allowed } from "../verdict.ts";

/** The order changes while later tracks are buffered already. */
export async function changedOrder(stage: Stage): Promise<void> {
  const tab = await stage.playing("flac");
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
  const reference = stage.tracks.joined("flac", [0, 3, 2, 5]);
  await stage.compare(["order changed", "flac"], tab, "flac", promised("flac"), reference);
}

/** A track that is not to be had is passed over, without a gap. */
export async function gone(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.tracks.case("flac");
  const tab = await stage.tab(
    tracks.map((track, index) => (index === 1 ? { ...track, sources: [] } : track)),
    rate,
  );
  await play(tab, [0, 1, 2]);
  const reference = stage.tracks.joined("flac", [0, 2]);
  await stage.compare(["a track is gone", "flac"], tab, "flac", promised("flac"), reference);
}

/** Codecs or rates that change at each joint. */
export async function inTurn(
  stage: Stage,
  names: string[],
  allowed: Partial<Allowed>,
): Promise<void> {
  const tracks = names.flatMap((name, index) => stage.tracks.case(name).tracks[index] ?? []);
  const tab = await stage.tab(tracks, 44_100);
  await play(tab);
  const reference = stage.tracks.joined("flac", [...names.keys()]);
  const title = [...new Set(names)].join(" ");
  await stage.compare(["in turn", title], tab, "flac", allowed, reference);
}

/** The element plays one address after the other; a spoilt file is passed over there, too. */
export async function withoutMediaSource(stage: Stage): Promise<void> {
  const { tracks, rate } = stage.tracks.case("mp3");
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
  const lasts = [0, 2, 3].reduce((sum, each) => sum + (tracks[each]?.duration_ms ?? 0) / 1000, 0);
  const figure = `items ${told.items.join(" ")}, ${told.heard.toFixed(2)} of ${lasts.toFixed(2)} s heard, errors ${told.errors.join(" ")}`;
  const good =
    told.items.at(-1) === "3" &&
    told.errors.join() === "unplayable" &&
    Math.abs(told.heard - lasts) < 0.2;
  stage.report("without Media Source", "mp3", figure, good ? "good" : "wrong");
}

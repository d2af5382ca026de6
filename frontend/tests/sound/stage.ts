/** Where one measurement at a time takes place: a server and a browser of its own. */
import type { Browser } from "playwright-core";
import type { Playback } from "../../src/player/engine/index.ts";
import { AnotherSound } from "./align.ts";
import type { Job } from "./lanes.ts";
import { serve, type SoundServer } from "./server.ts";
import { launch, Tab } from "./tab.ts";
import type { Tracks } from "./tracks.ts";
import { EXACT, judge, type Allowed, type Reference, type Verdict } from "./verdict.ts";

/** What a tab heard. Times are seconds of the element's clock. */
export interface Heard {
  recording: Float32Array;
  /** When the element found nothing to play, and how much it held all the same. */
  waits: { time: number; ahead: number }[];
  /** What the engine told of the network, with the milliseconds since the page began. */
  network: string[];
  end: number;
}

export class Stage {
  passed = 0;
  failed = 0;
  again = 0;
  private told: Verdict[] = [];
  private readonly open = new Set<Tab>();

  readonly tracks: Tracks;
  readonly server: SoundServer;
  private readonly browser: Browser;

  private constructor(tracks: Tracks, server: SoundServer, browser: Browser) {
    this.tracks = tracks;
    this.server = server;
    this.browser = browser;
  }

  static async set(tracks: Tracks): Promise<Stage> {
    return new Stage(tracks, await serve(tracks.folder), await launch());
  }

  /** Runs a measurement, and once more where it was late or came to no end; not where the sound was wrong. Counts it. */
  async measure(job: Job): Promise<void> {
    let verdict = await this.verdictOf(job);
    if (verdict === "late") {
      this.again += 1;
      console.log(`${job.name}, measured again`);
      verdict = await this.verdictOf(job);
    }
    if (verdict === "good") this.passed += 1;
    else this.failed += 1;
  }

  private async verdictOf(job: Job): Promise<Verdict> {
    this.told = [];
    try {
      await job.run(this);
    } catch (error) {
      this.report(job.name, "", String(error), error instanceof AnotherSound ? "wrong" : "late");
    } finally {
      // What a measurement left when it broke off would be heard, and take its time, beside the next.
      for (const tab of this.open) await tab.close();
      this.open.clear();
    }
    return (
      this.told.find((each) => each === "wrong") ??
      this.told.find((each) => each === "late") ??
      "good"
    );
  }

  /** A page with an engine that can resolve these tracks. */
  async tab(tracks: Playback[], rate: number, whole = false): Promise<Tab> {
    this.server.troubles = {};
    const tab = await Tab.open(this.browser, `${this.server.url}/tests/sound/page.html`);
    this.open.add(tab);
    await tab.run(
      async ({ tracks, rate, whole }) => {
        window.sound.rig = await window.sound.Rig.make(tracks, rate, whole);
      },
      { tracks, rate, whole },
    );
    return tab;
  }

  /** A page that plays a case's tracks from the first on. */
  async playing(name: string): Promise<Tab> {
    const { tracks, rate } = this.tracks.case(name);
    const tab = await this.tab(tracks, rate);
    await play(tab);
    return tab;
  }

  /** Hears the tab to its end, closes it, and compares with a case, or with what is given instead. */
  async compare(
    what: [name: string, condition: string],
    tab: Tab,
    name: string,
    allowed: Partial<Allowed> = {},
    instead: Partial<Reference> = {},
  ): Promise<void> {
    const heard = await hearToEnd(tab);
    await tab.close();
    const { cuts, rate } = this.tracks.case(name);
    const reference = { signal: this.tracks.signal(name), cuts, rate, whole: true, ...instead };
    const { figure, verdict } = judge(heard, reference, { ...EXACT, ...allowed });
    this.report(...what, figure, verdict);
    // Why, for whoever reads it later on another machine.
    if (verdict !== "good")
      console.log([...heard.network, ...this.server.requests.slice(-20)].join("\n"));
  }

  /** One line of the table. */
  report(name: string, condition: string, figure: string, verdict: Verdict): void {
    this.told.push(verdict);
    const line = `${name.padEnd(24)} ${condition.padEnd(12)} ${figure}`;
    console.log(verdict === "good" ? line : `${line}   FAILED`);
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

/** Play the tab's tracks, or some of them, in order. */
export function play(tab: Tab, numbers?: number[]): Promise<void> {
  return tab.run((numbers) => {
    window.sound.rig.playAll(numbers);
  }, numbers);
}

/** Waits until that many seconds of the current track were played. */
export async function playedFor(tab: Tab, seconds: number): Promise<void> {
  await tab.run(async (seconds) => {
    const { rig } = window.sound;
    await rig.until(() => rig.engine.position >= seconds);
  }, seconds);
}

/** What the tab heard until the last track ended. */
async function hearToEnd(tab: Tab): Promise<Heard> {
  const { encoded, ...told } = await tab.run(async () => {
    const { rig } = window.sound;
    await rig.until((noted) => noted.some(({ name }) => name === "ended"));
    const end = rig.engine.element.currentTime;
    const network = rig.noted.flatMap((note) =>
      note.name === "network" ? [`${note.at.toFixed(0)} ms ${JSON.stringify(note)}`] : [],
    );
    return { encoded: await rig.recording(), waits: rig.waits, network, end };
  });
  const bytes = Buffer.from(encoded, "base64");
  const recording = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  return { recording, ...told };
}

/** What every measurement stands on: the encoded tracks, the server, the browser, and a table of results. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Playback } from "../../src/player/engine/index.ts";
import { serve, type SoundServer } from "./server.ts";
import { launch, Tab } from "./tab.ts";

export interface Case {
  rate: number;
  tracks: Playback[];
  /** Where tracks begin and end in the signal that is compared. */
  cuts: number[];
}

export class Stage {
  failures = 0;
  readonly cases: Record<string, Case>;
  readonly server: SoundServer;
  readonly browser: Browser;
  private readonly folder: string;

  private constructor(folder: string, server: SoundServer, browser: Browser) {
    this.folder = folder;
    this.server = server;
    this.browser = browser;
    const text = readFileSync(join(folder, "cases.json"), "utf8");
    this.cases = JSON.parse(text) as Record<string, Case>;
  }

  static async set(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), "sound-"));
    const python = process.env.PYTHON ?? join(import.meta.dirname, "../../../.venv/bin/python");
    const script = join(import.meta.dirname, "make_tracks.py");
    execFileSync(python, [script, folder], { stdio: "inherit" });
    return new Stage(folder, await serve(folder), await launch());
  }

  case(name: string): Case {
    const found = this.cases[name];
    if (!found) throw new Error(`no case ${name}`);
    return found;
  }

  /** The signal from which that case's tracks were cut. */
  signal(name: string): Float32Array {
    const raw = readFileSync(join(this.folder, `${name}.f32`));
    return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  }

  /** A page with an engine that can resolve these tracks. */
  async tab(tracks: Playback[], rate: number, whole = false): Promise<Tab> {
    this.server.troubles = {};
    const tab = await Tab.open(this.browser, `${this.server.url}/tests/sound/page.html`);
    await tab.run(
      async ({ tracks, rate, whole }) => {
        window.sound.rig = await window.sound.Rig.make(tracks, rate, whole);
      },
      { tracks, rate, whole },
    );
    return tab;
  }

  /** One line of the table; `good` false fails the run. */
  report(name: string, condition: string, figure: string, good: boolean): void {
    if (!good) this.failures += 1;
    const line = `${name.padEnd(24)} ${condition.padEnd(12)} ${figure}`;
    console.log(good ? line : `${line}   FAILED`);
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** What the tab recorded until the last track ended. */
export async function recordToEnd(tab: Tab): Promise<Float32Array> {
  const encoded = await tab.run(async () => {
    const { rig } = window.sound;
    await rig.until((noted) => noted.some(({ name }) => name === "ended"));
    return rig.recording();
  });
  const bytes = Buffer.from(encoded, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Runs in Chromium: the engine plays, a worklet behind its element records. Driven by `run.ts`. */
import {
  Engine,
  TrackGone,
  type EngineEvents,
  type Item,
  type Playback,
} from "../../src/player/engine";

type Noted = {
  [Name in keyof EngineEvents]: { name: Name; at: number } & EngineEvents[Name];
}[keyof EngineEvents];

class Rig {
  readonly noted: Noted[] = [];
  readonly recorded: Float32Array[] = [];
  private constructor(
    readonly engine: Engine,
    private readonly context: AudioContext,
  ) {}

  static async make(tracks: Playback[], rate: number): Promise<Rig> {
    const engine = new Engine({
      resolve: (id) => {
        const found = tracks.find((track) => track.id === id);
        return found ? Promise.resolve(structuredClone(found)) : Promise.reject(new TrackGone(id));
      },
    });
    const context = new AudioContext({ sampleRate: rate });
    await context.audioWorklet.addModule(new URL("./tap-worklet.js", import.meta.url));
    const tap = new AudioWorkletNode(context, "tap", {
      channelCount: 1,
      channelCountMode: "explicit",
    });
    const rig = new Rig(engine, context);
    tap.port.onmessage = ({ data }: MessageEvent<Float32Array>) => rig.recorded.push(data);
    context.createMediaElementSource(engine.element).connect(tap).connect(context.destination);
    for (const name of [
      "state",
      "item",
      "time",
      "listened",
      "network",
      "error",
      "ended",
    ] as const) {
      engine.on(name, (detail) => {
        rig.noted.push({ name, at: performance.now(), ...detail } as Noted);
      });
    }
    return rig;
  }

  items(ids: string[]): Item[] {
    return ids.map((trackId, index) => ({ key: `${index}`, trackId }));
  }

  /** Resolves when `test` holds of the events noted so far. */
  until(test: (noted: Noted[]) => boolean, limitMs = 30_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const timer = setInterval(() => {
        if (test(this.noted)) {
          clearInterval(timer);
          resolve();
        } else if (performance.now() - started > limitMs) {
          clearInterval(timer);
          reject(new Error(`timed out; noted: ${JSON.stringify(this.noted.slice(-12))}`));
        }
      }, 20);
    });
  }

  /** The recording so far as base64 of 32-bit floats. */
  async recording(): Promise<string> {
    const blob = new Blob(this.recorded as BlobPart[]);
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => {
        resolve((reader.result as string).split(",")[1] ?? "");
      };
      reader.readAsDataURL(blob);
    });
  }

  async close(): Promise<void> {
    this.engine.stop();
    await this.context.close();
  }
}

/** Blocks the page nine tenths of the time, as a heavy page would. */
function keepBusy(): () => void {
  const timer = setInterval(() => {
    const until = performance.now() + 450;
    while (performance.now() < until);
  }, 500);
  return () => {
    clearInterval(timer);
  };
}

declare global {
  interface Window {
    sound: { Rig: typeof Rig; keepBusy: typeof keepBusy; rig?: Rig };
  }
}

window.sound = { Rig, keepBusy };

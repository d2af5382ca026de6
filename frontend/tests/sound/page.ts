/** Runs in Chromium: the engine plays, a worklet behind its element records. Driven by `run.ts`. */
import {
  Engine,
  TrackGone,
  type EngineEvents,
  type Item,
  type Playback,
} from "../../src/player/engine/index.ts";

type Noted = {
  [Name in keyof EngineEvents]: { name: Name; at: number } & EngineEvents[Name];
}[keyof EngineEvents];

/** The element had nothing to play: where its clock stood, and how many seconds it had in its buffer all the same. */
interface Wait {
  time: number;
  ahead: number;
}

export class Rig {
  readonly noted: Noted[] = [];
  readonly waits: Wait[] = [];
  readonly recorded: Float32Array<ArrayBuffer>[] = [];
  /** Each address carries the number of the answer that gave it, so that a server can refuse old ones. */
  answers = 0;
  readonly engine: Engine;
  private readonly tracks: Playback[];

  private constructor(tracks: Playback[], whole: boolean) {
    this.tracks = tracks;
    const resolve = (id: string): Promise<Playback> => this.resolve(id);
    const plain = { takesInPieces: () => false, playsWhole: () => true, cutsMp3Delay: false };
    this.engine = new Engine(whole ? { resolve, abilities: plain } : { resolve });
  }

  /** `whole`: as in a browser without Media Source. */
  static async make(tracks: Playback[], rate: number, whole = false): Promise<Rig> {
    const context = new AudioContext({ sampleRate: rate });
    const rig = new Rig(tracks, whole);
    const { element } = rig.engine;
    await context.audioWorklet.addModule(new URL("./tap-worklet.js", import.meta.url));
    const tap = new AudioWorkletNode(context, "tap", {
      channelCount: 1,
      channelCountMode: "explicit",
    });
    tap.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => {
      rig.recorded.push(data);
    };
    context.createMediaElementSource(element).connect(tap).connect(context.destination);
    element.addEventListener("waiting", () => {
      const { buffered, currentTime: time } = element;
      let ahead = 0;
      for (let index = 0; index < buffered.length; index += 1)
        if (buffered.start(index) <= time && time < buffered.end(index))
          ahead = buffered.end(index) - time;
      rig.waits.push({ time, ahead });
    });
    for (const name of [
      "state",
      "item",
      "time",
      "listened",
      "network",
      "error",
      "ended",
    ] as const) {
      rig.engine.on(name, (detail) => {
        rig.noted.push({ name, at: performance.now(), ...detail } as Noted);
      });
    }
    return rig;
  }

  /** Plays these tracks (by number; all if none are given) in that order. */
  playAll(numbers: number[] = this.tracks.map((_, index) => index)): void {
    const [first, ...rest] = this.items(numbers);
    if (first) this.engine.load(first, { play: true, upcoming: rest });
  }

  items(numbers: number[]): Item[] {
    return numbers.map((number) => ({ key: `${number}`, trackId: this.tracks[number]?.id ?? "" }));
  }

  private resolve(id: string): Promise<Playback> {
    const found = this.tracks.find((track) => track.id === id);
    if (!found) return Promise.reject(new TrackGone(id));
    this.answers += 1;
    const fresh = structuredClone(found);
    for (const source of fresh.sources) source.url += `?v=${this.answers}`;
    return Promise.resolve(fresh);
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
  recording(): Promise<string> {
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => {
        resolve((reader.result as string).split(",")[1] ?? "");
      };
      reader.readAsDataURL(new Blob(this.recorded));
    });
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
    sound: { Rig: typeof Rig; keepBusy: typeof keepBusy; rig: Rig };
  }
}

window.sound = { Rig, keepBusy } as Window["sound"];

/** What happens to listeners: they jump, lose the network, change their minds. The sound must join all the same. */
import type { Job } from "../lanes.ts";
import type { Stage } from "../stage.ts";
import { promised } from "../verdict.ts";
import { cutConnections, expired, growing, jump, networkDown } from "./network.ts";
import { changedOrder, gone, inTurn, withoutMediaSource } from "./order.ts";
import { firstSound, listened } from "./time.ts";

const JOURNEYS: Record<string, (stage: Stage) => Promise<void>> = {
  "first sound": firstSound,
  "jump in mp3": (stage) => jump(stage, "long-mp3"),
  "jump in flac": (stage) => jump(stage, "long-flac"),
  "jump in aac": (stage) => jump(stage, "long-aac"),
  "jump in opus": (stage) => jump(stage, "long-opus"),
  "cut connections": cutConnections,
  "network down": networkDown,
  "expired addresses": expired,
  "growing renditions": growing,
  "changed order": changedOrder,
  "listened seconds": listened,
  "a track is gone": gone,
  "without media source": withoutMediaSource,
  "codecs in turn": (stage) =>
    inTurn(stage, ["flac", "mp3", "flac", "aac", "mp3"], promised("aac")),
  // What was encoded at 48 kHz has a noise of its own, and is compared by its tones.
  "rates in turn": (stage) =>
    inTurn(stage, ["flac", "opus", "mp3", "opus", "flac"], { ...promised("opus"), errorDb: -18 }),
};

export function journeys(): Job[] {
  return Object.entries(JOURNEYS).map(([name, run]) => ({ name, heavy: false, run }));
}

/**
 * One tab sounds at a time: whoever starts says so, and the others fall silent. A tab that is asked by
 * nobody hears nothing, so no tab needs to be the leader.
 */
import { randomId } from "../random.ts";

const CHANNEL = "musicsite:player";

export interface Tabs {
  /** This tab starts to sound: the others are told to pause. */
  claim: () => void;
  close: () => void;
}

export function joinTabs(onClaimed: () => void): Tabs {
  const id = randomId();
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data === "string" && event.data !== id) onClaimed();
  };
  return {
    claim: () => {
      channel.postMessage(id);
    },
    close: () => {
      channel.close();
    },
  };
}

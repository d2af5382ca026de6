/** How components reach the player: the one instance, and what they show of it. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Player } from "../app/player.ts";
import type { PlayerState, Time } from "../app/state.ts";

export const PlayerContext = createContext<Player | null>(null);

export function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (!player) throw new Error("PlayerContext is empty");
  return player;
}

/** Everything but time, which changes too often for what does not show it. */
export function usePlayerState(): PlayerState {
  const { state } = usePlayer();
  return useSyncExternalStore(state.watch, state.get);
}

export function useTime(): Time {
  const { time } = usePlayer();
  return useSyncExternalStore(time.watch, time.get);
}

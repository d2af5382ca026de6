/** Where this browser keeps what was heard last: the player writes it, signing out forgets it. */
export const QUEUE = "musicsite:queue:1";
export const TRACKS = "musicsite:tracks:1";
export const POSITION = "musicsite:position:1";

/** Whether somebody was here before. */
export function hasSession(): boolean {
  return localStorage.getItem(QUEUE) !== null;
}

export function forgetSession(): void {
  for (const key of [QUEUE, TRACKS, POSITION]) localStorage.removeItem(key);
}

/** Where this browser keeps what was heard last: the player writes it, signing out forgets it. */
export const QUEUE = "musicsite:queue:1";
export const TRACKS = "musicsite:tracks:1";
export const POSITION = "musicsite:position:1";
/** What this device calls itself, and the version of the queue that it has seen. */
export const DEVICE = "musicsite:device";
export const SEEN = "musicsite:queue:seen";
/** Whether long tracks were left in the middle. */
export const LEFT_OPEN = "musicsite:left-open";
/** What was searched for lately. */
export const SEARCHES = "musicsite:searches:1";

/** Whether somebody was here before. */
export function hasSession(): boolean {
  return localStorage.getItem(QUEUE) !== null;
}

export function forgetSession(): void {
  for (const key of [QUEUE, TRACKS, POSITION, DEVICE, SEEN, LEFT_OPEN, SEARCHES])
    localStorage.removeItem(key);
}

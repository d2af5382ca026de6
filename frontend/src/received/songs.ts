/** The tracks on the page, as the server wrote them. */

export interface Song {
  id: string;
  title: string;
  artists: string;
  /** Seconds. */
  duration: number;
  /** Milliseconds into the track at which its excerpt begins; 0 where all of it is heard. */
  from: number;
  row: HTMLElement;
  wave: HTMLElement;
}

export function songsOf(root: ParentNode): Song[] {
  return [...root.querySelectorAll<HTMLElement>("[data-song]")].flatMap((row) => {
    const wave = row.querySelector<HTMLElement>("[data-wave]");
    const { song: id, title = "", artists = "", ms, from = "0" } = row.dataset;
    return wave && id
      ? [{ id, title, artists, duration: Number(ms) / 1000, from: Number(from), row, wave }]
      : [];
  });
}

/** Seconds as `3:07`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Which rows of a long queue are near what is seen of it: rows are all as high as each other. */
import { useEffect, useState, type RefObject } from "react";

/** CSS pixels; `.queue-row` has the same height. */
export const ROW = 56;
/** Shorter lists are there whole. */
const WHOLE = 200;
/** Rows kept above and below what is seen. */
const SPARE = 20;

/** First row, and the one after the last. */
export function useWindow(list: RefObject<HTMLElement | null>, total: number): [number, number] {
  const [seen, setSeen] = useState<[number, number]>([0, 2 * SPARE]);
  const isLong = total > WHOLE;
  useEffect(() => {
    if (!isLong) return undefined;
    const look = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      // In steps, so that most of scrolling changes nothing.
      const first = Math.floor(-top / ROW / SPARE) * SPARE - SPARE;
      const last = first + Math.ceil(innerHeight / ROW / SPARE) * SPARE + 3 * SPARE;
      setSeen((before) => (before[0] === first && before[1] === last ? before : [first, last]));
    };
    look();
    // Whatever scrolls around it: the panel, the full view, the page.
    const options = { capture: true, passive: true };
    addEventListener("scroll", look, options);
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look, options);
      removeEventListener("resize", look);
    };
  }, [list, isLong]);
  if (!isLong) return [0, total];
  return [Math.min(Math.max(0, seen[0]), total), Math.min(Math.max(0, seen[1]), total)];
}

/** Bring a row into sight within what scrolls around the list. */
export function scrollToRow(list: HTMLElement | null, index: number): void {
  const box = list?.closest<HTMLElement>(".queue-panel, .full-side");
  if (!list || !box || index < 0) return;
  const top = list.getBoundingClientRect().top + index * ROW - box.getBoundingClientRect().top;
  if (top < 0 || top + ROW > box.clientHeight) box.scrollBy(0, top - box.clientHeight / 2);
}

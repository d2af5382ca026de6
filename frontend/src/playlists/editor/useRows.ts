/** Which rows of a long list are near the window: rows are all as high as each other. */
import { useEffect, useState, type RefObject } from "react";

/** CSS pixels; `.editor-row` has the same height. */
export const ROW = 52;
/** Rows kept above and below what is seen. */
const SPARE = 10;
/** The list is drawn anew each time that so many rows have gone by, not for each of them. */
const STEP = 4;

export function useRows(list: RefObject<HTMLElement | null>, total: number): [number, number] {
  const [seen, setSeen] = useState<[number, number]>([0, 40]);
  useEffect(() => {
    const look = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, stepped(Math.floor(-top / ROW)) - SPARE);
      const last = stepped(Math.ceil((innerHeight - top) / ROW)) + STEP + SPARE;
      setSeen((before) => (before[0] === first && before[1] === last ? before : [first, last]));
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [list]);
  return [Math.min(seen[0], total), Math.min(seen[1], total)];
}

function stepped(row: number): number {
  return row - (row % STEP);
}

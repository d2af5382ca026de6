/** A finger on the grip of a row takes it along; anywhere else it scrolls the page. A mouse drags the row itself. */
import { useEffect, useRef, type PointerEvent, type RefObject } from "react";
import { ROW } from "./useRows.ts";

interface Told {
  /** Which row is taken along. */
  drag: (index: number) => void;
  /** Before which row it would be put now; null: it is let go. */
  over: (place: number | null) => void;
  land: (place: number | null) => void;
}

interface Handlers {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

/** Near an edge of the window the page goes along: so near, in CSS pixels, and so fast, a frame. */
const EDGE = 90;
const PACE = 12;

export function useFinger(
  grid: RefObject<HTMLElement | null>,
  total: number,
  told: Told,
): Handlers {
  const held = useRef<{ pointer: number; y: number; place: number | null } | null>(null);
  const frame = useRef(0);

  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
    },
    [],
  );

  const look = (): void => {
    const now = held.current;
    if (!now || !grid.current) return;
    const place = Math.round((now.y - grid.current.getBoundingClientRect().top) / ROW);
    now.place = Math.max(0, Math.min(place, total));
    told.over(now.place);
  };

  const scroll = (): void => {
    const now = held.current;
    if (!now) return;
    const by = now.y < EDGE ? -PACE : now.y > innerHeight - EDGE ? PACE : 0;
    if (by !== 0) {
      scrollBy(0, by);
      look();
    }
    frame.current = requestAnimationFrame(scroll);
  };

  const end = (place: number | null): void => {
    cancelAnimationFrame(frame.current);
    held.current = null;
    told.land(place);
  };

  return {
    onPointerDown: (event) => {
      const grip = event.target instanceof HTMLElement ? event.target.dataset.grip : undefined;
      if (grip === undefined || event.pointerType === "mouse" || held.current) return;
      // By the list, which stays when the row is scrolled out of sight.
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { pointer: event.pointerId, y: event.clientY, place: null };
      told.drag(Number(grip));
      frame.current = requestAnimationFrame(scroll);
    },
    onPointerMove: (event) => {
      if (held.current?.pointer !== event.pointerId) return;
      held.current.y = event.clientY;
      look();
    },
    onPointerUp: (event) => {
      if (held.current?.pointer === event.pointerId) end(held.current.place);
    },
    onPointerCancel: (event) => {
      if (held.current?.pointer === event.pointerId) end(null);
    },
  };
}

/** The list as far as it is loaded: what is near the window comes by itself, and what others change. */
import { useCallback, useEffect, useRef, useState, type Dispatch, type RefObject, type SetStateAction } from "react"; // prettier-ignore
import * as L from "./list.ts";
import { PAGE, type PlaylistServer } from "./server.ts";
import { useRows } from "./useRows.ts";

const LOOK_EVERY_MS = 10_000;
/** Rows beyond those in the document that are loaded before they come to be seen. */
const AHEAD = PAGE / 2;
/** While rows fly by that are not there, none are asked for; those are at which it stops. */
const STOPPED_MS = 80;

interface Pages {
  list: L.List;
  setList: Dispatch<SetStateAction<L.List>>;
  /** The rows that are in the document. */
  from: number;
  to: number;
  /** What is being read may be as it was before an edit that begins now. */
  edited: () => void;
  /** Read anew what is seen, where somebody else has changed the playlist. */
  reload: () => Promise<void>;
  /** Change the list once the rows from one place to before another are there. */
  once: (from: number, to: number, change: (list: L.List) => L.List) => void;
}

export function usePages(
  server: PlaylistServer,
  first: L.Entry[],
  total: number,
  grid: RefObject<HTMLElement | null>,
): Pages {
  const [list, setList] = useState(() => L.listOf(first, total));
  const [from, to] = useRows(grid, list.entries.length);
  const now = useRef({ list, from, to });
  const edits = useRef(0);
  const loading = useRef(new Set<number>());
  const odd = useRef("");

  useEffect(() => {
    now.current = { list, from, to };
  }, [list, from, to]);

  /** What `read` gives, unless an edit was made meanwhile: then it is read again. */
  const read = useCallback(async <T>(reading: () => Promise<T>): Promise<T> => {
    for (;;) {
      const before = edits.current;
      const found = await reading();
      if (edits.current === before) return found;
    }
  }, []);

  const reload = useCallback(async (): Promise<void> => {
    const told = await server.changes();
    if (!told) return;
    const pages = await read(() => {
      const { list: held, from: top, to: end } = now.current;
      const starts = L.needed(held, top, end, PAGE);
      return Promise.all(starts.map(async (at): Promise<L.Page> => [at, await server.page(at)]));
    });
    setList((held) => L.refreshed(held, pages, told.count));
  }, [server, read]);

  const load = useCallback(
    async (at: number): Promise<void> => {
      if (loading.current.has(at)) return;
      loading.current.add(at);
      try {
        const page: L.Page = [at, await read(() => server.page(at))];
        const { list: held } = now.current;
        const isWhole = L.fits(held, page, PAGE);
        setList((later) => L.withPage(later, page));
        const what = `${at} of ${held.entries.length}`;
        // One that is as odd again stays as it came, and is not asked for without an end.
        if (!isWhole && odd.current === what) return;
        loading.current.delete(at);
        if (isWhole) return;
        // Somebody changed it since the rest was read.
        odd.current = what;
        server.forget();
        await reload();
      } catch (error) {
        loading.current.delete(at);
        throw error;
      }
    },
    [server, read, reload],
  );

  useEffect(() => {
    const isShown = L.unloaded(list, from, to, PAGE).length === 0;
    const wanted = L.unloaded(list, from - AHEAD, to + AHEAD, PAGE);
    const begin = (): void => {
      for (const at of wanted) void load(at).catch(() => {});
    };
    const timer = setTimeout(begin, isShown ? 0 : STOPPED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [list, from, to, load]);

  // What others do shows within seconds, and when one comes back to the page.
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") void reload().catch(() => {});
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", look);
    document.addEventListener("playlist:changed", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      document.removeEventListener("playlist:changed", look);
    };
  }, [reload]);

  const once = (start: number, end: number, change: (list: L.List) => L.List): void => {
    const fill = async (): Promise<void> => {
      for (const at of L.unloaded(now.current.list, start, end, PAGE)) await load(at);
      setList(change);
    };
    if (L.unloaded(list, start, end, PAGE).length === 0) setList(change);
    else void fill().catch(() => {});
  };

  const edited = (): void => {
    edits.current++;
  };

  return { list, setList, from, to, edited, reload, once };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  advance,
  begin,
  canUndo,
  change,
  clear,
  clearUpcoming,
  currentItem,
  cycleRepeat,
  EMPTY,
  extend,
  follow,
  inOrder,
  jump,
  move,
  next,
  playLast,
  playNext,
  previous,
  remove,
  replace,
  restore,
  serialise,
  setRepeat,
  setShuffle,
  surround,
  undo,
  upcoming,
  type Queue,
} from "./index.ts";

/** Tracks are named by one letter here; their ids are 32 of it (hexadecimal, so a to f). */
const id = (letter: string): string => letter.repeat(32);
const tracks = (letters: string) => ({ trackIds: Array.from(letters, id), source: null });
const played = (queue: Queue): string =>
  inOrder(queue)
    .map(({ trackId }) => trackId[0])
    .join("");
const now = (queue: Queue | null): string | undefined =>
  queue ? currentItem(queue)?.trackId[0] : undefined;
const key = (queue: Queue, letter: string): string =>
  queue.items.find(({ trackId }) => trackId === id(letter))?.key ?? "";
const abcd = replace(EMPTY, tracks("abcd"));

describe("adding and taking out", () => {
  test("replacing starts at the first track, or at the chosen one", () => {
    expect([played(abcd), now(abcd)]).toEqual(["abcd", "a"]);
    expect(now(replace(EMPTY, tracks("abcd"), { start: 2 }))).toBe("c");
  });

  test("a list is put around the track that sounds already, which stays the same item", () => {
    const one = replace({ ...EMPTY, serial: 7 }, tracks("c"));
    const all = surround(one, tracks("abcd"), 2);
    expect([played(all), now(all), all.current]).toEqual(["abcd", "c", one.current]);
    expect(new Set(all.order).size).toBe(4);
  });

  test("the rest of a long list comes behind its beginning", () => {
    expect(played(extend(next(abcd) ?? abcd, tracks("ef")))).toBe("abcdef");
  });

  test("under shuffle the rest mixes with all that is still to come, and with nothing heard", () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.nat(), (steps, seed) => {
        let queue = replace(setShuffle(EMPTY, true), tracks("abcdefabcd"), { seed });
        for (let step = 0; step < steps; step += 1) queue = next(queue) ?? queue;
        const longer = extend(queue, tracks("abcdef".repeat(50)));
        expect(longer.order.slice(0, steps + 1)).toEqual(queue.order.slice(0, steps + 1));
        expect(longer.current).toBe(queue.current);
        expect(new Set(longer.order).size).toBe(310);
      }),
    );
    const begun = replace(setShuffle(EMPTY, true), tracks("a".repeat(50)), { seed: 3 });
    const order = inOrder(extend(begun, tracks("b".repeat(950))));
    expect(order.slice(1, 40).some(({ trackId }) => trackId === id("b"))).toBe(true);
    expect(order.slice(500).some(({ trackId }) => trackId === id("a"))).toBe(true);
  });

  test("a queue takes ten thousand tracks and keeps them in less than localStorage holds", () => {
    const trackIds = Array.from({ length: 10_500 }, (_, n) => n.toString(16).padStart(32, "0"));
    const source = `playlist:${id("a")}`;
    const long = extend(replace(EMPTY, { trackIds: trackIds.slice(0, 50), source }), {
      trackIds: trackIds.slice(50),
      source,
    });
    expect(long.order).toHaveLength(10_000);
    const text = serialise(setShuffle(long, true, 7));
    expect(text.length).toBeLessThan(1_000_000);
    expect(restore(text)).toEqual(setShuffle(long, true, 7));
  });

  test("a track that its list no longer has comes first", () => {
    expect(played(surround(replace(EMPTY, tracks("e")), tracks("abc"), -1))).toBe("eabc");
  });

  test("under shuffle the rest of the list follows it", () => {
    const one = replace({ ...EMPTY, shuffle: true }, tracks("c"), { seed: 5 });
    const all = surround(one, tracks("abcdef"), 2);
    expect([now(all), played(all)[0], Array.from(played(all)).sort().join("")]).toEqual([
      "c",
      "c",
      "abcdef",
    ]);
  });

  test("play next goes behind the current track, in its order", () => {
    expect(played(playNext(next(abcd) ?? abcd, tracks("ef")))).toBe("abefcd");
  });

  test("play last goes to the end; into an empty queue it becomes current", () => {
    expect(played(playLast(abcd, tracks("e")))).toBe("abcde");
    expect(now(playLast(EMPTY, tracks("ef")))).toBe("e");
  });

  test("the same track may stand twice, each with its own key", () => {
    const twice = playLast(abcd, tracks("a"));
    expect(new Set(twice.order).size).toBe(5);
  });

  test("removing the current track makes the one after it current, or at the end the one before", () => {
    expect(now(remove(abcd, key(abcd, "a")))).toBe("b");
    const last = jump(abcd, key(abcd, "d"));
    expect(now(remove(last, key(last, "d")))).toBe("c");
    expect(remove(replace(EMPTY, tracks("a")), "0").current).toBeNull();
  });

  test("moving keeps the current track", () => {
    const moved = move(abcd, key(abcd, "a"), 2);
    expect([played(moved), now(moved)]).toEqual(["bcad", "a"]);
    expect(played(move(abcd, key(abcd, "b"), 99))).toBe("acdb");
  });

  test("clearing keeps repeat and shuffle", () => {
    const emptied = clear(setRepeat(abcd, "all"));
    expect([emptied.items.length, emptied.current, emptied.repeat]).toEqual([0, null, "all"]);
    expect(played(clearUpcoming(next(abcd) ?? abcd))).toBe("ab");
  });
});

describe("playing on", () => {
  test("without repeat it ends after the last track", () => {
    const last = jump(abcd, key(abcd, "d"));
    expect(next(last, { ended: true })).toBeNull();
    expect(previous(abcd)).toBeNull();
    expect(next(EMPTY)).toBeNull();
  });

  test("repeat all goes round, both ways", () => {
    const all = setRepeat(abcd, "all");
    expect(now(next(jump(all, key(all, "d"))))).toBe("a");
    expect(now(previous(all))).toBe("d");
  });

  test("repeat one repeats at the end of the track, and lets the listener move on", () => {
    const one = setRepeat(abcd, "one");
    expect(now(next(one, { ended: true }))).toBe("a");
    expect(now(next(one))).toBe("b");
  });

  test("the repeat button goes off, all, one, off", () => {
    expect(cycleRepeat(cycleRepeat(abcd)).repeat).toBe("one");
    expect(cycleRepeat(cycleRepeat(cycleRepeat(abcd))).repeat).toBe("off");
  });

  test("what the engine is told comes next is what then comes next", () => {
    const all = setRepeat(replace(EMPTY, tracks("abc")), "all");
    expect(upcoming(all, 4).map(({ trackId }) => trackId[0])).toEqual(["b", "c", "a", "b"]);
    expect(upcoming(setRepeat(all, "one"), 2).map(({ trackId }) => trackId[0])).toEqual(["a", "a"]);
    expect(upcoming(jump(abcd, key(abcd, "c")), 9)).toHaveLength(1);
  });
});

describe("shuffle", () => {
  test("a chosen track comes first, and every other once", () => {
    const queue = replace(setShuffle(EMPTY, true, 5), tracks("abcdef"), { start: 3, seed: 9 });
    expect(played(queue)[0]).toBe("d");
    expect(Array.from(played(queue)).sort().join("")).toBe("abcdef");
  });

  test("the same seed gives the same order, another one another", () => {
    const many = replace(EMPTY, tracks("abcdefabcdef"));
    expect(setShuffle(many, true, 3).order).toEqual(setShuffle(many, true, 3).order);
    expect(setShuffle(many, true, 3).order).not.toEqual(setShuffle(many, true, 4).order);
  });

  test("play next is next also under shuffle, and stays there when shuffle goes off", () => {
    const shuffledQueue = playNext(setShuffle(abcd, true, 8), tracks("e"));
    expect(now(next(shuffledQueue))).toBe("e");
    expect(played(setShuffle(shuffledQueue, false))).toBe("aebcd");
  });
});

describe("undo", () => {
  test("gives back what was there, and keeps what plays now", () => {
    const before = begin(abcd);
    const without = change(before, remove(abcd, key(abcd, "b")));
    const playedOn = follow(without, next(without.queue) ?? without.queue);
    const back = undo(playedOn);
    expect([played(back.queue), now(back.queue)]).toEqual(["abcd", "c"]);
    expect([canUndo(back), canUndo(without)]).toEqual([false, true]);
  });

  test("a change that changed nothing leaves no step", () => {
    expect(canUndo(change(begin(abcd), remove(abcd, "nothing")))).toBe(false);
  });

  test("keys are not used again after an undo", () => {
    const undone = undo(change(begin(abcd), playLast(abcd, tracks("e")))).queue;
    expect(playLast(undone, tracks("f")).order.at(-1)).toBe("5");
  });
});

describe("storage", () => {
  test.each([
    null,
    "",
    "{",
    "null",
    "[]",
    '{"version":99}',
    '{"version":2,"sources":[null],"items":[["0","../../etc",0]],"order":null,"current":"0","repeat":"off","shuffle":false,"seed":1,"serial":1}',
    serialise(abcd).replace('"serial":4', '"serial":2'),
    serialise(abcd).replace('"current":"0"', '"current":"zz"'),
    serialise(abcd).replace('"repeat":"off"', '"repeat":"sometimes"'),
    serialise(abcd).replace('"sources":[null]', '"sources":[]'),
    serialise(abcd).replace('"sources":[null]', '"sources":[7]'),
  ])("what does not fit is an empty queue: %s", (text) => {
    expect(restore(text)).toEqual(EMPTY);
  });
});

/** Any queue that a listener can reach, by any acts in any order. */
const acts = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant("replace" as const), count: fc.nat(8), start: fc.nat(7) }),
    fc.record({ act: fc.constant("next" as const), count: fc.nat(4) }),
    fc.record({ act: fc.constant("last" as const), count: fc.nat(4) }),
    fc.record({
      act: fc.constantFrom("remove" as const, "move" as const),
      at: fc.nat(9),
      to: fc.nat(9),
    }),
    fc.record({
      act: fc.constantFrom("shuffle", "straight", "forward", "back", "repeat", "ended", "clear"),
      seed: fc.nat(),
    }),
  ),
  { maxLength: 30 },
);

function perform(steps: typeof acts extends fc.Arbitrary<infer Steps> ? Steps : never): Queue {
  let queue = EMPTY;
  for (const step of steps) {
    const letters = (count: number) => ({
      trackIds: Array<string>(count).fill(id("a")),
      source: "search",
    });
    if (step.act === "replace" && "start" in step) {
      queue = replace(queue, letters(step.count), { start: step.start });
    } else if (step.act === "next" && "count" in step) queue = playNext(queue, letters(step.count));
    else if (step.act === "last" && "count" in step) queue = playLast(queue, letters(step.count));
    else if ("at" in step) {
      const chosen = queue.order[step.at] ?? "none";
      queue = step.act === "remove" ? remove(queue, chosen) : move(queue, chosen, step.to);
    } else if ("seed" in step) {
      if (step.act === "shuffle") queue = setShuffle(queue, true, step.seed);
      if (step.act === "straight") queue = setShuffle(queue, false);
      if (step.act === "forward") queue = next(queue) ?? queue;
      if (step.act === "back") queue = previous(queue) ?? queue;
      if (step.act === "ended") queue = advance(queue);
      if (step.act === "repeat") queue = cycleRepeat(queue);
      if (step.act === "clear") queue = clear(queue);
    }
  }
  return queue;
}

describe("whatever a listener does", () => {
  test("the order of play holds each item once, and the current one is among them", () => {
    fc.assert(
      fc.property(acts, (steps) => {
        const queue = perform(steps);
        const keys = queue.items.map((item) => item.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect([...queue.order].sort()).toEqual([...keys].sort());
        if (keys.length === 0) expect(queue.current).toBeNull();
        else expect(keys).toContain(queue.current);
        if (!queue.shuffle) expect(queue.order).toEqual(keys);
      }),
    );
  });

  test("storing and restoring gives the same queue", () => {
    fc.assert(
      fc.property(acts, (steps) => {
        const queue = perform(steps);
        expect(restore(serialise(queue))).toEqual(queue);
      }),
    );
  });

  test("shuffle on and off keeps the current item and the listener's order", () => {
    fc.assert(
      fc.property(acts, fc.nat(), (steps, seed) => {
        const queue = setShuffle(perform(steps), false);
        const back = setShuffle(setShuffle(queue, true, seed), false);
        expect([back.current, back.order]).toEqual([queue.current, queue.order]);
      }),
    );
  });

  test("a shuffled cycle plays every item once, and the next cycle does not begin with the last one heard", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (count, seed) => {
        const items = { trackIds: Array<string>(count).fill(id("a")), source: null };
        let queue = setRepeat(replace(setShuffle(EMPTY, true), items, { seed }), "all");
        for (let cycle = 0; cycle < 3; cycle += 1) {
          const heard = [queue.current];
          for (let step = 1; step < count; step += 1) {
            queue = next(queue, { ended: true }) ?? queue;
            heard.push(queue.current);
          }
          expect(new Set(heard).size).toBe(count);
          queue = next(queue, { ended: true }) ?? queue;
          expect(queue.current).not.toBe(heard.at(-1));
        }
      }),
    );
  });

  test("hostile text restores to an empty queue or a sound one", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(restore(text)).toEqual(EMPTY);
      }),
    );
  });
});

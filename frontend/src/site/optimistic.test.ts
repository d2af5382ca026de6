import { describe, expect, it } from "vitest";
import { optimistic } from "./optimistic.ts";

function parts() {
  const shown: number[] = [];
  const sent: number[] = [];
  const waiting: { take: () => void; refuse: () => void }[] = [];
  const wish = optimistic<number>(
    (_, value) => shown.push(value),
    (_, value) =>
      new Promise((resolve, reject) => {
        sent.push(value);
        waiting.push({
          take: resolve,
          refuse: () => {
            reject(new Error("refused"));
          },
        });
      }),
    0,
  );
  return { wish, shown, sent, waiting };
}

describe("what is set before the server has it", () => {
  it("is shown at once and sent", async () => {
    const { wish, shown, sent, waiting } = parts();
    const done = wish.set("a", 3);
    expect([shown, sent]).toEqual([[3], [3]]);
    waiting[0]?.take();
    await done;
    expect(wish.get("a")).toBe(3);
  });

  it("goes back to what is known where it is refused", async () => {
    const { wish, shown, waiting } = parts();
    wish.learn("a", 2);
    const done = wish.set("a", 5);
    waiting[0]?.refuse();
    await expect(done).rejects.toThrow("refused");
    expect(shown).toEqual([2, 5, 2]);
  });

  it("sends of many wishes the first and the last, one after the other", async () => {
    const { wish, sent, waiting } = parts();
    const done = Promise.all([wish.set("a", 1), wish.set("a", 2), wish.set("a", 3)]);
    expect(sent).toEqual([1]);
    waiting[0]?.take();
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent).toEqual([1, 3]);
    waiting[1]?.take();
    await done;
  });

  it("is not overwritten by an older answer of the page", async () => {
    const { wish, shown, waiting } = parts();
    const done = wish.set("a", 4);
    wish.learn("a", 0);
    expect(shown).toEqual([4]);
    waiting[0]?.take();
    await done;
  });
});

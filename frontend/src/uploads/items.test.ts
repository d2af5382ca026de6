import { expect, test } from "vitest";
import { sorted } from "./files.ts";
import { added, changed, heard, next, totals, type Told } from "./items.ts";

let count = 0;
const key = (): string => String((count += 1));
const file = (path: string, size = 10): { file: File; path: string } => ({
  file: new File(["x".repeat(size)], path),
  path,
});
const told = (id: string, state: Told["state"], path = "a.mp3"): Told => ({
  id, state, path, size: 10, workspace: "w", batch: "b", progress: 0, reason: "", advice: "", note: "",
  part_size: 5, part_count: 2, created_at: "", track: null, album: null,
}); // prettier-ignore

test("files wait for their turn, a few at once", () => {
  let items = added([], [file("a.mp3"), file("b.mp3"), file("c.mp3")], key);
  for (const name of ["a.mp3", "b.mp3"]) {
    const one = next(items, 2);
    expect(one?.path).toBe(name);
    items = changed(items, one?.key ?? "", { step: "sending", sent: 5 });
  }
  expect(next(items, 2)).toBeUndefined();
  expect(totals(items)).toEqual({ count: 3, over: 0, size: 30, sent: 10 });
});

test("a file that is under way is not sent twice", () => {
  const items = added([], [file("a.mp3")], key);
  expect(added(items, [file("a.mp3")], key)).toHaveLength(1);
  expect(added(items, [file("a.mp3", 11)], key)).toHaveLength(2);
});

test("after a reload the server tells what is open, and the file chosen again goes on", () => {
  const items = heard([], [told("1", "uploading")], key);
  expect(items[0]?.step).toBe("lost");
  expect(next(items, 2)).toBeUndefined();
  const again = added(items, [file("a.mp3")], key);
  expect(again).toHaveLength(1);
  expect(next(again, 2)).toMatchObject({ id: "1", step: "queued" });
});

test("what the server says of the end counts; what it says of the sending does not", () => {
  let items = changed(
    added([], [file("a.mp3")], () => "k"),
    "k",
    { id: "1", step: "sending", sent: 3 },
  );
  items = heard(items, [told("1", "uploading")], key);
  expect(items[0]).toMatchObject({ step: "sending", sent: 3 });
  items = heard(items, [{ ...told("1", "refused"), reason: "No.", advice: "Do." }], key);
  expect(items[0]).toMatchObject({ step: "refused", words: "No. Do.", sent: 10 });
});

test("what is no music by its name is left out, and folders come in their order", () => {
  const found = sorted(
    [file("A/10.mp3"), file("A/2.MP3"), file("A/.hidden.mp3"), file("A/x.jpg")],
    ".mp3,audio/*",
  );
  expect(found.taken.map((one) => one.path)).toEqual(["A/2.MP3", "A/10.mp3"]);
  expect(found.skipped).toBe(2);
});

test("covers go along with the music beside them or on discs right below, other pictures do not", () => {
  const covers = ["A/Cover.JPG", "B/folder.png", "B/CD1/front (2).webp"];
  const music = ["A/1.mp3", "B/CD1/1.mp3"];
  const others = ["cover.jpg", "A/me.jpg", "A/cover.svg", "C/cover.jpg", "A/scans/cover.jpg"];
  const found = sorted(
    [...covers, ...others, ...music].map((path) => file(path)),
    ".mp3,audio/*",
  );
  expect(new Set(found.taken.map((one) => one.path))).toEqual(new Set([...covers, ...music]));
  expect(found.skipped).toBe(others.length);
});

test("an upload that the server tells of before its own answer came is not another one", () => {
  const items = changed(
    added([], [file("a.mp3")], () => "k"),
    "k",
    { step: "sending" },
  );
  expect(heard(items, [told("1", "waiting")], key)).toHaveLength(1);
});

import { expect, test } from "vitest";
import { isNews } from "./preferences.ts";

test.each([
  ["dark", null, true],
  ["system", null, false],
  ["dark", "dark", false],
  ["system", "dark", true],
])("theme %s after %s is news: %s", (theme, taken, news) => {
  expect(isNews(theme, taken)).toBe(news);
});

import { expect, test } from "vitest";
import { csrfToken } from "./client.ts";

test.each([
  ["csrftoken=abc", "abc"],
  ["session=1; csrftoken=abc; theme=dark", "abc"],
  ["__Host-csrftoken=abc", "abc"],
  ["notcsrftoken=abc", ""],
  ["", ""],
])("the token in %j is %j", (cookies, token) => {
  expect(csrfToken(cookies)).toBe(token);
});

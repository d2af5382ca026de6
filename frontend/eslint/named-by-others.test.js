import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { describe, it } from "vitest";
import { namedByOthers } from "./named-by-others.js";

RuleTester.describe = describe;
// The first of them waits for TypeScript to read the project.
RuleTester.it = (name, run) => {
  it(name, run, 60_000);
};

const languageOptions = {
  parser: tseslint.parser,
  parserOptions: {
    projectService: { allowDefaultProject: ["*.ts"] },
    tsconfigRootDir: import.meta.dirname,
  },
};
const errors = [{ messageId: "written" }];
const filename = `${import.meta.dirname}/sample.ts`;

new RuleTester({ languageOptions }).run("named-by-others", namedByOthers, {
  valid: [
    "const kept = new Map<string, number>(); function f(key: string) { kept.set(key, 1); }",
    "const row = [1, 2]; for (let i = 0; i < 2; i++) row[i] = row[i] + 1;",
    "const made = (key: string) => ({ [key]: 1, ...Object.fromEntries([[key, 2]]) });",
    "const size = { width: 1, height: 2 }; const f = (side: 'width' | 'height') => { size[side] = 3; };",
  ].map((code) => ({ code, filename })),
  invalid: [
    "const kept: Record<string, number> = {}; function f(key: string) { kept[key] = 1; }",
    "const kept: Record<string, number> = {}; function f(key: string) { kept[key] += 1; }",
    "const kept: Record<string, number> = {}; function f(key: string) { kept[key]++; }",
    "const kept: Record<string, number> = {}; function f(key: string) { kept[`on-${key}`] = 1; }",
    "const kept: any = {}; kept[JSON.parse('1')] = 1;",
  ].map((code) => ({ code, filename, errors })),
});

import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { namedByOthers } from "./eslint/named-by-others.js";
import { visibleText } from "./eslint/visible-text.js";

export default defineConfig(
  globalIgnores(["node_modules/", "src/api/schema.d.ts"]),
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers read well in template strings, and messages are full of them.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An empty arrow function is how one says "nothing to do" to an interface that asks for one.
      "@typescript-eslint/no-empty-function": ["error", { allow: ["arrowFunctions"] }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: "error",
    },
  },
  {
    files: ["**/*-worklet.js"],
    languageOptions: { globals: { AudioWorkletProcessor: false, registerProcessor: false } },
  },
  {
    files: ["src/**/*.tsx", "src/**/*.ts"],
    ignores: ["**/*.test.*"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
    plugins: {
      house: { rules: { "visible-text": visibleText, "named-by-others": namedByOthers } },
    },
    rules: {
      "house/visible-text": "error",
      "house/named-by-others": "error",
      "no-restricted-properties": [
        "error",
        {
          object: "crypto",
          property: "randomUUID",
          message: "Plain http in a home network has none: player/random.ts has randomId().",
        },
      ],
    },
  },
);

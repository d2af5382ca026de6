import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** One application, entry `src/main.ts`, and the page of a pitch's recipient, `src/received/main.ts`; Django's `{% client_entry %}` reads the manifest. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Chunks find each other relative to themselves, so STATIC_URL may be a path or a CDN.
  base: "./",
  publicDir: false,
  build: {
    outDir: "../static/dist",
    emptyOutDir: true,
    // Not Vite's default `.vite/manifest.json`: collectstatic ignores hidden folders.
    manifest: "manifest.json",
    target: "es2022",
    // The Content Security Policy allows no data: scripts or styles; files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["src/main.ts", "src/received/main.ts"] },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "eslint/**/*.test.js"],
    environment: "node",
  },
});

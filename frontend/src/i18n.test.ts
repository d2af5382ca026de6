import { afterEach, describe, expect, it } from "vitest";
import { plural, speak, t } from "./i18n.ts";

const POLISH = {
  Play: "Odtwarzaj",
  "Remove {title}": "Usuń {title}",
  "{count} tracks": { one: "{count} utwór", few: "{count} utwory", many: "{count} utworów" },
};

afterEach(() => {
  speak("en", {});
});

describe("messages", () => {
  it("are themselves in English, with their values", () => {
    expect(t("Play")).toBe("Play");
    expect(t("Remove {title}", { title: "A {b}" })).toBe("Remove A {b}");
    expect(plural(1, "{count} track", "{count} tracks")).toBe("1 track");
    expect(plural(1200, "{count} track", "{count} tracks")).toBe("1,200 tracks");
  });

  it("are the catalogue's in another language, in all the forms that it has", () => {
    speak("pl", POLISH);
    expect(t("Play")).toBe("Odtwarzaj");
    expect(t("Remove {title}", { title: "X" })).toBe("Usuń X");
    const count = (n: number) => plural(n, "{count} track", "{count} tracks");
    expect([1, 3, 5].map(count)).toEqual(["1 utwór", "3 utwory", "5 utworów"]);
  });

  it("are English, by English rules, where the catalogue has none", () => {
    speak("pl", POLISH);
    expect(t("Pause")).toBe("Pause");
    expect(plural(3, "{count} day", "{count} days")).toBe("3 days");
  });
});

/** Quality, loudness and theme of this device. */
import { useState } from "react";
import { message, t } from "../../i18n.ts";
import { QUALITIES, type Quality } from "../app/settings.ts";
import { chooseTheme } from "../../site/preferences.ts";
import { readTheme, THEMES } from "../../site/theme.ts";
import { usePlayer, usePlayerState } from "./context.ts";

const QUALITY: Record<Quality, string> = {
  original: message("Original"),
  "256": message("256 kbit/s"),
  "128": message("128 kbit/s"),
  "64": message("64 kbit/s, saves data"),
};
const GAIN = {
  album: message("Even across albums"),
  track: message("Even across tracks"),
  off: message("As recorded"),
};

const THEME = {
  system: message("As the device"),
  light: message("Light"),
  dark: message("Dark"),
};

export function Preferences() {
  const [theme, showTheme] = useState(readTheme);
  const player = usePlayer();
  const { settings } = usePlayerState();
  return (
    <div className="preferences">
      <label>
        <span>{t("Quality on this device")}</span>
        <select
          value={settings.quality}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const quality = QUALITIES.find((each) => each === value);
            if (quality) player.device.change({ quality });
          }}
        >
          {QUALITIES.map((quality) => (
            <option key={quality} value={quality}>
              {t(QUALITY[quality])}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("Loudness")}</span>
        <select
          value={settings.gain}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value === "album" || value === "track" || value === "off")
              player.device.change({ gain: value });
          }}
        >
          {Object.entries(GAIN).map(([mode, words]) => (
            <option key={mode} value={mode}>
              {t(words)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("Colours")}</span>
        <select
          value={theme}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = THEMES.find((each) => each === value) ?? "system";
            chooseTheme(chosen);
            showTheme(chosen);
          }}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(THEME[each])}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

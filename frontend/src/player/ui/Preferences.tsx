/** Quality, loudness and theme of this device. */
import { useState } from "react";
import { QUALITIES, type Quality } from "../app/settings.ts";
import { readTheme, setTheme, THEMES } from "../../site/theme.ts";
import { usePlayer, usePlayerState } from "./context.ts";

const QUALITY: Record<Quality, string> = {
  original: "Original",
  "256": "256 kbit/s",
  "128": "128 kbit/s",
  "64": "64 kbit/s, saves data",
};
const GAIN = {
  album: "Even across albums",
  track: "Even across tracks",
  off: "As recorded",
} as const;

const THEME = { system: "As the device", light: "Light", dark: "Dark" } as const;

export function Preferences() {
  const [theme, showTheme] = useState(readTheme);
  const player = usePlayer();
  const { settings } = usePlayerState();
  return (
    <div className="preferences">
      <label>
        <span>Quality on this device</span>
        <select
          value={settings.quality}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const quality = QUALITIES.find((each) => each === value);
            if (quality) player.changeSettings({ quality });
          }}
        >
          {QUALITIES.map((quality) => (
            <option key={quality} value={quality}>
              {QUALITY[quality]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Loudness</span>
        <select
          value={settings.gain}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value === "album" || value === "track" || value === "off")
              player.changeSettings({ gain: value });
          }}
        >
          {Object.entries(GAIN).map(([mode, words]) => (
            <option key={mode} value={mode}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Colours</span>
        <select
          value={theme}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = THEMES.find((each) => each === value) ?? "system";
            setTheme(chosen);
            showTheme(chosen);
          }}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {THEME[each]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

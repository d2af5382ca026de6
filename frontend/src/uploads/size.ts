/** Bytes as people read them: in units of 1024, as the pages that the server sends have them. */
import { t } from "../i18n.ts";

const UNITS = ["KB", "MB", "GB", "TB"];

export function bytes(count: number): string {
  let value = count / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return t("{number} {unit}", { number: value.toFixed(digits), unit: UNITS[unit] ?? "" });
}

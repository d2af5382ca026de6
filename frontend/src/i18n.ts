/**
 * The client's words in the language of the page. A message is known by its English text; `locale/<language>.json`
 * holds what it is elsewhere, fetched only where `<html lang>` names such a file:
 *
 *     { "Play": "Abspielen", "{count} tracks": { "one": "{count} Titel", "other": "{count} Titel" } }
 *
 * A message that a catalogue lacks is shown in English. `npm run check:lint` refuses visible text that is not marked.
 */

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Readonly<Record<string, string | Forms>>;
type Values = Readonly<Record<string, string | number>>;

const FILES = import.meta.glob<Catalogue>("./locale/*.json", { import: "default" });

let language = "en";
let catalogue: Catalogue = {};

/** The message in the page's language, `{name}` replaced by `values.name`; numbers are written as that language does. */
export function t(message: string, values: Values = {}): string {
  const found = catalogue[message];
  return fill(typeof found === "string" ? found : message, values);
}

/**
 * The form that goes with `count`, which stands in it as `{count}`. A catalogue has the forms of its language (CLDR's
 * names: one, few, many, other …) under the English plural.
 */
export function plural(count: number, one: string, other: string, values: Values = {}): string {
  const found = catalogue[other];
  const forms: Forms = typeof found === "object" ? found : { one, other };
  const rules = new Intl.PluralRules(typeof found === "object" ? language : "en");
  return fill(forms[rules.select(count)] ?? forms.other ?? other, { count, ...values });
}

/** Marks a text that is kept in a table, to be given to `t` where it is shown. */
export function message(text: string): string {
  return text;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === "number"
      ? new Intl.NumberFormat(language).format(value)
      : (value ?? whole);
  });
}

/** Speak that language from now on. */
export function speak(lang: string, words: Catalogue): void {
  language = lang;
  catalogue = words;
}

let ready: Promise<void> | undefined;

/** Resolves when the page's language can be spoken: at once for English, after one small file for another. */
export function languageReady(): Promise<void> {
  ready ??= load(document.documentElement.lang || "en");
  return ready;
}

async function load(lang: string): Promise<void> {
  for (const name of [lang, lang.split("-")[0] ?? lang]) {
    const file = FILES[`./locale/${name}.json`];
    if (!file) continue;
    // Without it the page is still of use, in English.
    await file().then((words) => { speak(name, words); }, () => {}); // prettier-ignore
    return;
  }
}

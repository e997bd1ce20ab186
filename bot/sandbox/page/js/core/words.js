/** The page's own words, in the language of the person who is looking. */
import { en } from "../words/en.js";
import { fr } from "../words/fr.js";
import { viewer } from "./state.js";

const BOOKS = { en, fr };

export function language() {
  const spoken = (viewer().locale ?? "en").slice(0, 2);
  return spoken in BOOKS ? spoken : "en";
}

/**
 * @param {keyof typeof en} key
 * @param {Record<string, string|number>} [values] for the `{names}` in the sentence; `count` picks the plural
 */
export function t(key, values = {}) {
  const entry = BOOKS[language()][key] ?? en[key] ?? key;
  const sentence = typeof entry === "string" ? entry : plural(entry, Number(values.count));
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

function plural(entry, count) {
  const rule = new Intl.PluralRules(language()).select(count);
  return entry[rule] ?? entry.other;
}

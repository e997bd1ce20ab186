/** What the composer completes: commands after /, people after @, channels after #, emoji after a colon. */
import { appPerson, joined, people, workspace } from "../core/state.js";
import { emojiLike } from "../text/emoji.js";
import { avatar } from "./avatar.js";
import { builtins } from "./builtin.js";

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @param {string} text
 * @param {number} caret
 * @returns {{from: number, choices: import("../widgets/listbox.js").Choice[]}|null} `raw` of a choice is what is
 *   written from `from` up to the caret
 */
export function completionAt(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return { from: 0, choices: commandsLike(before) };
  const [, letters] = /(?:^|\s)([@#:][^\s:]*)$/u.exec(before) ?? [];
  if (!letters) return null;
  const from = caret - letters.length;
  return { from, choices: LIKE[letters[0]](fold(letters.slice(1))) };
}

/** The app's, then those of the place itself. */
const commands = () => [...workspace().commands, ...builtins()];

function commandsLike(letters) {
  const fits = commands().filter((one) => one.command.startsWith(letters));
  return fits.map((one) => ({
    key: one.command,
    label: one.command,
    hint: one.usage_hint,
    description: one.description,
    raw: `${one.command} `,
  }));
}

/** Those whose names hold the letters; a name that begins with them comes first. */
function ranked(all, letters, namesOf) {
  const rank = (one) => {
    const names = namesOf(one).map((name) => fold(name ?? ""));
    const begins = names.findIndex((name) => name.startsWith(letters));
    if (begins >= 0) return begins;
    return names.some((name) => name.includes(letters)) ? names.length : Infinity;
  };
  return all
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at < Infinity)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const LIKE = {
  "@": (letters) =>
    ranked([...people(), appPerson()], letters, (someone) => [someone.name, someone.real_name]).map((someone) => ({
      key: someone.id,
      label: someone.real_name || someone.name,
      hint: `@${someone.name}`,
      mark: avatar(someone, 22),
      raw: `@${someone.name} `,
    })),
  "#": (letters) =>
    ranked(joined(), letters, (one) => [one.name]).map((one) => ({
      key: one.id,
      label: one.name,
      mark: one.is_private ? "🔒" : "#",
      raw: `#${one.name} `,
    })),
  ":": (letters) =>
    letters.length < 2
      ? []
      : emojiLike(letters).map(({ name, character }) => ({
          key: name,
          label: `:${name}:`,
          mark: character,
          raw: `${character} `,
        })),
};

/** The command that a text begins with, once its words are being typed. */
export function commandOf(text) {
  const [, name] = /^(\/\S+)(?:\s|$)/.exec(text) ?? [];
  return commands().find((one) => one.command === name);
}

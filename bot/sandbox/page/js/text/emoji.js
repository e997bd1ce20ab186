/** Slack's short names of the common emoji, which the sandbox reads too. A name that is not here is shown as it was written. */
const LIST = await (await fetch(new URL("../../emoji.txt", import.meta.url))).text();

const LAST_POINT = 0x10ffff;

/** @type {Map<string, string>} */
const NAMES = new Map();
for (const entry of LIST.split(/[|\n]/)) {
  const space = entry.indexOf(" ");
  if (space > 0) NAMES.set(entry.slice(0, space), entry.slice(space + 1));
}

/** The character of `tada`, with a skin tone as in `wave::skin-tone-3`; undefined when unknown. */
export function emojiOf(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const character = NAMES.get(plain);
  if (!character || !/^[2-6]$/.test(tone)) return character;
  return character.replace("\uFE0F", "") + String.fromCodePoint(0x1f3f9 + Number(tone));
}

/** A character from the code points that rich text carries, as in `1f44d-1f3fb`. */
export function emojiFromCodes(codes) {
  const points = codes.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point >= 0 && point <= LAST_POINT) ? String.fromCodePoint(...points) : undefined;
}

/** What people reach for most stands first. */
const OFTEN = `+1 white_check_mark eyes tada heart joy smile pray raised_hands clap fire rocket thinking_face wave 100 x
smiley grin wink blush sunglasses slightly_smiling_face confused cry sob scream sweat_smile ok_hand muscle handshake
sparkles star bulb memo bell calendar phone email pushpin question exclamation warning`.split(/\s+/);

/** For a grid to choose from: each character once. */
export function emojiToChoose(letters, limit) {
  const names = letters ? emojiLike(letters, NAMES.size).map(({ name }) => name) : [...OFTEN, ...NAMES.keys()];
  const byCharacter = new Map();
  for (const name of names)
    if (!byCharacter.has(NAMES.get(name))) byCharacter.set(NAMES.get(name), { name, character: NAMES.get(name) });
  return [...byCharacter.values()].slice(0, limit);
}

/** Names that begin with, then contain, the letters typed. */
export function emojiLike(letters, limit = 8) {
  const names = [...NAMES.keys()].filter((name) => name.includes(letters));
  names.sort((one, other) => Number(other.startsWith(letters)) - Number(one.startsWith(letters)));
  return names.slice(0, limit).map((name) => ({ name, character: NAMES.get(name) }));
}

/** Short names in a plain text turned into characters. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emojiOf(name) ?? whole);
}

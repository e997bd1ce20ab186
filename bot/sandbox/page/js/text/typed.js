/** A message's text as its author would type it again: names instead of ids, and no escapes. */
import { channel, person } from "../core/state.js";
import { unescaped } from "./mrkdwn.js";

export function asTyped(text) {
  const words = text.replace(
    /<([@#])(\w+)(?:\|([^>]*))?>|<([^>|!]+)(?:\|[^>]*)?>/g,
    (whole, sign, id, label, address) => {
      if (!sign) return address ?? whole;
      const name = sign === "@" ? person(id)?.name : channel(id)?.name;
      return `${sign}${name ?? label ?? id}`;
    },
  );
  return unescaped(words);
}

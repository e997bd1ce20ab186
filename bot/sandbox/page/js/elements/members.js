/** Selects of people, channels and conversations. */
import {
  appPerson,
  channel,
  directs,
  hasApp,
  isApps,
  isDirect,
  joined,
  otherEnd,
  people,
  person,
  placeName,
} from "../core/state.js";
import { among } from "../widgets/picker.js";
import { avatar } from "../parts/avatar.js";
import { drawPicker } from "./selects.js";

/** What each kind calls its value, and whom or what it offers. */
const KINDS = {
  users: {
    noun: "user",
    groups: () => [{ choices: [...people(), ...(hasApp() ? [appPerson()] : [])].map(personChoice) }],
    choice: (id) => personChoice(person(id) ?? { id, name: id }),
  },
  channels: {
    noun: "channel",
    groups: () => [
      {
        choices: joined()
          .filter((one) => !one.is_private)
          .map(channelChoice),
      },
    ],
    choice: (id) => channelChoice(channel(id) ?? { id, name: id }),
  },
  conversations: {
    noun: "conversation",
    groups: (element) => [{ choices: conversations(element).map(channelChoice) }],
    choice: (id) => channelChoice(channel(id) ?? { id, name: id }),
  },
};

/** @param {any} element @param {import("./place.js").Place} place */
export function drawMembers(element, place) {
  const multiple = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace("multi_", "").replace("_select", "")];
  const [one, many] = [`selected_${kind.noun}`, `selected_${kind.noun}s`];
  const initial = initialIds(element, place, kind.noun, multiple);
  const standing = place.start(multiple ? { [many]: initial } : { [one]: initial[0] ?? null });
  const ids = multiple ? standing[many] : [standing[one]].filter(Boolean);
  return drawPicker(element, place, {
    multiple,
    find: among(kind.groups(element)),
    chosen: ids.map(kind.choice),
    valueOf: (choices) =>
      multiple ? { [many]: choices.map((choice) => choice.key) } : { [one]: choices[0]?.key ?? null },
  });
}

function initialIds(element, place, noun, multiple) {
  const given = multiple ? element[`initial_${noun}s`] : element[`initial_${noun}`] && [element[`initial_${noun}`]];
  if (given) return given;
  const here = element.default_to_current_conversation && place.surface.conversation;
  return here && conversations(element).some((one) => one.id === here) ? [here] : [];
}

function conversations({ filter = {} }) {
  const wanted = filter.include ?? ["im", "mpim", "private", "public"];
  const kind = (one) => (one.is_im ? "im" : one.is_mpim ? "mpim" : one.is_private ? "private" : "public");
  const all = [...joined(), ...directs()].filter((one) => !one.is_archived && wanted.includes(kind(one)));
  return filter.exclude_bot_users ? all.filter((one) => !one.is_im || !isApps(one)) : all;
}

const personChoice = (someone) => ({
  key: someone.id,
  label: someone.real_name || someone.name,
  description: someone.title || undefined,
  mark: avatar(someone, 22),
});

function channelChoice(one) {
  if (!isDirect(one)) return { key: one.id, label: one.name, mark: one.is_private ? "🔒" : "#" };
  const other = otherEnd(one);
  return { key: one.id, label: placeName(one.id), mark: avatar(other ?? appPerson(), 22) };
}

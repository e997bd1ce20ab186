/** Selects of options: the app's own, or those that it finds as one types; one or several. */
import { t } from "../core/words.js";
import { optionWords, plainWords } from "../text/draw.js";
import { Picker, among } from "../widgets/picker.js";

const PAUSE = 200;

/** @param {any} element @param {import("./place.js").Place} place */
export const drawStatic = (element, place) => drawSelect(element, place, { find: among(groupsOf(element)) });

/** @param {any} element @param {import("./place.js").Place} place */
export function drawExternal(element, place) {
  const find = async (letters) => {
    const answer = await place.surface.options(place.blockId, element.action_id, letters);
    return answer.ok ? groupsOf(answer) : [{ label: t("options_failed"), choices: [] }];
  };
  return drawSelect(element, place, { find, wait: PAUSE, least: element.min_query_length ?? 3 });
}

function drawSelect(element, place, source) {
  const multiple = element.type.startsWith("multi_");
  const start = multiple
    ? { selected_options: initialMany(element) }
    : { selected_option: element.initial_option ?? null };
  const standing = place.start(start);
  const chosen = (multiple ? standing.selected_options : [standing.selected_option].filter(Boolean)).map(choiceOf);
  return drawPicker(element, place, {
    ...source,
    multiple,
    chosen,
    valueOf: (choices) =>
      multiple ? { selected_options: choices.map((one) => one.raw) } : { selected_option: choices[0]?.raw ?? null },
  });
}

const initialMany = (element) => element.initial_options ?? [];

/** The picker behind every kind of select: keeps its value, and puts it back when the person does not confirm. */
export function drawPicker(element, place, { find, wait, least, multiple, chosen, valueOf }) {
  let before = chosen;
  const picker = new Picker({
    label: place.label,
    key: place.key,
    find,
    wait,
    least,
    multiple,
    chosen,
    placeholder:
      plainWords(element.placeholder) || t(least ? "search_options" : multiple ? "choose_several" : "choose"),
    max: element.max_selected_items,
    clearable: place.input && place.optional,
    onchange: async (choices) => {
      if (await place.change(valueOf(choices), picker.node)) before = choices;
      else picker.restore(before);
    },
  });
  return picker.node;
}

/** @returns {import("../widgets/listbox.js").Group[]} */
function groupsOf({ options, option_groups: groups }) {
  if (groups) return groups.map((group) => ({ label: plainWords(group.label), choices: group.options.map(choiceOf) }));
  return [{ choices: (options ?? []).map(choiceOf) }];
}

const choiceOf = (option) => ({
  key: option.value,
  label: optionWords(option.text),
  description: optionWords(option.description),
  raw: option,
});

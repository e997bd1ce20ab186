/** The row under a composer: files, emoji, the app's shortcuts, its commands. */
import { act } from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { workspace } from "../core/state.js";
import { t } from "../core/words.js";
import { emojiUnder } from "../widgets/emojipicker.js";
import { menuUnder } from "../widgets/menu.js";

/** @param {import("./composer.js").Composer} composer */
export function drawTools(composer) {
  const field = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    tabindex: "-1",
    onchange: () => composer.attachAll([...field.files]),
  });
  const attach = tool("attach", icon("clip"), () => field.click());
  const emoji = tool("emoji", icon("smile"));
  emojiUnder(emoji, ({ character }) => composer.insert(character));
  if (composer.options.thread) return [attach, field, emoji];
  const bolt = tool("shortcuts", icon("bolt"));
  menuUnder(bolt, () => ({ label: t("shortcuts"), items: globalShortcuts(composer.options.channel), empty: t("no_shortcuts") }));
  const slash = tool("commands", "/", () => composer.start("/"));
  slash.classList.add("slash");
  return [attach, field, emoji, bolt, slash];
}

function tool(name, drawing, onclick) {
  const words = t(name);
  return h(
    "button.ghost",
    { type: "button", "aria-label": words, title: words, onclick, data: { testid: name } },
    drawing,
  );
}

function globalShortcuts(channel) {
  return workspace()
    .shortcuts.filter((one) => one.type === "global")
    .map((shortcut) => ({
      label: shortcut.name,
      description: shortcut.description || workspace().app.name,
      mark: icon("app", 16),
      pick: async () => report(await act("/_page/shortcut", { callback_id: shortcut.callback_id, channel })),
    }));
}

/** Parts of a message that know nothing of where it stands: who wrote it, what Slack wrote, and its files. */
import { fileAddress } from "../core/api.js";
import { h, safeUrl } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { sizeWords } from "../core/size.js";
import { person, workspace } from "../core/state.js";
import { t } from "../core/words.js";
import { drawMrkdwn } from "../text/draw.js";

/** What Slack says in each reader's language rather than in the message's words. */
const SYSTEM = {
  join: "has_joined",
  leave: "has_left",
  archive: "has_archived",
  unarchive: "has_unarchived",
};

/** @returns {Node[]|string|null} the words of a message that Slack wrote itself: who it is about stands above them */
export function bySlack(message) {
  const { subtype } = message;
  if (subtype === "tombstone") return t("was_deleted");
  const [, what] = /^(?:channel|group)_(join|leave|archive|unarchive|topic|purpose|name)$/.exec(subtype ?? "") ?? [];
  if (!what) return null;
  if (what in SYSTEM) return t(SYSTEM[what]);
  if (what === "name") return t("has_renamed", { before: message.old_name, after: message.name });
  return message[what] ? drawMrkdwn(t(`has_set_${what}`, { line: message[what] })) : t(`has_cleared_${what}`);
}

/** Who wrote it; an app may write under a name of its own. */
export function authorOf(message) {
  const someone = person(message.user);
  const named = message.bot_id ? message.username : null;
  const app = workspace().app;
  const fallback = {
    id: message.user ?? message.bot_id ?? "?",
    name: message.username ?? t("system"),
    real_name: message.username ?? (message.bot_id ? app.name : t("system")),
    is_bot: Boolean(message.bot_id),
  };
  const author = someone ?? fallback;
  return {
    ...author,
    real_name: named || author.real_name || author.name,
    is_bot: Boolean(message.bot_id) || Boolean(author.is_bot),
  };
}

const drawElsewhere = ({ external_url: address, title, name }) =>
  h("a", { href: safeUrl(address), target: "_blank", rel: "noopener", class: "file-name" }, title || name);

export function drawFile(file) {
  if (file.mode === "tombstone") return h("li.file", null, icon("file"), h("span", null, t("file_deleted")));
  if (file.mode === "hidden_by_limit") return h("li.file", null, icon("file"), h("span", null, t("file_hidden")));
  if (file.is_external) return h("li.file", null, icon("file"), drawElsewhere(file));
  const href = fileAddress(file);
  const link = h("a", { href, download: file.name, class: "file-name" }, file.name || file.title || file.id);
  if (!(file.mimetype ?? "").startsWith("image/"))
    return h("li.file", null, icon("file"), link, h("span.file-size", null, sizeWords(file.size)));
  return h(
    "li.file.image",
    null,
    link,
    h(
      "a",
      { href, target: "_blank", rel: "noopener" },
      h("img.picture", { src: href, alt: file.name, loading: "lazy" }),
    ),
  );
}

/** One message: who, when, its blocks or words, files, reactions, replies, and what can be done with it. */
import { act, fileAddress } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { sizeWords } from "../core/size.js";
import { openThread, person, workspace } from "../core/state.js";
import { clockTime, dayOf, fullTime } from "../core/time.js";
import { t } from "../core/words.js";
import { drawBlocks } from "../blocks/index.js";
import { Surface } from "../surface.js";
import { drawMrkdwn } from "../text/draw.js";
import { emojiOf } from "../text/emoji.js";
import { menuUnder } from "../widgets/menu.js";
import { avatar } from "./avatar.js";

/** @typedef {Record<string, any> & {ts: string, channel: string}} Message */

export class MessageView {
  /** @param {Message} message @param {{inThread: boolean}} where */
  constructor(message, { inThread }) {
    this.inThread = inThread;
    this.surface = new Surface({ type: "message", channel: message.channel, ts: message.ts }, "message");
    this.blocks = h("div.blocks");
    this.body = h("div.message-body");
    this.node = h("article.message", { data: { ts: message.ts, testid: "message" }, tabindex: "-1" });
    this.compact = false;
    this.day = dayOf(Number(message.ts));
    this.update(message);
  }

  /** @param {Message} message */
  update(message) {
    this.message = message;
    this.author = authorOf(message);
    this.node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.node.setAttribute("aria-label", `${this.author.real_name}, ${clockTime(this.at)}`);
    fill(this.body, this.drawWords(), this.drawFiles(), this.drawReactions(), this.drawReplies());
    this.frame(this.compact);
  }

  get at() {
    return Number(this.message.ts);
  }

  /** Whether the name and picture can be left out below that message. */
  follows(before) {
    if (!before || before.author.id !== this.author.id) return false;
    const sameKind = Boolean(before.message.ephemeral) === Boolean(this.message.ephemeral);
    return (
      sameKind &&
      before.author.real_name === this.author.real_name &&
      this.at - before.at < 300 &&
      !before.message.reply_count
    );
  }

  frame(compact) {
    this.compact = compact;
    this.node.classList.toggle("compact", compact);
    const time = h(
      "time.message-time",
      { datetime: new Date(this.at * 1000).toISOString(), title: fullTime(this.at) },
      clockTime(this.at),
    );
    const head = compact
      ? null
      : h(
          "div.message-head",
          null,
          h("span.message-name", null, this.author.real_name),
          this.author.is_bot ? h("span.badge", null, t("app_badge")) : null,
          this.author.is_guest ? h("span.badge.guest", null, t("guest")) : null,
          time,
        );
    const only = this.message.ephemeral ? h("div.only-you", null, icon("eye", 14), t("only_you")) : null;
    fill(
      this.node,
      h("div.message-side", null, compact ? time : avatar(this.author)),
      h("div.message-main", null, only, head, this.body),
      this.drawActions(),
    );
  }

  drawWords() {
    const { blocks, text, edited, subtype } = this.message;
    if (subtype in SYSTEM) return h("div.text.system", null, t(SYSTEM[subtype]));
    const mark = edited ? h("span.edited", null, ` ${t("edited")}`) : null;
    if (!blocks?.length) return h("div.text", null, drawMrkdwn(text ?? ""), mark);
    drawBlocks(this.blocks, blocks, this.surface);
    return [this.blocks, mark];
  }

  drawFiles() {
    const files = this.message.files ?? [];
    return files.length ? h("ul.files", null, files.map(drawFile)) : null;
  }

  drawReactions() {
    const reactions = this.message.reactions ?? [];
    if (!reactions.length) return null;
    return h("ul.reactions", null, reactions.map(drawReaction));
  }

  drawReplies() {
    const { reply_count: count, ts } = this.message;
    if (!count || this.inThread) return null;
    return h(
      "button.replies",
      { type: "button", onclick: () => openThread(ts), data: { testid: "replies" } },
      t("replies", { count }),
    );
  }

  drawActions() {
    const { message } = this;
    const reply =
      !this.inThread && !message.ephemeral
        ? h(
            "button.ghost",
            {
              type: "button",
              "aria-label": t("reply_in_thread"),
              title: t("reply_in_thread"),
              data: { testid: "reply" },
              onclick: () => openThread(message.thread_ts ?? message.ts),
            },
            icon("reply", 16),
          )
        : null;
    const more = h(
      "button.ghost",
      { type: "button", "aria-label": t("more_actions"), title: t("more_actions"), data: { testid: "message-menu" } },
      icon("more", 18),
    );
    menuUnder(more, () => ({ label: t("more_actions"), items: this.menuItems(), empty: t("no_shortcuts") }));
    return h("div.message-actions", null, reply, more);
  }

  menuItems() {
    const { message } = this;
    const shortcuts = message.ephemeral ? [] : workspace().shortcuts.filter((one) => one.type === "message");
    const runs = shortcuts.map((shortcut) => ({
      label: shortcut.name,
      description: shortcut.description || workspace().app.name,
      mark: icon("app", 16),
      pick: async () =>
        report(
          await act("/_page/message_shortcut", {
            callback_id: shortcut.callback_id,
            channel: message.channel,
            ts: message.ts,
          }),
        ),
    }));
    return [...runs, { label: t("copy_text"), pick: () => navigator.clipboard?.writeText(this.body.innerText) }];
  }
}

/** What Slack says in each reader's language rather than in the message's words. */
const SYSTEM = {
  channel_join: "has_joined",
  group_join: "has_joined",
  channel_leave: "has_left",
  group_leave: "has_left",
  channel_archive: "has_archived",
  group_archive: "has_archived",
};

/** Who wrote it; an app may write under a name of its own. */
function authorOf(message) {
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

function drawFile(file) {
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

function drawReaction(reaction) {
  const count = reaction.count ?? reaction.users?.length ?? 1;
  const names = (reaction.users ?? []).map((id) => person(id)?.real_name ?? id).join(", ");
  const label = t("reaction", { name: reaction.name.replaceAll("_", " "), count });
  return h(
    "li.reaction",
    { title: names },
    h("span", { role: "img", "aria-label": label }, emojiOf(reaction.name) ?? `:${reaction.name}:`),
    h("span", { "aria-hidden": "true" }, ` ${count}`),
  );
}

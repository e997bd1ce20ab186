/** One message: who, when, its blocks or words, files, reactions, replies, and what can be done with it. */
import { tell } from "../core/bus.js";
import { drawOr, fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { openThread } from "../core/state.js";
import { bareTime, clockTime, dayOf, fullTime } from "../core/time.js";
import { t } from "../core/words.js";
import { drawAttachment } from "../blocks/attachments.js";
import { drawBlocks } from "../blocks/index.js";
import { drawUnknown } from "../elements/index.js";
import { Surface } from "../surface.js";
import { drawMrkdwn } from "../text/draw.js";
import { menuUnder } from "../widgets/menu.js";
import { avatar } from "./avatar.js";
import { drawReaction, menuItems, reactButton } from "./messageacts.js";
import { authorOf, bySlack, drawFile } from "./messageparts.js";

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
    this.isDrawn = false;
    this.day = dayOf(Number(message.ts));
    this.update(message);
  }

  /** Most messages of a long channel never come before anybody's eyes. */
  enter() {
    if (this.isDrawn) return;
    this.isDrawn = true;
    this.draw();
  }

  /** @param {Message} message */
  update(message) {
    this.message = message;
    this.author = authorOf(message);
    if (this.isDrawn) this.draw();
  }

  draw() {
    const { message } = this;
    this.node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.node.setAttribute("aria-label", `${this.author.real_name}, ${clockTime(this.at)}`);
    fill(
      this.body,
      drawOr(
        () => this.drawWords(),
        () => drawUnknown({ type: "text", text: message.text }, "unknown_block"),
      ),
      this.drawAttachments(),
      this.drawFiles(),
      this.drawReactions(),
      this.drawReplies(),
    );
    this.frame(this.compact);
  }

  get at() {
    return Number(this.message.ts);
  }

  /** Whether this is what is left where a thread's first message was. */
  get isBuried() {
    return this.message.subtype === "tombstone";
  }

  /** Whether the name and picture can be left out below that message. */
  follows(before) {
    if (!before || before.author.id !== this.author.id) return false;
    // Answers for one's eyes alone stand apart, each of them: they belong to different questions.
    if (this.message.ephemeral || before.message.ephemeral || this.isBroadcast) return false;
    return (
      before.author.real_name === this.author.real_name && this.at - before.at < 300 && !before.message.reply_count
    );
  }

  frame(compact) {
    this.compact = compact;
    if (!this.isDrawn) return;
    this.node.classList.toggle("compact", compact);
    const time = h(
      "time.message-time",
      { datetime: new Date(this.at * 1000).toISOString(), title: fullTime(this.at) },
      compact ? bareTime(this.at) : clockTime(this.at),
    );
    const head = compact || this.isBuried
      ? null
      : h(
          "div.message-head",
          null,
          h("span.message-name", null, this.author.real_name),
          this.author.is_bot ? h("span.badge", null, t("app_badge")) : null,
          this.author.is_guest ? h("span.badge.guest", null, t("guest")) : null,
          time,
        );
    const pinned = this.message.pinned_to?.length ? h("div.only-you", null, icon("pin", 14), t("pinned")) : null;
    const fromThread = this.isBroadcast ? this.drawFromThread() : null;
    const only = this.message.ephemeral ? this.drawOnlyYou() : null;
    fill(
      this.node,
      h("div.message-side", null, this.isBuried ? icon("trash", 18) : compact ? time : avatar(this.author)),
      h("div.message-main", null, pinned, fromThread, only, head, this.body),
      this.drawActions(),
    );
  }

  /** A reply that its author sent to the channel too, and which stands there. */
  get isBroadcast() {
    return this.message.subtype === "thread_broadcast" && !this.inThread;
  }

  drawFromThread() {
    const open = () => openThread(this.message.thread_ts);
    return h(
      "div.only-you",
      null,
      icon("reply", 14),
      h("button.put-away", { type: "button", onclick: open, data: { testid: "from-thread" } }, t("from_thread")),
    );
  }

  /** Slack forgets such a message when the page is left; until then it can be put away. */
  drawOnlyYou() {
    const { channel, ts } = this.message;
    const putAway = () => tell("stream:message_deleted", { channel, ts });
    return h(
      "div.only-you",
      null,
      icon("eye", 14),
      t("only_you"),
      h("button.put-away", { type: "button", onclick: putAway, data: { testid: "put-away" } }, t("put_away")),
    );
  }

  drawWords() {
    const { blocks, text, edited } = this.message;
    const written = bySlack(this.message);
    if (written) return h("div.text.system", null, written);
    const mark = edited ? h("span.edited", null, ` ${t("edited")}`) : null;
    if (!blocks?.length) return h("div.text", null, drawMrkdwn(text ?? ""), mark);
    drawBlocks(this.blocks, blocks, this.surface);
    return [this.blocks, mark];
  }

  drawAttachments() {
    return (this.message.attachments ?? []).map((one) =>
      drawOr(
        () => drawAttachment(one, this.surface.container),
        () => drawUnknown({ type: "attachment", ...one }, "unknown_block"),
      ),
    );
  }

  drawFiles() {
    const files = this.message.files ?? [];
    return files.length ? h("ul.files", null, files.map(drawFile)) : null;
  }

  drawReactions() {
    const reactions = this.message.reactions ?? [];
    if (!reactions.length) return null;
    return h(
      "ul.reactions",
      null,
      reactions.map((reaction) => drawReaction(this.message, reaction)),
    );
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
    const reply = this.inThread || message.ephemeral ? null : () => openThread(message.thread_ts ?? message.ts);
    const answer = reply ? tool("reply_in_thread", "reply", 16, "reply", reply) : null;
    if (this.isBuried) return h("div.message-actions", { hidden: !answer }, answer);
    const more = tool("more_actions", "more", 18, "message-menu");
    menuUnder(more, () => ({
      label: t("more_actions"),
      items: menuItems(message, { body: this.body, button: more, reply }),
    }));
    return h(
      "div.message-actions",
      null,
      message.ephemeral ? null : reactButton(message),
      answer,
      more,
    );
  }
}

function tool(name, drawing, size, testid, onclick) {
  const words = t(name);
  return h(
    "button.ghost",
    { type: "button", "aria-label": words, title: words, onclick, data: { testid } },
    icon(drawing, size),
  );
}

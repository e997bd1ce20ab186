/** The messages of a channel or of a thread, oldest first; older ones come as one scrolls up. */
import { ask } from "../core/api.js";
import { on } from "../core/bus.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { state } from "../core/state.js";
import { opened } from "../core/stream.js";
import { t } from "../core/words.js";
import { MessageView } from "./message.js";
import { MessageWindow } from "./messagewindow.js";

const PAGE = 50;
const OLDER = 120;
const NEAR_EDGE = 700;
const NEAR_BOTTOM = 60;

export class MessageList {
  /** @param {{channel: string, thread?: string, label: string, empty?: string, onseen?: () => void, testid: string}} options */
  constructor({ channel, thread, label, empty = "", onseen, testid }) {
    this.channel = channel;
    this.thread = thread;
    this.onseen = onseen;
    /** @type {Map<string, MessageView>} by ts */
    this.known = new Map();
    this.hasMore = false;
    this.list = h("div.message-list");
    this.older = h("button.older", { type: "button", hidden: true, onclick: () => this.showOlder() }, t("load_older"));
    this.empty = h("p.messages-empty", { hidden: true }, empty);
    this.log = h(
      "div.messages",
      {
        role: "log",
        "aria-live": "polite",
        "aria-label": label,
        "aria-busy": "true",
        tabindex: "0",
        data: { testid },
        onscroll: () => this.scrolled(),
      },
      h("div.messages-spring"),
      this.older,
      this.empty,
      this.list,
    );
    this.window = new MessageWindow(this.log, this.list);
    this.down = h(
      "button.to-bottom",
      { type: "button", hidden: true, onclick: () => this.toBottom() },
      icon("down", 16),
      t("to_bottom"),
    );
    this.node = h("div.messages-frame", null, this.log, this.down);
    this.atBottom = true;
    this.listen();
  }

  listen() {
    this.stops = [
      on("stream:message", (news) => this.mine(news) && this.arrived(news.message)),
      on("stream:message_changed", (news) => this.mine(news) && this.changed(news.message)),
      on("stream:message_deleted", (news) => this.mine(news) && this.removed(news.ts)),
      on("day", () => this.window.frameAll()),
      on("connection", (how) => how === "back" && this.refresh()),
    ];
    // A picture that loads or a composer that grows must not push the newest message out of sight.
    this.resized = new ResizeObserver(() => this.atBottom && this.toBottom());
    this.resized.observe(this.log);
    this.resized.observe(this.list);
  }

  dispose() {
    for (const stop of this.stops) stop();
    this.resized.disconnect();
  }

  mine({ channel, message }) {
    if ((channel ?? message?.channel) !== this.channel) return false;
    return !message?.ephemeral_for || message.ephemeral_for === state.as;
  }

  belongs(message) {
    const root = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null;
    if (this.thread) return root === this.thread || message.ts === this.thread;
    return !root || message.subtype === "thread_broadcast";
  }

  async load() {
    await opened();
    const answer = await this.read();
    report(answer);
    this.take(answer);
    this.toBottom();
    // A screen reader hears what comes from now on, not the history.
    requestAnimationFrame(() => this.log.removeAttribute("aria-busy"));
  }

  /** After news was missed: the newest page as it is now. Older ones may be stale, so they are read anew when wanted. */
  async refresh() {
    const stood = [...this.known.keys()];
    const answer = await this.read();
    if (!answer.ok) return;
    const { atBottom } = this;
    const there = new Set(answer.messages.map((message) => message.ts));
    this.window.keeping(() => {
      for (const ts of stood) if (!there.has(ts)) this.removed(ts);
      this.take(answer);
    });
    if (atBottom) this.toBottom();
    this.onseen?.();
  }

  read(before) {
    return ask("/_page/messages", {
      as: state.as,
      channel: this.channel,
      limit: before ? OLDER : PAGE,
      thread: this.thread,
      before,
    });
  }

  take(answer, mayStand = true) {
    const places = (answer.messages ?? []).map((message) => this.keep(message, mayStand));
    this.window.frameUpTo(Math.max(-1, ...places) + 1);
    this.hasMore = Boolean(answer.ok && answer.has_more);
    this.older.hidden = !this.hasMore;
    this.empty.hidden = this.known.size > 0;
  }

  async showOlder() {
    if (this.window.older() || !this.hasMore || this.loading) return;
    this.loading = true;
    const oldest = this.window.views[0]?.message.ts;
    const answer = await this.read(oldest);
    this.loading = false;
    if (this.window.views[0]?.message.ts !== oldest) return; // refreshed meanwhile: these would not join on
    this.log.setAttribute("aria-busy", "true");
    // They are kept, and drawn some at a time as one comes near them.
    this.window.keeping(() => this.take(answer, false));
    this.window.older();
    this.log.removeAttribute("aria-busy");
  }

  /** Takes a message to its place; a known one is changed. @returns {number} its place, or -1 for one of elsewhere */
  keep(message, mayStand = true) {
    if (!this.belongs(message)) return -1;
    const known = this.known.get(message.ts);
    if (known) {
      known.update({ channel: this.channel, ...message });
      return this.window.placeOf(message.ts);
    }
    const view = new MessageView({ channel: this.channel, ...message }, { inThread: Boolean(this.thread) });
    this.known.set(message.ts, view);
    return this.window.add(view, mayStand);
  }

  arrived(message) {
    const at = this.keep(message);
    if (at < 0) return undefined;
    this.window.frame(at);
    if (at + 1 < this.window.views.length) this.window.frame(at + 1);
    this.empty.hidden = true;
    if (this.atBottom || message.user === state.as) this.toBottom();
    else this.down.hidden = false;
    return this.onseen?.();
  }

  changed(message) {
    const known = this.known.get(message.ts);
    if (known) return known.update({ channel: this.channel, ...message });
    // A reply was put into the channel; where older messages are still to come it comes with them.
    const oldest = this.window.views[0]?.message.ts;
    if (message.subtype !== "thread_broadcast" || (this.hasMore && message.ts < oldest)) return undefined;
    const at = this.keep(message);
    return this.window.frameUpTo(at + 1);
  }

  removed(ts) {
    const view = this.known.get(ts);
    if (!view) return;
    this.known.delete(ts);
    this.window.remove(view);
    this.empty.hidden = this.known.size > 0;
  }

  scrolled() {
    const below = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    this.atBottom = this.window.atEnd && below < NEAR_BOTTOM;
    this.down.hidden = this.atBottom || below < this.log.clientHeight;
    if (this.log.scrollTop < NEAR_EDGE) this.showOlder();
    else if (below < NEAR_EDGE) this.window.newer();
  }

  toBottom() {
    this.window.end();
    this.log.scrollTop = this.log.scrollHeight;
    this.atBottom = true;
    this.down.hidden = true;
  }
}

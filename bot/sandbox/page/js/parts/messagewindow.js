/**
 * Which messages of a long history stand in the document. All are kept in order; only some hundreds around
 * what is being read are laid out, and what is read stays where it is while others come and go.
 */
import { h } from "../core/dom.js";
import { dayTitle } from "../core/time.js";

const MOST = 240;
const STEP = 30; // as many as are drawn within one frame

export class MessageWindow {
  /** @param {HTMLElement} log what scrolls @param {HTMLElement} list what holds the messages */
  constructor(log, list) {
    this.log = log;
    this.list = list;
    /** @type {import("./message.js").MessageView[]} in order of their ts */
    this.views = [];
    /** Those from here, up to but not with there, stand in the document. */
    this.from = 0;
    this.to = 0;
  }

  get atEnd() {
    return this.to === this.views.length;
  }

  /** How many messages stand before this moment. */
  placeOf(ts) {
    let [low, high] = [0, this.views.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.views[middle].message.ts < ts) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {boolean} [mayStand] false for what is only kept, above all that stands */
  add(view, mayStand = true) {
    const at = this.placeOf(view.message.ts);
    const stands = at >= this.from && (at < this.to || this.atEnd) && (mayStand || at > this.from);
    this.views.splice(at, 0, view);
    const isAbove = !stands && at <= this.from;
    if (isAbove) this.from += 1;
    if (isAbove || stands) this.to += 1;
    if (stands) this.enter(at);
    return at;
  }

  remove(view) {
    const at = this.views.indexOf(view);
    this.leave(at);
    this.views.splice(at, 1);
    if (at < this.from) this.from -= 1;
    if (at < this.to) this.to -= 1;
    if (at < this.views.length) this.frame(at);
  }

  enter(at) {
    const view = this.views[at];
    view.enter();
    const next = at + 1 < this.to ? this.views[at + 1] : null;
    const before = next ? (next.divider ?? next.node) : null;
    if (view.divider) this.list.insertBefore(view.divider, before);
    this.list.insertBefore(view.node, before);
  }

  leave(at) {
    this.views[at].divider?.remove();
    this.views[at].node.remove();
  }

  /** A day's first message stands under a divider; one that goes on from the last has no name of its own. */
  frame(at) {
    const view = this.views[at];
    const before = this.views[at - 1];
    const title = before?.day === view.day ? "" : dayTitle(view.at);
    if ((view.divider?.textContent ?? "") !== title) this.divide(view, title);
    const compact = !title && view.follows(before);
    if (compact !== view.compact) view.frame(compact);
  }

  frameAll() {
    this.frameUpTo(this.views.length);
  }

  /** Those from the oldest up to this place, which is counted too: it stands below another message now. */
  frameUpTo(last) {
    for (let at = 0; at <= last && at < this.views.length; at += 1) this.frame(at);
  }

  divide(view, title) {
    view.divider?.remove();
    view.divider = title ? h("div.day", { role: "separator", "aria-label": title }, h("span", null, title)) : null;
    if (view.divider && view.node.isConnected) this.list.insertBefore(view.divider, view.node);
  }

  /** Lays out these and no others. */
  show(from, to) {
    this.keeping(() => {
      for (let at = this.from; at < this.to; at += 1) if (at < from || at >= to) this.leave(at);
      const [stoodFrom, stoodTo] = [Math.max(from, this.from), Math.min(to, this.to)];
      this.from = from;
      this.to = to;
      const isApart = stoodFrom >= stoodTo;
      for (let at = to - 1; at >= from; at -= 1) if (isApart || at < stoodFrom || at >= stoodTo) this.enter(at);
    });
  }

  /** @returns {boolean} false when the oldest that is known stands already */
  older() {
    if (this.from === 0) return false;
    const from = Math.max(0, this.from - STEP);
    this.show(from, Math.min(this.to, from + MOST));
    return true;
  }

  newer() {
    if (this.atEnd) return;
    const to = Math.min(this.views.length, this.to + STEP);
    this.show(Math.max(this.from, to - MOST), to);
  }

  end() {
    const grown = this.to - this.from > MOST + STEP;
    if (!this.atEnd || grown) this.show(Math.max(0, this.views.length - MOST), this.views.length);
  }

  /** Changes the list without moving what is being read. */
  keeping(change) {
    const top = this.log.getBoundingClientRect().top;
    const read = this.views.slice(this.from, this.to).find((view) => view.node.getBoundingClientRect().bottom > top);
    const stood = read?.node.getBoundingClientRect().top ?? 0;
    change();
    if (read?.node.isConnected) this.log.scrollTop += read.node.getBoundingClientRect().top - stood;
  }
}

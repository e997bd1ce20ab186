/** One view of a modal: its head, its blocks, its buttons, and the complaints under its fields. */
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { fieldOf, showComplaint } from "../blocks/controls.js";
import { drawBlocks } from "../blocks/index.js";
import { complaint } from "../elements/check.js";
import { Surface } from "../surface.js";
import { drawText, plainWords } from "../text/draw.js";

const FIELDS = "input:not([type=hidden]), textarea, [contenteditable=true], select";

/** What a view asks of the stack that it stands in. @typedef {{submit: (view: ModalView) => void, back: () => void, shut: () => void}} Acts */

export class ModalView {
  /** @param {any} view @param {Acts} acts */
  constructor(view, acts) {
    this.acts = acts;
    this.surface = new Surface({ type: "view", view_id: view.id }, "modal", view.conversation);
    this.holder = h("div.blocks");
    this.banner = h("p.modal-banner", { role: "alert", hidden: true });
    this.body = h("div.modal-body", { tabindex: "-1" }, this.banner, this.holder);
    this.head = h("header.modal-head");
    this.foot = h("footer.modal-foot");
    this.node = h(
      "form.modal-view",
      { novalidate: true, onsubmit: (event) => this.submitted(event) },
      this.head,
      this.body,
      this.foot,
    );
    this.update(view, 1);
  }

  /** Draws it anew; what was typed under the same ids stays. @param {number} depth how many views lie here, this one included */
  update(view, depth) {
    this.view = view;
    drawBlocks(this.holder, view.blocks ?? [], this.surface);
    const back =
      depth > 1
        ? h(
            "button.ghost",
            { type: "button", "aria-label": t("back"), title: t("back"), onclick: () => this.acts.back() },
            icon("back"),
          )
        : null;
    const shut = h(
      "button.ghost",
      {
        type: "button",
        "aria-label": t("close"),
        title: t("close"),
        onclick: () => this.acts.shut(),
        data: { testid: "modal-shut" },
      },
      icon("close"),
    );
    fill(this.head, back, h("h2", { id: "modal-title" }, drawText(view.title)), shut);
    this.drawFoot();
  }

  get hasInputs() {
    return (this.view.blocks ?? []).some((block) => block.type === "input");
  }

  /** A view that an answer has replaced by one without fields has nothing left to lose. */
  get holdsTyping() {
    return this.surface.touched && this.hasInputs;
  }

  drawFoot() {
    const { view } = this;
    const close = h(
      "button.button",
      { type: "button", onclick: () => this.acts.back(), data: { testid: "modal-close" } },
      plainWords(view.close) || t("close"),
    );
    const submit =
      view.submit || this.hasInputs
        ? h(
            "button.button.primary",
            { type: "submit", data: { testid: "modal-submit" }, "aria-busy": this.busy ? "true" : null },
            plainWords(view.submit) || t("submit"),
          )
        : null;
    this.submit = submit;
    fill(this.foot, close, submit);
  }

  submitted(event) {
    event.preventDefault();
    if (this.busy || !this.submit) return;
    const errors = this.complaints();
    this.showErrors(errors);
    if (!Object.keys(errors).length) this.acts.submit(this);
  }

  wait(busy) {
    this.busy = busy;
    if (busy) this.submit?.setAttribute("aria-busy", "true");
    else this.submit?.removeAttribute("aria-busy");
  }

  /** What can be said before the app is asked. @returns {Record<string, string>} by block */
  complaints() {
    const inputs = (this.view.blocks ?? []).filter((block) => block.type === "input");
    const said = inputs.map((block) => [
      block.block_id,
      complaint(
        block.element,
        this.surface.read(block.block_id, block.element.action_id ?? block.element.type),
        Boolean(block.optional),
      ),
    ]);
    return Object.fromEntries(said.filter(([, sentence]) => sentence));
  }

  /** Puts each sentence under its field and the focus into the first of them. */
  showErrors(errors) {
    const nodes = [...this.holder.querySelectorAll(".block[data-type=input]")];
    for (const node of nodes) showComplaint(node, errors[node.dataset.block] ?? null);
    const wrong = nodes.filter((node) => errors[node.dataset.block]);
    const elsewhere = Object.entries(errors).filter(([block]) => !nodes.some((node) => node.dataset.block === block));
    this.say(
      elsewhere.map(([, sentence]) => sentence).join(" ") ||
        (wrong.length > 1 ? t("errors_found", { count: wrong.length }) : ""),
    );
    if (wrong.length) fieldOf(wrong[0])?.focus();
    wrong[0]?.scrollIntoView({ block: "nearest" });
  }

  /** What the view itself says is wrong; '' where nothing is. */
  get wrong() {
    const alerts = (this.view.blocks ?? []).filter((block) => block.type === "alert" && block.level === "error");
    return alerts.map((block) => block.text?.text ?? "").join("\n");
  }

  /** Whoever has scrolled down to the button sees what came up above. */
  showWrong() {
    this.holder.querySelector(".block[data-type=alert]")?.scrollIntoView({ block: "nearest" });
  }

  say(sentence) {
    this.banner.textContent = sentence;
    this.banner.hidden = !sentence;
  }

  focusFirst() {
    const field =
      this.body.querySelector("[autofocus]") ??
      this.body.querySelector(FIELDS) ??
      this.submit ??
      this.body.querySelector("button") ??
      this.foot.querySelector("button");
    field?.focus();
  }
}

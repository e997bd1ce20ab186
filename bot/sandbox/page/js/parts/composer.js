/** Where messages and commands are typed. */
import { act, upload } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { addressOf, state } from "../core/state.js";
import { tell } from "../core/bus.js";
import { t } from "../core/words.js";
import { dropsInto } from "../widgets/drop.js";
import { Listbox } from "../widgets/listbox.js";
import { runBuiltin } from "./builtin.js";
import { commandOf, completionAt } from "./completion.js";
import { drawTools } from "./composertools.js";

/** What was sent last comes back with the arrow up. */
let lastSent = "";

export class Composer {
  /** @param {{channel: string, thread?: string, label: string, placeholder: string, testid: string}} options */
  constructor(options) {
    this.options = options;
    this.draftKey = [state.as, options.channel, options.thread ?? ""].join(" ");
    /** @type {{id: string, name: string}[]} */
    this.files = [];
    this.list = new Listbox({ label: t("commands"), onpick: (choice) => this.complete(choice), wide: true });
    this.text = this.drawText();
    this.attached = h("ul.attached");
    this.hint = h("div.composer-hint", { hidden: true });
    this.said = h("div.visually-hidden", { role: "status" });
    this.alsoHere = options.thread ? h("input", { type: "checkbox", data: { testid: "also-send" } }) : null;
    this.send = h(
      "button.send",
      { type: "submit", "aria-label": t("send"), title: t("send"), data: { testid: `${options.testid}-send` } },
      icon("send", 18),
    );
    this.node = h(
      "form.composer",
      { onsubmit: (event) => this.submit(event) },
      this.hint,
      this.attached,
      this.text,
      this.alsoHere && h("label.also-send", null, this.alsoHere, t("also_send", { place: addressOf(options.channel) })),
      h("div.composer-tools", null, drawTools(this), h("span.spring"), this.send),
      this.said,
    );
    dropsInto(this.node, (files) => this.attachAll(files));
    this.resize();
  }

  drawText() {
    const { label, placeholder, testid } = this.options;
    return h("textarea.composer-text", {
      rows: "1",
      "aria-label": label,
      placeholder,
      "aria-autocomplete": "list",
      data: { testid },
      value: state.unsent.get(this.draftKey) ?? "",
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onblur: () => this.list.hide(),
      onclick: () => this.offer(),
      onpaste: (event) => this.attachAll([...event.clipboardData.files]),
    });
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  start(letters) {
    this.text.value = letters;
    this.text.focus();
    this.typed();
  }

  insert(words) {
    this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end");
    this.text.focus();
    this.typed();
  }

  typed() {
    state.unsent.set(this.draftKey, this.text.value);
    this.resize();
    this.offer();
  }

  resize() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 240)}px`;
  }

  offer() {
    const found = completionAt(this.text.value, this.text.selectionStart);
    const useful = Boolean(found?.choices.length) && !(this.options.thread && this.text.value.startsWith("/"));
    this.from = found?.from ?? 0;
    if (useful) this.list.show([{ choices: found.choices }], this.text);
    else this.list.hide();
    this.said.textContent = useful ? t("completions", { count: found.choices.length }) : "";
    this.showHint();
  }

  /** How the command that is being typed is used. */
  showHint() {
    const command = this.list.open || this.options.thread ? null : commandOf(this.text.value);
    this.hint.hidden = !command;
    if (command)
      fill(
        this.hint,
        h("strong", null, command.command),
        command.usage_hint ? ` ${command.usage_hint}` : "",
        h("span.hint-words", null, command.description ?? ""),
      );
  }

  complete(choice) {
    const after = this.text.value.slice(this.text.selectionStart);
    const before = this.text.value.slice(0, this.from) + choice.raw;
    this.text.value = before + after.replace(/^ /, "");
    this.text.setSelectionRange(before.length, before.length);
    this.text.focus();
    this.typed();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.list.open && this.steer(event)) return event.preventDefault();
    if (event.key === "ArrowUp" && !this.text.value && lastSent) return this.start(lastSent);
    if (event.key !== "Enter" || event.shiftKey) return undefined;
    event.preventDefault();
    return this.node.requestSubmit();
  }

  /** @returns {boolean} whether the key was for the list */
  steer({ key, shiftKey }) {
    if (key === "ArrowDown" || key === "ArrowUp") this.list.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") this.list.hide();
    else if ((key === "Enter" && !shiftKey && !this.isWhole()) || (key === "Tab" && !shiftKey))
      this.complete(this.list.current);
    else return false;
    return true;
  }

  /** A command that stands there in full is sent by Enter, not completed. */
  isWhole() {
    return this.list.current?.label === this.text.value.trim();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text && !this.files.length) return;
    this.list.hide();
    const files = this.files;
    const isForAll = Boolean(this.alsoHere?.checked);
    this.take("", []);
    if (this.alsoHere) this.alsoHere.checked = false;
    lastSent = text;
    const answer = await this.tellApp(text, files, isForAll);
    if (!answer.ok && !this.text.value && !this.files.length) this.take(text, files);
    report(answer);
  }

  async tellApp(text, files, isForAll) {
    const { channel, thread } = this.options;
    const isCommand = /^\/\S/.test(text) && !files.length;
    if (isCommand && thread) return { ok: false, message: t("not_in_threads", { command: text.split(/\s/)[0] }) };
    this.send.setAttribute("aria-busy", "true");
    const answer = isCommand
      ? await (runBuiltin(channel, text) ?? act("/_page/command", { channel, text }))
      : await act("/_page/message", {
          channel,
          text,
          thread_ts: thread,
          broadcast: isForAll || undefined,
          files: files.length ? files.map((file) => file.id) : undefined,
        });
    this.send.removeAttribute("aria-busy");
    return answer;
  }

  take(text, files) {
    this.text.value = text;
    this.files = files;
    state.unsent.set(this.draftKey, text);
    this.resize();
    this.showHint();
    this.showFiles();
  }

  async attachAll(files) {
    for (const file of files) {
      this.said.textContent = t("uploading", { name: file.name });
      const answer = await upload(file);
      if (answer.ok) this.files.push(answer.file);
      else tell("notice", { text: t("upload_failed", { name: file.name }) });
      this.showFiles();
    }
    this.said.textContent = "";
  }

  showFiles() {
    fill(
      this.attached,
      this.files.map((file) =>
        h(
          "li.file",
          null,
          icon("file", 16),
          h("span.file-name", null, file.name),
          h(
            "button.ghost",
            {
              type: "button",
              "aria-label": t("remove_file", { name: file.name }),
              onclick: () =>
                this.take(
                  this.text.value,
                  this.files.filter((one) => one !== file),
                ),
            },
            icon("close", 14),
          ),
        ),
      ),
    );
  }
}

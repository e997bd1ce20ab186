/** The file field of a modal: what is chosen is uploaded at once and listed. */
import { fill, h } from "../core/dom.js";
import { upload } from "../core/api.js";
import { icon } from "../core/icons.js";
import { sizeWords } from "../core/size.js";
import { t } from "../core/words.js";
import { dropsInto } from "../widgets/drop.js";

/** @param {any} element @param {import("./place.js").Place} place */
export const drawFileInput = (element, place) => new FileField(element, place).node;

class FileField {
  constructor(element, place) {
    this.place = place;
    this.types = element.filetypes ?? [];
    this.limit = element.max_files ?? 10;
    this.files = place.start({ files: [] }).files;
    this.chosen = h("ul.files");
    this.note = h("p.field-note", { role: "status" });
    this.field = this.drawField();
    this.drop = this.drawDrop();
    this.node = h("div.file-field", null, this.chosen, this.drop, this.note);
    this.show();
  }

  drawField() {
    return h("input.file-choice", {
      type: "file",
      multiple: this.limit > 1,
      accept: this.types.map((type) => `.${type}`).join(",") || null,
      ...this.place.label,
      data: { key: this.place.key },
      onchange: () => this.take([...this.field.files]),
    });
  }

  drawDrop() {
    const drop = h("label.drop", null, icon("clip"), h("span", null, t("choose_file")), this.field);
    dropsInto(drop, (files) => this.take(files));
    return drop;
  }

  show() {
    fill(
      this.chosen,
      this.files.map((file) => drawFile(file, () => this.keep(this.files.filter((one) => one.id !== file.id)))),
    );
    this.drop.hidden = this.files.length >= this.limit;
  }

  keep(files) {
    this.files = files;
    this.place.write({ files });
    this.show();
  }

  async take(picked) {
    for (const file of picked) {
      const refusal = this.refusal(file);
      this.note.textContent = refusal ?? t("uploading", { name: file.name });
      if (!refusal) this.note.textContent = await this.send(file);
    }
    this.field.value = "";
  }

  refusal(file) {
    if (this.files.length >= this.limit) return t("too_many", { limit: this.limit });
    const fits =
      !this.types.length || this.types.some((type) => file.name.toLowerCase().endsWith(`.${type.toLowerCase()}`));
    return fits ? null : t("wrong_type", { types: this.types.join(", ") });
  }

  /** @returns {Promise<string>} what went wrong, or nothing */
  async send(file) {
    this.drop.setAttribute("aria-busy", "true");
    const answer = await upload(file);
    this.drop.removeAttribute("aria-busy");
    if (!answer.ok) return t("upload_failed", { name: file.name });
    this.keep([...this.files, answer.file]);
    return "";
  }
}

function drawFile(file, remove) {
  return h(
    "li.file",
    null,
    icon("file"),
    h("span.file-name", null, file.name),
    h("span.file-size", null, sizeWords(file.size)),
    h(
      "button.ghost",
      { type: "button", "aria-label": t("remove_file", { name: file.name }), onclick: remove },
      icon("close", 14),
    ),
  );
}

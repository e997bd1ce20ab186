/** The file field of a modal: what is chosen is uploaded at once and listed. */
import { fill, h } from "../core/dom.js";
import { upload } from "../core/api.js";
import { icon } from "../core/icons.js";
import { sizeWords } from "../core/size.js";
import { t } from "../core/words.js";

/** @param {any} element @param {import("./place.js").Place} place */
export function drawFileInput(element, place) {
  const limit = element.max_files ?? 10;
  let files = place.start({ files: [] }).files;
  const chosen = h("ul.files");
  const note = h("p.field-note", { role: "status" });
  const field = h("input.file-choice", {
    type: "file",
    multiple: limit > 1,
    accept: (element.filetypes ?? []).map((type) => `.${type}`).join(",") || null,
    ...place.label,
    data: { key: place.key },
    onchange: () => take([...field.files]),
  });

  const show = () => {
    fill(
      chosen,
      files.map((file) => drawFile(file, () => keep(files.filter((one) => one.id !== file.id)))),
    );
    drop.hidden = files.length >= limit;
  };
  const keep = (now) => {
    files = now;
    place.write({ files });
    show();
  };
  const take = async (picked) => {
    for (const file of picked) {
      const refusal = refuse(file, element, files.length >= limit ? limit : 0);
      note.textContent = refusal ?? t("uploading", { name: file.name });
      if (!refusal) note.textContent = await send(file);
    }
    field.value = "";
  };
  const send = async (file) => {
    drop.setAttribute("aria-busy", "true");
    const answer = await upload(file);
    drop.removeAttribute("aria-busy");
    if (!answer.ok) return t("upload_failed", { name: file.name });
    keep([...files, answer.file]);
    return "";
  };
  const drop = h(
    "label.drop",
    {
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        take([...event.dataTransfer.files]);
      },
    },
    icon("clip"),
    h("span", null, t("choose_file")),
    field,
  );
  show();
  return h("div.file-field", null, chosen, drop, note);
}

function refuse(file, element, limit) {
  if (limit) return t("too_many", { limit });
  const types = element.filetypes ?? [];
  const fits = !types.length || types.some((type) => file.name.toLowerCase().endsWith(`.${type.toLowerCase()}`));
  return fits ? null : t("wrong_type", { types: types.join(", ") });
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

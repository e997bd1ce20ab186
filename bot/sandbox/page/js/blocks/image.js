/** Pictures: the block, and the element beside a text. */
import { slackFileAddress } from "../core/api.js";
import { h, safeUrl } from "../core/dom.js";
import { t } from "../core/words.js";
import { drawText } from "../text/draw.js";

export function drawImage(image) {
  const src = image.slack_file ? slackFileAddress(image.slack_file) : safeUrl(image.image_url ?? "");
  if (!src) return lost(image);
  const picture = h("img.picture", { src, alt: image.alt_text ?? "", loading: "lazy", referrerpolicy: "no-referrer" });
  picture.addEventListener("error", () => picture.replaceWith(lost(image)));
  return picture;
}

const lost = (image) =>
  h("span.picture.lost", { role: "img", "aria-label": image.alt_text ?? "" }, image.alt_text || t("image_failed"));

export function drawImageBlock(block) {
  return h(
    "figure.image-block",
    null,
    block.title ? h("figcaption", null, drawText(block.title)) : null,
    drawImage(block),
  );
}

/** Legacy attachments: what stands beside a coloured bar under a message. */
import { h, safeUrl } from "../core/dom.js";
import { clockTime, dayTitle } from "../core/time.js";
import { Surface } from "../surface.js";
import { drawLink, drawMrkdwn } from "../text/draw.js";
import { drawImage } from "./image.js";
import { drawBlocks } from "./index.js";

const NAMED = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

/** @param {any} attachment @param {import("../surface.js").Container} container */
export function drawAttachment(attachment, container) {
  const node = h(
    "div.attachment",
    null,
    attachment.pretext ? h("div.text", null, drawMrkdwn(attachment.pretext)) : null,
    attachment.blocks ? drawInside(attachment.blocks, container) : drawClassic(attachment),
  );
  const colour = NAMED[attachment.color] ?? `#${String(attachment.color ?? "").replace("#", "")}`;
  if (/^#[0-9a-f]{6}$/i.test(colour)) node.style.setProperty("--bar-of", colour);
  return node;
}

/** Its blocks keep their own fields: those of the message above would be forgotten with them. */
function drawInside(blocks, container) {
  const holder = h("div.blocks");
  drawBlocks(holder, blocks, new Surface(container, "message"));
  return holder;
}

function drawClassic(attachment) {
  const { title, title_link: address, text, fallback, fields = [], footer, ts } = attachment;
  const href = address ? safeUrl(address) : null;
  const picture = attachment.image_url ?? attachment.thumb_url;
  return [
    attachment.author_name ? h("div.card-subtitle", null, attachment.author_name) : null,
    title ? h("div.attachment-title", null, href ? drawLink(href, title) : title) : null,
    text || !title ? h("div.text", null, drawMrkdwn(text ?? fallback ?? "")) : null,
    fields.length ? h("div.fields", null, fields.map(drawField)) : null,
    picture ? drawImage({ image_url: picture, alt_text: title ?? fallback ?? "" }) : null,
    footer || ts
      ? h("div.attachment-foot", null, [footer, ts ? dated(Number(ts)) : ""].filter(Boolean).join(" · "))
      : null,
  ];
}

const dated = (seconds) => `${dayTitle(seconds)}, ${clockTime(seconds)}`;

const drawField = ({ title, value }) => h("div.text", null, h("strong", null, title), h("br"), drawMrkdwn(value ?? ""));

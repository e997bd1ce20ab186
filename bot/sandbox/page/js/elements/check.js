/** What Slack's own client refuses before it asks the app: empty required fields, lengths, numbers, addresses. */
import { t } from "../core/words.js";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * @param {any} element the element of an input block
 * @param {any} value its state
 * @param {boolean} optional
 * @returns {string|null} a sentence for under the field
 */
export function complaint(element, value, optional) {
  if (isEmpty(value)) return optional ? null : t("required");
  return BY_TYPE[element.type]?.(element, value) ?? null;
}

function isEmpty(value) {
  const given = Object.entries(value ?? {}).filter(([key]) => key !== "type" && key !== "timezone");
  return !given.some(
    ([, held]) => held !== null && held !== undefined && held !== "" && (!Array.isArray(held) || held.length),
  );
}

const BY_TYPE = {
  plain_text_input: (element, { value }) => {
    const length = [...value].length;
    return element.min_length > length ? t("too_short", { count: element.min_length }) : null;
  },
  number_input: numberComplaint,
  email_text_input: (_element, { value }) => (EMAIL.test(value.trim()) ? null : t("not_email")),
  url_text_input: (_element, { value }) => (isWebAddress(value.trim()) ? null : t("not_url")),
};

function numberComplaint(element, { value }) {
  const number = Number(value.trim().replace(",", "."));
  if (!Number.isFinite(number)) return t("not_number");
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return t("not_whole");
  if (element.min_value !== undefined && number < Number(element.min_value))
    return t("too_small", { limit: element.min_value });
  if (element.max_value !== undefined && number > Number(element.max_value))
    return t("too_large", { limit: element.max_value });
  return null;
}

function isWebAddress(text) {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Bytes as a person reads them. */
import { viewer } from "./state.js";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

export function sizeWords(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const step = Math.min(UNITS.length - 1, bytes ? Math.floor(Math.log(bytes) / Math.log(1024)) : 0);
  const form = { style: "unit", unit: UNITS[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(viewer().locale, form).format(bytes / 1024 ** step);
}

/** The page's own drawings, as lines on a 20 × 20 grid. */
import { svg } from "./dom.js";

const PATHS = {
  hash: "M8 3 6 17M14 3l-2 14M3.5 7.5h14M2.5 12.5h14",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5 5 15",
  more: "M10 4.5v.01M10 10v.01M10 15.5v.01",
  bolt: "M11 2 4 11.5h5L8.5 18 16 8.5h-5.5z",
  clip: "M14.5 9.5 9 15a3.2 3.2 0 0 1-4.6-4.6l6.4-6.4a2.2 2.2 0 0 1 3.1 3.1l-6.3 6.3a1 1 0 0 1-1.5-1.5L11.5 6.5",
  send: "M3 10 17 3.5 12.5 17l-3-5.5zM9.5 11.5 17 3.5",
  clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 6v4.2l2.8 2",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4",
  moon: "M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z",
  inspect: "M3 4h14v12H3zM6 8l2.5 2L6 12M10.5 12.5H14",
  reply: "M3.5 4h13v9.5H10L6.5 17v-3.5h-3z",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM10 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  home: "M3 9.5 10 3l7 6.5M5 8.5V17h10V8.5M8.5 17v-5h3v5",
  down: "M5.5 8 10 12.5 14.5 8",
  back: "M12 4.5 6.5 10 12 15.5",
  file: "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15",
  app: "M3 3h5.5v5.5H3zM11.5 3H17v5.5h-5.5zM3 11.5h5.5V17H3zM11.5 11.5H17V17h-5.5z",
  bold: "M6 4h4.5a3 3 0 0 1 0 6H6zM6 10h5.2a3 3 0 0 1 0 6H6z",
  italic: "M9 4h6M5 16h6M12 4 8 16",
  strike:
    "M3 10h14M14 6.5C13.5 5 12 4 10 4 7.5 4 6 5.3 6 7c0 1 .5 1.8 1.5 2.3M6 13.5c.5 1.5 2 2.5 4 2.5 2.5 0 4-1.3 4-3 0-.6-.2-1.1-.5-1.5",
  code: "M7 5.5 2.5 10 7 14.5M13 5.5 17.5 10 13 14.5",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5v.01M3.5 10v.01M3.5 15v.01",
  numbers: "M9 5h8M9 10h8M9 15h8M3 4l1.2-.8V8M3 12.5c0-1.5 2.4-1.5 2.4 0 0 1.2-2.4 2.2-2.4 3.5h2.5",
};

// Dots need a broader pen than lines.
const DOTTED = new Set(["more"]);

/** @param {keyof typeof PATHS} name */
export const icon = (name, size) => svg(PATHS[name], size, DOTTED.has(name) ? 2.8 : 1.6);

/** What the sandbox tells the person who is looking, as it happens. */
import { tell } from "./bus.js";

/** @type {EventSource|null} */
let source = null;
/** Settles once the sandbox listens: what is asked before would miss the news in between. */
let open = Promise.resolve();

export const opened = () => open;

/** Listens as this person; whatever was heard as another stops. */
export function follow(as) {
  source?.close();
  const mine = new EventSource(`/_page/stream?${new URLSearchParams({ as })}`);
  let lost = false;
  source = mine;
  let settle;
  open = new Promise((resolve) => {
    settle = resolve;
  });
  mine.onmessage = (event) => hear(event.data);
  mine.onerror = () => {
    lost = true;
    tell("connection", "lost");
  };
  mine.onopen = () => {
    settle();
    tell("connection", lost ? "back" : "open");
    lost = false;
  };
}

function hear(line) {
  const news = JSON.parse(line);
  tell(`stream:${news.type}`, news);
}

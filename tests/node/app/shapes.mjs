/** The few blocks that this app draws. */

export const plain = (text) => ({ type: "plain_text", text });
export const section = (text, more = {}) => ({ type: "section", text: { type: "mrkdwn", text }, ...more });
export const button = (action_id, text, more = {}) => ({ type: "button", action_id, text: plain(text), ...more });
export const actions = (...elements) => ({ type: "actions", elements });
export const option = (word) => ({ text: plain(word), value: word });

/** One line to fill in; its block and its action bear the same name. */
export const line = (name, label, more = {}) => ({
  type: "input",
  block_id: name,
  label: plain(label),
  element: { type: "plain_text_input", action_id: name },
  ...more,
});

export const modal = (callback_id, title, blocks, more = {}) => ({
  type: "modal",
  callback_id,
  title: plain(title),
  submit: plain("Save"),
  close: plain("Close"),
  blocks,
  ...more,
});

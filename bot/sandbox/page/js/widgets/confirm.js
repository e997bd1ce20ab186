/** A small question in front of everything: Slack's confirm dialog, and the page's own. */
import { h, uid } from "../core/dom.js";

/**
 * @param {{title: Node[]|string, text: Node[]|string, confirm: string, deny: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export async function confirmed({ title, text, confirm, deny, danger = false }) {
  const id = uid("text");
  const answer = await ask({
    title,
    body: h("div.confirm-text", { id }, text),
    describedBy: id,
    confirm,
    deny,
    danger,
  });
  return answer === "yes";
}

/**
 * @param {{title: string, label: string, value: string, confirm: string, deny: string}} question
 * @returns {Promise<string|null>} what was typed
 */
export async function asksFor({ title, label, value, confirm, deny }) {
  const field = h("input.field", { type: "text", value, autofocus: true, "aria-label": label });
  const answer = await ask({ title, body: h("div.confirm-text", null, field), confirm, deny });
  return answer === "yes" ? field.value.trim() : null;
}

/** The safe button has the focus where the other one destroys something. */
function ask({ title, body, describedBy, confirm, deny, danger }) {
  const titleId = uid("title");
  const back = document.activeElement;
  return new Promise((resolve) => {
    const dialog = h("dialog.confirm", {
      "aria-labelledby": titleId,
      "aria-describedby": describedBy,
      data: { testid: "confirm" },
    });
    const answer = (word) => () => dialog.close(word);
    const form = h(
      "form",
      { onsubmit: (event) => (event.preventDefault(), dialog.close("yes")) },
      h("h2", { id: titleId }, title),
      body,
      h(
        "div.dialog-buttons",
        null,
        h(
          "button.button",
          { type: "button", autofocus: danger, onclick: answer("no"), data: { testid: "confirm-deny" } },
          deny,
        ),
        h(
          danger ? "button.button.danger" : "button.button.primary",
          { type: "submit", autofocus: !danger, data: { testid: "confirm-yes" } },
          confirm,
        ),
      ),
    );
    dialog.append(form);
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

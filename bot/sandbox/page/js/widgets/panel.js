/** A panel under a button of the bar: opened by it, shut by Escape, by a click elsewhere, or by the button again. */
import { h } from "../core/dom.js";

export class Panel {
  /**
   * @param {{id: string, kind: string, button: HTMLElement, draw: (panel: HTMLElement) => void}} options
   *   kind: the class of the frame; draw: fills the panel at each opening
   */
  constructor({ id, kind, button, draw }) {
    this.button = button;
    this.draw = draw;
    this.node = h(`div.panel.${kind}-panel`, { id, role: "group", hidden: true, data: { testid: id } });
    this.frame = h(`div.panel-frame.${kind}-frame`, null, button, this.node);
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", id);
    button.addEventListener("click", () => this.show(this.node.hidden));
    this.frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.node.hidden) return;
      this.show(false);
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => this.frame.contains(event.target) || this.show(false));
  }

  show(open) {
    this.node.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.draw(this.node);
  }
}

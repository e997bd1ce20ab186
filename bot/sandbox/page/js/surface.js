/**
 * A surface is what blocks are drawn on: a message, a modal or the Home. It keeps what the person chose and
 * typed under block and action ids, so that a redraw with the same ids keeps it, as Slack does, and it
 * carries clicks to the sandbox.
 *
 * @typedef {{type: "message", channel: string, ts: string} | {type: "view", view_id: string}} Container
 */
import { act } from "./core/api.js";
import { report } from "./core/reports.js";

export class Surface {
  /**
   * @param {Container} container
   * @param {"message"|"modal"|"home"} kind
   * @param {string} [conversation] that was before the person when a modal opened
   */
  constructor(container, kind, conversation = container.channel) {
    this.container = container;
    this.kind = kind;
    /** The one that a menu of conversations may begin with. */
    this.conversation = conversation;
    /** Whether the person changed a field since the view came. */
    this.touched = false;
    /** @type {Map<string, {block: string, action: string, value: Record<string, unknown>}>} */
    this.kept = new Map();
  }

  /** What stands in a field: what was there under these ids, else what the app starts it with. */
  start(block, action, value) {
    const key = keyOf(block, action);
    const kept = this.kept.get(key);
    if (kept && kept.value.type === value.type) return kept.value;
    this.kept.set(key, { block, action, value });
    return value;
  }

  write(block, action, value) {
    this.touched = true;
    this.kept.set(keyOf(block, action), { block, action, value });
  }

  read(block, action) {
    return this.kept.get(keyOf(block, action))?.value;
  }

  /** Forgets the fields of blocks that are gone. @param {Set<string>} blocks the ids that stand now */
  forgetAllBut(blocks) {
    for (const [key, field] of this.kept) if (!blocks.has(field.block)) this.kept.delete(key);
  }

  /** Slack's shape: `values[block_id][action_id]`. */
  values() {
    const values = {};
    for (const { block, action, value } of this.kept.values()) (values[block] ??= {})[action] = value;
    return values;
  }

  /** A click or a choice, with all that stands in the fields. */
  async act(block, action) {
    const body = { container: this.container, block_id: block, action, state: { values: this.values() } };
    const answer = await act("/_page/block_action", body);
    report(answer);
    return answer;
  }

  /** Options that the app finds for these letters. */
  options(block, action, letters) {
    return act("/_page/options", { container: this.container, block_id: block, action_id: action, value: letters });
  }
}

const keyOf = (block, action) => `${block} ${action}`;

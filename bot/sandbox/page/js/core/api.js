/**
 * The one voice that calls the sandbox. An answer is always an object with `ok`;
 * a sandbox that cannot be reached is `{"ok": false, "error": "unreachable"}`.
 */
import { tell } from "./bus.js";
import { state } from "./state.js";

const UNREACHABLE = { ok: false, error: "unreachable" };

/** @returns {Promise<any>} */
export async function ask(path, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return answer(fetch(given.length ? `${path}?${query}` : path));
}

/** Does something as the current person. */
export async function act(path, body = {}) {
  const answered = await send(path, { as: state.as, ...body });
  tell("acted", { path });
  return answered;
}

export function send(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

export const remove = (path) => answer(fetch(path, { method: "DELETE" }));

/** @param {File} file */
export function upload(file) {
  const form = new FormData();
  form.append("as", state.as);
  form.append("file", file);
  return answer(fetch("/_page/upload", { method: "POST", body: form }));
}

export function fileAddress(file) {
  return `/_page/file?${new URLSearchParams({ as: state.as, file: file.id })}`;
}

/** A picture that is a file of Slack's, named by its id or by either of its addresses. */
export function slackFileAddress({ id, url = "" } = {}) {
  const [, named] = /\/(?:files-pri\/\w+-|files\/\w+\/)(F\w+)/.exec(url) ?? [];
  return id || named ? fileAddress({ id: id ?? named }) : "";
}

async function answer(request) {
  try {
    const response = await request;
    const body = await response.json();
    return response.ok ? { ok: true, ...body } : { ok: false, error: `http_${response.status}`, ...body };
  } catch {
    return UNREACHABLE;
  }
}

/** Who is in a channel: a list, somebody to add (the app too), and the way out. */
import { act } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { appPerson, channel, keepChannel, people, person, state } from "../core/state.js";
import { t } from "../core/words.js";
import { Picker, among } from "../widgets/picker.js";
import { avatar } from "./avatar.js";

export function membersButton(here) {
  const count = (here.members ?? []).length;
  return h(
    "button.members",
    { type: "button", onclick: () => openMembers(here.id), data: { testid: "members" } },
    t("members", { count }),
  );
}

function openMembers(id) {
  const back = document.activeElement;
  const dialog = h("dialog.confirm.members-dialog", {
    "aria-label": t("members_title", { place: channel(id).name }),
    data: { testid: "members-dialog" },
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus?.();
  });
  document.body.append(dialog);
  drawMembers(dialog, id);
  dialog.showModal();
}

function drawMembers(dialog, id) {
  const here = channel(id);
  const shut = h(
    "button.ghost",
    { type: "button", "aria-label": t("close"), title: t("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  const leave = h(
    "button.button.danger",
    {
      type: "button",
      onclick: () => changeMembers(dialog, id, "/_page/leave", state.as),
      data: { testid: "leave-channel" },
    },
    t("leave_channel"),
  );
  fill(
    dialog,
    h("header.side-head", null, h("h2", null, t("members_title", { place: here.name })), h("span.spring"), shut),
    h(
      "ul.member-list",
      { tabindex: "0", "aria-label": t("members_title", { place: here.name }) },
      (here.members ?? []).map(drawMember),
    ),
    drawAdd(dialog, here),
    h("div.dialog-buttons", null, leave),
  );
}

function drawMember(id) {
  const someone = person(id) ?? { id, name: id, real_name: id };
  return h(
    "li",
    null,
    avatar(someone, 26),
    h("span", null, someone.real_name || someone.name),
    id === state.as ? h("span.badge", null, t("you")) : null,
    someone.is_bot ? h("span.badge", null, t("app_badge")) : null,
    someone.is_guest ? h("span.badge.guest", null, t("guest")) : null,
  );
}

function drawAdd(dialog, here) {
  const others = [appPerson(), ...people()].filter((someone) => !(here.members ?? []).includes(someone.id));
  if (!others.length) return null;
  const choices = others.map((someone) => ({
    key: someone.id,
    label: someone.real_name || someone.name,
    description: someone.title || undefined,
    mark: avatar(someone, 22),
  }));
  const picker = new Picker({
    label: { "aria-label": t("add_member") },
    placeholder: t("add_member"),
    chosen: [],
    find: among([{ choices }]),
    onchange: ([choice]) => choice && changeMembers(dialog, here.id, "/_page/join", choice.key),
  });
  return picker.node;
}

async function changeMembers(dialog, id, path, user) {
  const answer = await act(path, { channel: id, user });
  report(answer);
  if (!answer.ok) return;
  const here = channel(id);
  const rest = (here.members ?? []).filter((member) => member !== user);
  if (user === state.as && path.endsWith("leave")) dialog.close();
  keepChannel({ ...here, members: path.endsWith("join") ? [...rest, user] : rest });
  if (dialog.open) drawMembers(dialog, id);
}

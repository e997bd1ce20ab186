/** Tours of the Web API, one a function: each returns what it found, for the test to read. */

/** The life of a channel, from its making to its archive. */
export async function conversations({ client, user, words: [name] }) {
  const { channel } = await client.conversations.create({ name });
  const where = { channel: channel.id };
  await client.conversations.invite({ ...where, users: user });
  await client.conversations.setTopic({ ...where, topic: "Today" });
  await client.conversations.setPurpose({ ...where, purpose: "Every day" });
  const { members } = await client.conversations.members(where);
  const open = await client.conversations.info({ ...where, include_num_members: true });
  await client.conversations.archive(where);
  const closed = await client.conversations.info(where);
  const listed = await named(client, { exclude_archived: true });
  return {
    topic: open.channel.topic.value,
    purpose: open.channel.purpose.value,
    members,
    count: open.channel.num_members,
    isArchived: closed.channel.is_archived,
    isListed: listed.includes(name),
  };
}

/** Posted, changed, found again, answered, marked, taken back. */
export async function messages({ client, user, words: [channel] }) {
  await client.conversations.join({ channel });
  const { ts } = await client.chat.postMessage({ channel, text: "First" });
  await client.chat.update({ channel, ts, text: "Second" });
  await client.chat.postMessage({ channel, thread_ts: ts, text: "A reply" });
  await client.chat.postEphemeral({ channel, user, text: "For you alone" });
  await client.reactions.add({ channel, timestamp: ts, name: "eyes" });
  await client.pins.add({ channel, timestamp: ts });
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
  const { messages: thread } = await client.conversations.replies({ channel, ts });
  const { messages: history } = await client.conversations.history({ channel, latest: ts, inclusive: true, limit: 1 });
  await client.chat.delete({ channel, ts: thread[1].ts });
  return {
    permalink,
    thread: thread.map((message) => message.text),
    history: history.map((message) => message.text),
    reactions: history[0].reactions,
  };
}

/** Marks put on a message and a file, read back, and taken away again; at last the app leaves. */
export async function marks({ client, user, words: [name] }) {
  const { channel: made } = await client.conversations.create({ name });
  const channel = made.id;
  await client.conversations.rename({ channel, name: `${name}-again` });
  await client.conversations.invite({ channel, users: user });
  const { ts } = await client.chat.postMessage({ channel, text: "Marked" });
  const it = { channel, timestamp: ts };
  await client.reactions.add({ ...it, name: "tada" });
  await client.pins.add(it);
  const { message } = await client.reactions.get(it);
  const { items } = await client.pins.list({ channel });
  const mine = await client.reactions.list({ limit: 5 });
  await client.filesUploadV2({ channel_id: channel, filename: "a.txt", content: "a" });
  const { files } = await client.files.list({ channel });
  await client.files.delete({ file: files[0].id });
  await client.pins.remove(it);
  await client.reactions.remove({ ...it, name: "tada" });
  await client.conversations.mark({ channel, ts });
  const { channels } = await client.users.conversations({});
  await client.conversations.kick({ channel, user });
  await client.conversations.leave({ channel });
  return {
    reactions: message.reactions.map((reaction) => reaction.name),
    pinned: items.length,
    isListed: mine.items.some((item) => item.message?.ts === ts),
    files: files.map((each) => each.name),
    wasMember: channels.some((each) => each.id === channel),
    isMember: (await client.conversations.info({ channel })).channel.is_member,
  };
}

/** Every page of two, by the SDK's own iterator. */
export async function pages({ client }) {
  const sizes = [];
  for await (const page of client.paginate("conversations.list", { limit: 2 })) {
    sizes.push(page.channels.length);
  }
  return { sizes, names: await named(client, { limit: 1 }), all: await named(client, {}) };
}

/** Who is who, by id, by e-mail and in the list. */
export async function people({ client, user, words: [email] }) {
  const [me, team] = [await client.auth.test(), await client.team.info()];
  const { bot } = await client.bots.info({ bot: me.bot_id });
  const { user: known } = await client.users.info({ user, include_locale: true });
  const { user: found } = await client.users.lookupByEmail({ email });
  const { members } = await client.users.list({});
  return {
    isBot: bot.user_id === me.user_id && team.team.id === me.team_id,
    zone: known.tz,
    locale: known.locale,
    found: found.id,
    isListed: members.some((member) => member.id === user),
  };
}

/** A file goes to the channel in Slack's three steps and comes back byte for byte. */
export async function file({ client, user }) {
  const { channel } = await client.conversations.open({ users: user });
  const content = Buffer.from("Prénom,Société\nÉloïse,Brasserie\n");
  const done = await client.filesUploadV2({
    channel_id: channel.id,
    filename: "contacts.csv",
    title: "Contacts",
    initial_comment: "Here they are",
    file: content,
  });
  const { file: kept } = await client.files.info({ file: done.files[0].files[0].id });
  const isSame = (await contentOf(client, kept)) === content.toString();
  return { name: kept.name, title: kept.title, size: kept.size, expected: content.length, isSame };
}

/** One message, however often Slack asks to wait. */
export async function patience({ client, user, words: [text] }) {
  const { channel } = await client.chat.postMessage({ channel: user, text });
  const { messages: history } = await client.conversations.history({ channel });
  return { times: history.filter((message) => message.text === text).length };
}

/** What Slack would not show. */
export async function refusal({ client, user }) {
  const text = { type: "mrkdwn", text: "x".repeat(3001) };
  await client.chat.postMessage({ channel: user, text: "too long", blocks: [{ type: "section", text }] });
}

/** The text of a file, as whoever holds the token downloads it. */
export async function contentOf(client, file) {
  const answer = await fetch(file.url_private_download, { headers: { Authorization: `Bearer ${client.token}` } });
  return answer.text();
}

async function named(client, options) {
  const names = [];
  for await (const page of client.paginate("conversations.list", options)) {
    names.push(...page.channels.map((channel) => channel.name));
  }
  return names;
}

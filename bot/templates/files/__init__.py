"""What is said of a file: its row, that it is on its way, how it stands, why it could not be taken or sent."""

from bot.model.files import File, FileState, Sent
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._numbers import size_name
from bot.templates._rich import told
from bot.templates._words import Raw, Reader, blocks_of, mrkdwn, plain, plain_value, raw, value_raw

NOUN = "files"
_SIGN = {FileState.DUE: "⏳ ", FileState.FAILED: "⚠️ "}


def title(sent: Sent, reader: Reader) -> Raw:
    """What Slack shows above it: of a file that is a note of its own, the title that somebody gave it."""
    if sent.file.is_picture:
        return raw(reader, NOUN, "title", name=sent.of)
    return Raw(sent.title or name(sent.file, reader))


def name(file: File, reader: Reader) -> str:
    """Where Slack told none, a word that is one."""
    return file.name or raw(reader, NOUN, "file_name")


def file_name(file: File) -> str:
    """As it is saved by whoever downloads it: a picture, 'image/png', is a `.png`."""
    if not file.is_picture and file.name:
        return file.name
    return f"{file.id}.{file.kind.rpartition('/')[2]}" if file.is_picture else f"{file.id}"


def state(file: File, reader: Reader) -> Raw:
    """How it stands, where it cannot be opened; '' where it can."""
    told_of = {FileState.DUE: "state_due", FileState.FAILED: "state_failed"}
    return raw(reader, NOUN, told_of[file.state]) if file.state in told_of else Raw("")


def why(file: File, reader: Reader) -> Raw:
    """Why it could not be taken, to follow a colon."""
    block = f"why_{file.error}"
    return raw(reader, NOUN, block if block in blocks_of(NOUN) else "why_other")


def row(file: File, reader: Reader, *, sends: str = "") -> Block:
    """Its name, and the button that sends it where `sends` names one; of one that is not kept, why."""
    parts = [name(file, reader), size_name(file.size, reader) if file.size else ""]
    if file.state is FileState.LINKED:
        return b.rich_text(b.line(b.words(Raw("🔗 ")), b.link(file.url, value_raw(parts[0]))))
    how = state(file, reader)
    told_of = [raw(reader, "contacts", "labelled", name=how), why(file, reader)]
    parts.append(Raw(" ".join(told_of)) if file.state is FileState.FAILED else how)
    line = plain_value(_SIGN.get(file.state, "📎 ") + " · ".join(filter(None, parts)))
    if file.state is not FileState.KEPT or not sends:
        return b.plain_section(line)
    label = plain(reader, NOUN, "send_label", name=b.cut(file.name, b.BUTTON))
    return b.plain_section(
        line, accessory=b.button(plain(reader, NOUN, "send"), action=sends, value=str(file.id), label=label)
    )


def left(file: File, of: str, reader: Reader) -> Message:
    """To whoever gave it; `of` is the contact's name, or the reminder's title."""
    block = "left" if file.reminder is None else "left_reminder"
    words = {"name": name(file, reader), "of": of, "why": why(file, reader)}
    return Message(mrkdwn(reader, NOUN, block, **words), (told(reader, NOUN, block, **words),))


def lost(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "lost")
    return Message(text, (b.section(text),))


def on_its_way(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "on_its_way")
    return Message(text, (b.section(text),))


def sending(file: File, reader: Reader) -> Message:
    """Somebody wants to open it."""
    named = name(file, reader)
    return Message(
        mrkdwn(reader, NOUN, "file_on_its_way", name=named), (told(reader, NOUN, "file_on_its_way", name=named),)
    )

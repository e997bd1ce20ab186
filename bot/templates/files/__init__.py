"""What is said of a file: that it is on its way, how it stands, why it could not be taken or sent."""

from bot.model.files import File, FileState, Sent
from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._rich import told
from bot.templates._words import Raw, Reader, blocks_of, mrkdwn, raw

NOUN = "files"


def title(sent: Sent, reader: Reader) -> Raw:
    """What Slack shows above it: of a file that is a note of its own, the title that somebody gave it."""
    if sent.file.note is None:
        return raw(reader, NOUN, "title", name=sent.contact)
    return Raw(sent.title or name(sent.file, reader))


def name(file: File, reader: Reader) -> str:
    """Where Slack told none, a word that is one."""
    return file.name or raw(reader, NOUN, "file_name")


def file_name(file: File) -> str:
    """As it is saved by whoever downloads it: a picture, 'image/png', is a `.png`."""
    if file.note is not None and file.name:
        return file.name
    return f"{file.id}.{file.kind.rpartition('/')[2]}" if file.note is None else f"{file.id}"


def state(file: File, reader: Reader) -> Raw:
    """How it stands, where it cannot be opened; '' where it can."""
    told_of = {FileState.DUE: "state_due", FileState.FAILED: "state_failed"}
    return raw(reader, NOUN, told_of[file.state]) if file.state in told_of else Raw("")


def why(file: File, reader: Reader) -> Raw:
    """Why it could not be taken, to follow a colon."""
    block = f"why_{file.error}"
    return raw(reader, NOUN, block if block in blocks_of(NOUN) else "why_other")


def left(file: File, contact: str, reader: Reader) -> Message:
    """To whoever gave it."""
    words = {"name": name(file, reader), "contact": contact, "why": why(file, reader)}
    return Message(mrkdwn(reader, NOUN, "left", **words), (told(reader, NOUN, "left", **words),))


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

"""What is said of a picture that is sent."""

from bot.model.files import File
from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._words import Raw, Reader, mrkdwn, raw

NOUN = "files"


def title(contact: str, reader: Reader) -> Raw:
    return raw(reader, NOUN, "title", name=contact)


def file_name(file: File) -> str:
    """As it is saved by whoever downloads it: 'image/png' is a `.png`."""
    return f"{file.id}.{file.kind.rpartition('/')[2]}"


def lost(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "lost")
    return Message(text, (b.section(text),))


def on_its_way(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "on_its_way")
    return Message(text, (b.section(text),))

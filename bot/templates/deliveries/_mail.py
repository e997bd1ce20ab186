"""Reminders and notes as mails: the same words as in Slack, for the mail program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.model.messages import Mail
from bot.model.notes import Note
from bot.model.reminders import Reminder
from bot.model.rich_text import RichText, written
from bot.model.rich_text import plain as spoken
from bot.templates import _blocks as b
from bot.templates._dates import when, when_told
from bot.templates._formatted import html
from bot.templates._words import Raw, Reader, raw

NOUN = "deliveries"
_SUBJECT = 150
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """`lines` stand under its title and before its text."""

    subject: str
    title: str
    lines: Sequence[str]
    text: RichText | None
    end: str


def mail(reminder: Reminder, reader: Reader, *, contact: str | None, names: Names, files: Sequence[str] = ()) -> Mail:
    """`names` are those of the people its text mentions."""
    about = [] if contact is None else [raw(reader, NOUN, "mail_about", name=contact)]
    about += _filed(files, reader)
    letter = _Letter(
        subject=raw(reader, NOUN, "mail_subject", title=b.clip(reminder.title, _SUBJECT)),
        title=reminder.title,
        lines=(raw(reader, NOUN, "mail_due", when=when(reminder.due_at, reader)), *about),
        text=reminder.text,
        end=raw(reader, NOUN, "mail_end"),
    )
    return _mail(letter, names)


def letter(title: Raw, lines: Sequence[str], reader: Reader) -> Mail:
    """Many reminders in one."""
    why, end = raw(reader, NOUN, "late_why"), raw(reader, NOUN, "mail_end")
    return _mail(_Letter(subject=title, title=title, lines=(why, "", *lines), text=None, end=end), {})


def note_mail(note: Note, title: str, reader: Reader, *, contact: str, files: Sequence[str], names: Names) -> Mail:
    """`title` is what it is called, `names` are those of its author and of the people its text mentions."""
    written_by = names.get(note.author, note.author)
    lines = [raw(reader, NOUN, "mail_from", person=written_by), raw(reader, NOUN, "mail_about", name=contact)]
    if note.due is not None:
        lines.append(raw(reader, NOUN, "mail_due", when=when_told(note.due.at, reader, zone=note.due.zone)))
    lines += _filed(files, reader)
    body = note.body if note.body is not None or not note.text else written(note.text)
    letter = _Letter(
        subject=raw(reader, NOUN, f"mail_subject_{note.kind.value}", title=b.clip(title, _SUBJECT)),
        title=title,
        lines=[*lines, *([note.url] if note.url else [])],
        text=body,
        end=raw(reader, NOUN, "mail_end_note"),
    )
    return _mail(letter, names)


def _filed(files: Sequence[str], reader: Reader) -> list[Raw]:
    return [raw(reader, NOUN, "mail_files", names=Raw(", ".join(files)))] if files else []


def _mail(letter: _Letter, names: Names) -> Mail:
    body = [] if letter.text is None else [spoken(letter.text, names)]
    return Mail(
        subject=letter.subject,
        text="\n\n".join([letter.title, "\n".join(letter.lines), *body, letter.end]) + "\n",
        html=_html(letter, names),
    )


def _html(letter: _Letter, names: Names) -> str:
    told = Markup("<br>").join(letter.lines)
    body = Markup("") if letter.text is None else html(letter.text, names)
    page = Markup("<html><body><h2>{}</h2><p>{}</p>{}<p><small>{}</small></p></body></html>")
    return page.format(letter.title, told, body, letter.end)

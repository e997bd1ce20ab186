"""A note from the form that people fill in; called by handlers."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.model.coordinates import web_address
from bot.model.errors import FieldsInvalid
from bot.model.fields import NOTE, form
from bot.model.files import Given
from bot.model.folding import clean_name
from bot.model.ids import ContactId, FileId, MemberId
from bot.model.notes import TITLE_LENGTH, Audience, NoteKind, Source, Wanted
from bot.model.reminders import Due
from bot.model.rich_text import LETTERS, RichText, kept_tree, to_json, written
from bot.parse._form import check_required, lines_of

_CHECKED = form(NOTE.noun, *(field for field in NOTE.fields if field.key != "body"))


def read_wanted(
    typed: Mapping[str, str],
    *,
    kind: NoteKind,
    due: Due | None,
    files: Sequence[Given],
    source: Source | None = None,
) -> tuple[Wanted, FieldsInvalid | None]:
    """What the form says, as far as it can be read, and what of it cannot; `files` are those that were just given.

    How long the text may be depends on what it was, and a note about nobody is no note: `crm` says so.
    """
    wrong = _unread(typed)
    held = lines_of(typed.get("kept", ""))
    is_replaced = kind is NoteKind.FILE and bool(files)  # it is one file
    url = typed.get("url", "") if kind is NoteKind.FILE else ""
    body = kept_tree(typed.get("body", ""))
    audience = Audience.PRIVATE if "audience" in wrong else Audience(typed["audience"])
    wanted = Wanted(
        kind=kind,
        contact=ContactId(0 if "contact" in wrong else int(typed["contact"])),
        title=clean_name(typed.get("title", "")),
        body=body if body.parts else None,
        on=date.min if "on" in wrong else date.fromisoformat(typed["on"]),
        audience=audience,
        members=_people(typed, "members") if audience is Audience.MEMBERS else (),
        assignees=_people(typed, "assignees"),
        due=due,
        url=web_address(url) or url,
        files=tuple(files),
        kept=() if is_replaced else tuple(FileId(int(each)) for each in held if each.isdigit()),
        source=source,
    )
    wrong = wrong | _half_said(wanted, typed)
    named = wanted if wanted.title or kind is NoteKind.NOTE else _named(wanted)
    return named, FieldsInvalid(wrong) if wrong else None


def _unread(typed: Mapping[str, str]) -> dict[str, str]:
    """What is missing, too long or of a form that Slack does not send."""
    wrong: dict[str, str] = {}
    try:
        check_required(_CHECKED, typed)
    except FieldsInvalid as missing:
        wrong = missing.fields
    read: Mapping[str, Callable[[str], object]] = {"on": date.fromisoformat, "contact": int, "audience": Audience}
    return {field: _UNREAD[field] for field, reads in read.items() if not _is_read(reads, typed.get(field, ""))} | wrong


_UNREAD = {"on": "field_date_wrong", "contact": "field_missing", "audience": "field_missing"}


def _is_read(reads: Callable[[str], object], text: str) -> bool:
    try:
        reads(text)
    except ValueError:
        return False
    return True


def _people(typed: Mapping[str, str], key: str) -> tuple[MemberId, ...]:
    return tuple(MemberId(line) for line in lines_of(typed.get(key, "")))


def _half_said(wanted: Wanted, typed: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if wanted.audience is Audience.MEMBERS and not wanted.members:
        wrong["members"] = "field_missing"
    if typed.get("when") and not wanted.assignees:
        wrong["assignees"] = "escalation_person_missing"
    return wrong


def _named(wanted: Wanted) -> Wanted:
    """A file goes by its own name where nobody gave it a title."""
    names = [each.name for each in wanted.files if each.name]
    return replace(wanted, title=names[0][:TITLE_LENGTH]) if names else wanted


def typed_of(wanted: Wanted) -> dict[str, str]:
    """What the form shows of a note, but for its time, which is said in the reader's words."""
    return {
        "contact": str(wanted.contact),
        "title": wanted.title,
        "body": "" if wanted.body is None else to_json(wanted.body),
        "url": wanted.url,
        "kept": "\n".join(map(str, wanted.kept)),
        "on": wanted.on.isoformat(),
        "audience": wanted.audience.value,
        "members": "\n".join(wanted.members),
        "assignees": "\n".join(wanted.assignees),
    }


def quoted(formatted: RichText | None, text: str) -> tuple[RichText, bool]:
    """What a message says, as a note keeps it, and whether it had to be cut."""
    if formatted is not None and not formatted.is_too_long:
        return formatted, False
    told = text.strip()
    cut = told if len(told) <= LETTERS else f"{told[: LETTERS - 1]}…"
    return (written(cut) if cut else RichText(())), cut != told


def source_text(source: Source) -> str:
    """For the values of a draft."""
    said = {"permalink": source.permalink, "name": source.name, "at": source.said_at.isoformat()}
    return json.dumps(said | ({"author": source.author} if source.author else {}))


def source_of(text: str) -> Source | None:
    """What `source_text` wrote; None of ''."""
    if not text:
        return None
    said = json.loads(text)
    author = said.get("author")
    return Source(
        permalink=said["permalink"],
        name=said["name"],
        said_at=datetime.fromisoformat(said["at"]),
        author=None if author is None else MemberId(author),
    )

"""A note from the form that people fill in; called by handlers."""

import json
from collections.abc import Mapping, Sequence
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
from bot.model.rich_text import LETTERS, RichText, kept_tree, plain, to_json, written
from bot.parse._form import check_required, lines_of

_CHECKED = form(NOTE.noun, *(field for field in NOTE.fields if field.key != "body"))


def read_wanted(
    typed: Mapping[str, str],
    *,
    kind: NoteKind,
    due: Due | None,
    files: Sequence[Given],
    source: Source | None = None,
) -> Wanted:
    """What the form says; `files` are those that were just given. How long the text may be depends on what it was.

    Raises FieldsInvalid.
    """
    check_required(_CHECKED, typed)
    held = lines_of(typed.get("kept", ""))
    is_replaced = kind is NoteKind.FILE and bool(files)  # it is one file
    url = typed.get("url", "") if kind is NoteKind.FILE else ""
    body = kept_tree(typed.get("body", ""))
    audience = Audience(typed["audience"])
    wanted = Wanted(
        kind=kind,
        contact=ContactId(int(typed["contact"])),
        title=clean_name(typed.get("title", "")),
        body=body if body.parts else None,
        on=date.fromisoformat(typed["on"]),
        audience=audience,
        members=_people(typed, "members") if audience is Audience.MEMBERS else (),
        assignees=_people(typed, "assignees"),
        due=due,
        url=web_address(url) or url,
        files=tuple(files),
        kept=() if is_replaced else tuple(FileId(int(each)) for each in held if each.isdigit()),
        source=source,
    )
    if wrong := _wrong(wanted):
        raise FieldsInvalid(wrong)
    return wanted if wanted.title or kind is NoteKind.NOTE else _named(wanted)


def _people(typed: Mapping[str, str], key: str) -> tuple[MemberId, ...]:
    return tuple(MemberId(line) for line in lines_of(typed.get(key, "")))


def _wrong(wanted: Wanted) -> dict[str, str]:
    wrong: dict[str, str] = {}
    says = wanted.title or wanted.files or wanted.kept or (wanted.body is not None and plain(wanted.body))
    if wanted.kind is NoteKind.NOTE and not says:
        wrong["body"] = "field_missing"
    if wanted.audience is Audience.MEMBERS and not wanted.members:
        wrong["members"] = "field_missing"
    if wanted.due is not None and not wanted.assignees:
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

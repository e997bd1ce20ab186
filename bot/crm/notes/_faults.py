"""What is wrong with a note that somebody wants, all of it at once, under the fields of its form."""

from collections.abc import Iterable, Sequence

from bot.crm import _files
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.errors import FieldsInvalid
from bot.model.faults import together
from bot.model.ids import MemberId
from bot.model.members import Standing
from bot.model.notes import MOST_READERS, TITLE_LENGTH, URL_LENGTH, NoteKind, Wanted
from bot.model.policy import Can
from bot.model.reminders import MOST_PEOPLE
from bot.model.rich_text import plain


@needs(Can.WRITE)
async def faults(work: Work, wanted: Wanted, *, held: Wanted | None = None) -> FieldsInvalid | None:
    """Of what is `held` already only what is new is looked at; None where nothing is wrong."""
    wrong = _empty(wanted) | _long(wanted, held) | _many(wanted)
    if (held is None or held.contact != wanted.contact) and await work.contacts.line(wanted.contact) is None:
        wrong["contact"] = "contact_gone"
    known = set() if held is None else {*held.assignees, *held.members}
    for field, people in (("assignees", wanted.assignees), ("members", wanted.members)):
        if (fault := await _of_people(work, [each for each in people if each not in known])) is not None:
            wrong.setdefault(field, fault)
    is_new_address = wanted.url and (held is None or held.url != wanted.url)
    return together(
        FieldsInvalid(wrong) if wrong else None,
        _files.fault(work, wanted.files, held=len(wanted.kept)),
        _files.fault_of_address(work, wanted.url) if is_new_address else None,
    )


def _empty(wanted: Wanted) -> dict[str, str]:
    files = len(wanted.files) + len(wanted.kept)
    if wanted.kind is NoteKind.NOTE:
        says = wanted.title or files or (wanted.body is not None and plain(wanted.body))
        return {} if says else {"title": "note_empty"}
    if not files and not wanted.url:
        return {"files": "file_or_address"}
    return {"url": "file_or_address"} if files + bool(wanted.url) > 1 else {}


def _long(wanted: Wanted, held: Wanted | None) -> dict[str, str]:
    is_new_body = held is None or held.body != wanted.body
    long = {
        "title": len(wanted.title) > TITLE_LENGTH,
        "url": len(wanted.url) > URL_LENGTH,
        "body": is_new_body and wanted.body is not None and wanted.body.is_too_long,
    }
    return _named("field_too_long", (field for field, is_long in long.items() if is_long))


def _many(wanted: Wanted) -> dict[str, str]:
    wrong = {"assignees": "too_many_assignees"} if len(wanted.assignees) > MOST_PEOPLE else {}
    return wrong | ({"members": "too_many_readers"} if len(wanted.members) > MOST_READERS else {})


def _named(fault: str, fields: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(fields, fault)


async def _of_people(work: Work, people: Sequence[MemberId]) -> str | None:
    known = await work.members.find_many(list(dict.fromkeys(people))) if people else {}
    if any(each not in known for each in people):
        return "member_not_found"
    return "member_is_guest" if any(known[each].standing is not Standing.FULL for each in people) else None

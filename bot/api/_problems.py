"""Errors as RFC 9457 says them: which status each has, and its sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from bot.api._refusals import Refusal, Wrong
from bot.api._routes import PREFIX
from bot.model import errors
from bot.model.errors import CrmError, FieldsInvalid, LineTypeUnknown, OnHold, QueryInvalid
from bot.model.warnings import Warning
from bot.templates import api as show
from bot.templates._words import Reader

Problem = dict[str, Any]

MEDIA_TYPE = "application/problem+json"
# The nearest of an error's classes counts. What is not found is what a path names; whoever a body names is wrong there.
STATUS: Mapping[type[CrmError], int] = {
    errors.Refused: 403,
    errors.Unclear: 422,
    errors.OnHold: 409,
    errors.NotFound: 404,
    errors.MemberNotFound: 422,
    errors.MemberIsGuest: 422,
    errors.Invalid: 422,
    errors.Busy: 503,
    errors.StoreUnavailable: 503,
    errors.AlreadyDone: 409,
    errors.SlackFault: 502,
    errors.ChannelUnreachable: 422,
    errors.ChannelHasGuests: 422,
}
RETRY_SECONDS = 1
# The fields of a form that stand for a part of what is sent under another name.
_PARTS = {"custom:": "custom/", "coordinates/": "coordinates/", "consent_": "consents", "rank:": "roles"}
_ELSEWHERE = {
    "phones": "coordinates", "emails": "coordinates", "hold_reach": "hold", "body": "text", "when": "due_at",
    "when_words": "when",
}  # fmt: skip
_POINTERS = {"note_empty": "/text"}  # a form tells it under its first field
# Where what is wrong stands, of an error that does not say it itself.
_PLACES: Mapping[type[CrmError], Mapping[str, str]] = {
    LineTypeUnknown: {"parameter": "type"},
    errors.ChannelUnreachable: {"pointer": "/channel"},
    errors.ChannelHasGuests: {"pointer": "/channel"},
    errors.TimeGone: {"pointer": "/due_at"},
    errors.RepeatNeverComes: {"pointer": "/when"},
    errors.EscalationToNobody: {"pointer": "/escalate_to"},
}


def status_of(error: type[CrmError]) -> int:
    return next(STATUS[each] for each in error.__mro__ if each in STATUS)


def of_error(error: CrmError, reader: Reader, *, sent: bool) -> Problem:
    """What crm refuses; `sent` where a body was, and not a query alone."""
    problem = _problem(error.id, status_of(type(error)), show.sentence(error, reader))
    if isinstance(error, FieldsInvalid):
        wrong = [
            {
                "pointer": _POINTERS.get(reason) or _pointer(field),
                "detail": show.field_sentence(reason, reader, error.values),
            }
            for field, reason in error.fields.items()
        ]
        return problem | {"detail": " ".join(dict.fromkeys(each["detail"] for each in wrong)), "errors": wrong}
    if isinstance(error, OnHold):
        said = show.refusal("needs_confirming", reader, error.values)
        return problem | {"detail": said, "warnings": [_warning(each) for each in error.warnings]}
    place = _PLACES.get(type(error))
    if isinstance(error, QueryInvalid):
        place = {"pointer": "/q"} if sent else {"parameter": "q"}
    if place is not None:
        return problem | {"errors": [{**place, "detail": problem["detail"]}]}
    return problem


def _warning(warning: Warning) -> Problem:
    """What is said before a contact is acted on."""
    return {"kind": warning.kind.value, "contact": str(warning.contact.id), "text": warning.text}


def of_refusal(refusal: Refusal, reader: Reader) -> Problem:
    """What the door refuses."""
    said = show.refusal(refusal.id, reader, refusal.values)
    problem = _problem(refusal.id, refusal.status, said) | refusal.beside
    return problem | ({"errors": [_wrong(each, reader) for each in refusal.wrong]} if refusal.wrong else {})


def title_of(name: str) -> str:
    """'contact_not_found' as 'Contact not found': the same for everybody, so that programs may compare it."""
    return name.replace("_", " ").capitalize()


def _problem(name: str, status: int, detail: str) -> Problem:
    return {"type": f"{PREFIX}/docs#{name}", "title": title_of(name), "status": status, "detail": detail}


def _wrong(wrong: Wrong, reader: Reader) -> Problem:
    where = {"parameter": wrong.parameter} if wrong.parameter else {"pointer": wrong.pointer}
    return {**where, "detail": show.refusal(wrong.reason, reader, wrong.values or {})}


def _pointer(field: str) -> str:
    """Where in the body a field of a form stands."""
    for beginning, part in _PARTS.items():
        if field.startswith(beginning):
            return f"/{part}{field.removeprefix(beginning) if part.endswith('/') else ''}"
    return f"/{_ELSEWHERE.get(field, field)}"

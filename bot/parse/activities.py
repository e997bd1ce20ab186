"""An activity said in one line, or from the form that people fill in; called by handlers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.activities import WantedActivity
from bot.model.choices import Choice, ChoiceKind, choice_key, keys_of
from bot.model.errors import FieldsInvalid
from bot.model.fields import ACTIVITY
from bot.model.folding import fold
from bot.model.ids import ChoiceId, ContactId
from bot.model.nearest import nearest
from bot.model.rich_text import kept_tree, to_json
from bot.parse._form import check_required

_COLON = re.compile(r":(?!\d)|(?<!\d):")  # not the one of 15:30
_WITH = frozenset({"with", "to", "at", "from", "of", "avec", "a", "chez", "de", "pour", "for", "au", "aux"})
_MOST_WORDS = 4  # of the name of a type
# What people say for the types that every workspace begins with.
_SAID = {
    **dict.fromkeys(("phonecall", "called", "phone", "phoned", "calls", "telephone", "tel", "coupdefil"), "call"),
    **dict.fromkeys(("appele", "appeltelephonique", "appels"), "call"),
    **dict.fromkeys(("meetings", "met", "rdv", "rv", "reunion", "rencontre", "appointment"), "meeting"),
    **dict.fromkeys(("mail", "mails", "emails", "courriel", "mailed", "emailed"), "e-mail"),
    **dict.fromkeys(("visits", "visited", "visites"), "visit"),
}


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """`name` are the words that name a contact, and perhaps a moment; `type` None where none is recognised."""

    name: str
    text: str
    type: Choice | None = None


def read_log(line: str, types: Sequence[Choice]) -> LoggedLine:
    """'call Ann Martin: asked for a quote', 'Ann Martin appel : demande un devis'; without a colon there is no text."""
    parted = _COLON.search(line)
    before, text = (line, "") if parted is None else (line[: parted.start()], line[parted.end() :])
    type, name = type_in(before, types)
    return LoggedLine(name, text.strip(), type)


def type_said(said: str, types: Sequence[Choice]) -> Choice | None:
    """The type of that name, in whatever language, or by another word for it."""
    key = choice_key(said)
    meant = _SAID.get(key)
    keys = {key, *(keys_of(ChoiceKind.ACTIVITY, meant) if meant else ())}
    named = {known: each for each in reversed(types) for known in map(choice_key, each.known_as)}
    return named.get(key) or next((named[each] for each in keys if each in named), None)


def type_in(line: str, types: Sequence[Choice]) -> tuple[Choice | None, str]:
    """At the beginning, else at the end; and the words that are left."""
    words = line.split()
    most = min(_MOST_WORDS, len(words))
    for count in range(most, 0, -1):
        if (found := type_said(" ".join(words[:count]), types)) is not None:
            rest = words[count:]
            rest = rest[1:] if len(rest) > 1 and rest[0].islower() and fold(rest[0]) in _WITH else rest
            return found, " ".join(rest)
    for count in range(most, 0, -1):
        if len(words) > count and (found := type_said(" ".join(words[-count:]), types)) is not None:
            return found, " ".join(words[:-count]).rstrip(",")
    return None, " ".join(words)


def type_nearly_in(line: str, types: Sequence[Choice]) -> tuple[Choice | None, str]:
    """`type_in` where the first or the last word has a slip: 'apel Ann Martin'."""
    keys = {choice_key(name): each for each in reversed(types) for name in each.known_as}
    keys |= {said: type for said in _SAID if (type := type_said(said, types)) is not None}
    words = line.split()
    for word, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        near = nearest(choice_key(*word), keys) if rest else None
        if near is not None:
            return keys[near], " ".join(rest)
    return None, line


def read_wanted(typed: Mapping[str, str], *, at: datetime, link: str = "") -> WantedActivity:
    """What the form says; `at` is its moment as it was read. How long the text may be depends on what it was.

    Raises FieldsInvalid.
    """
    check_required(ACTIVITY, {**typed, "body": ""})
    body = kept_tree(typed.get("body", ""))
    if not typed["type"].isdigit():
        raise FieldsInvalid({"type": "field_missing"})
    return WantedActivity(
        contact=ContactId(int(typed["contact"])),
        at=at,
        type=ChoiceId(int(typed["type"])),
        body=body if body.parts else None,
        link=link,
    )


def typed_of(wanted: WantedActivity) -> dict[str, str]:
    """What the form shows of an activity, but for its moment, which is said in the reader's words."""
    return {
        "contact": str(wanted.contact),
        "type": "" if wanted.type is None else str(wanted.type),
        "body": "" if wanted.body is None else to_json(wanted.body),
    }

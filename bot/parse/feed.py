"""Which lines of the feed a line asks for: of whom, about what, by whom, from when. Called by handlers.

'Ann Martin type:call last week', 'type:"phone call" by:@nathan', 'Dupont type:note depuis lundi'.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.model.choices import Choice
from bot.model.errors import LineTypeUnknown, MemberNotFound
from bot.model.feed import ALWAYS
from bot.model.folding import squeeze
from bot.model.ids import ChoiceId, MemberId
from bot.model.line_types import LineType
from bot.model.nearest import nearest
from bot.model.span import Span
from bot.parse.activities import type_said
from bot.parse.note_lists import read_note_list
from bot.parse.query import Asker, read_days
from bot.parse.slack_text import Said

API = "api"
_TYPE = re.compile(
    r"(?:^|(?<=\s))(?:type|kind|genre)\s*:\s*(?:\"([^\"]+)\"|“([^”]+)”|«\s*([^»]+?)\s*»|(\S+))", re.IGNORECASE
)
_BY = re.compile(r"(?:^|(?<=\s))(?:by|par|de|from)\s*:\s*", re.IGNORECASE)
_ME = frozenset({"me", "moi", "myself", "moimeme"})
_TYPES = {
    LineType.CONTACT: ("contact", "contacts", "contact changes", "changes", "fiche", "fiches", "modifications"),
    LineType.NOTE: ("note", "notes"),
    LineType.FILE: ("file", "files", "fichier", "fichiers", "attachment", "pièce jointe", "pièces jointes"),
    LineType.REMINDER: ("reminder", "reminders", "rappel", "rappels"),
    LineType.ACTIVITY: (
        "hand", "by hand", "byhand", "manual", "direct", "activity", "activities", "main", "à la main", "manuel",
        "manuelle", "directe", "activité", "activités", "logged", "consigné", "consignées",
    ),
    LineType.RELATION: ("relation", "relations", "link", "links", "lien", "liens"),
    LineType.IMPORT: ("import", "imports", "imported", "importations"),
}  # fmt: skip
_NAMED = {squeeze(name): each for each, names in _TYPES.items() for name in names}


@dataclass(frozen=True, slots=True)
class About:
    """What lines are about: a type, one of those by hand, or what programs wrote; empty is all of it."""

    type: LineType | None = None
    activity: ChoiceId | None = None
    api: bool = False


@dataclass(frozen=True, slots=True)
class AskedFeed:
    """`contact` are the words that name one."""

    contact: str = ""
    about: About = About()
    actor: MemberId | None = None
    span: Span = ALWAYS


def read_feed_list(said: Said, asker: Asker, *, me: MemberId, types: Sequence[Choice]) -> AskedFeed:
    """Raises LineTypeUnknown, MemberNotFound."""
    actor, line = _actor_in(said, me)
    about, line = _about_in(line, types)
    asked = read_note_list(line, asker)
    if asked.files is not None and about == About():
        about = About(LineType.FILE if asked.files else LineType.NOTE)
    if asked.mine and actor is None:
        actor = me
    return AskedFeed(asked.contact, about, actor, span_of(asked.days, asker.zone))


def about_of(words: str, types: Sequence[Choice]) -> About:
    """By its name, an admin's own before ours. Raises LineTypeUnknown."""
    if (type := type_said(words, types)) is not None:
        return About(activity=type.id)
    key = squeeze(words)
    if key == API:
        return About(api=True)
    if key in _NAMED:
        return About(_NAMED[key])
    near = nearest(words, [*_NAMED, API, *(squeeze(name) for each in types for name in each.known_as)])
    raise LineTypeUnknown(word=words, nearest=near or "", followed=False)


def span_of(days: tuple[date | None, date | None], zone: str) -> Span:
    """From midnight to midnight in the zone of whoever asks."""
    return Span(*(None if day is None else _midnight(day, zone) for day in days))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def named_span(words: str, asker: Asker) -> Span:
    """Of a stretch of time that a menu offers; any time where it means none."""
    days = read_days(words, asker)
    return Span() if days is None else span_of(days, asker.zone)


def _actor_in(said: Said, me: MemberId) -> tuple[MemberId | None, str]:
    """Who stands behind 'by:', and the line without it. Somebody's name may have spaces: Slack says where it ends."""
    found = _BY.search(said.text)
    if found is None:
        return None, said.text
    mention = next((each for each in said.people if each.start == found.end()), None)
    if mention is not None:
        return mention.member, f"{said.text[: found.start()]} {said.text[mention.end :]}".strip()
    word, _, rest = said.text[found.end() :].partition(" ")
    if squeeze(word) not in _ME:
        raise MemberNotFound(name=word)
    return me, f"{said.text[: found.start()]} {rest}".strip()


def _about_in(line: str, types: Sequence[Choice]) -> tuple[About, str]:
    found = _TYPE.search(line)
    if found is None:
        return About(), line
    words = next(each for each in found.groups() if each is not None)
    return about_of(words, types), f"{line[: found.start()]} {line[found.end() :]}".strip()

"""The value of a filter as a person writes it, turned into the one by which it is compared; None where it is none."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.changes import YES
from bot.model.consents import Channel
from bot.model.contacts import ContactKind
from bot.model.filters import ME, NOBODY, FilterKey, compared
from bot.model.folding import clean_name, fold, squeeze
from bot.model.ids import MemberId
from bot.model.members import language_of
from bot.model.searches import search_key
from bot.model.tags import key_of
from bot.parse._days import Day, month_of, read_day
from bot.parse.custom_values import read_yes_no

_MEMBER = re.compile(r"[UW][A-Z0-9]{3,20}")
_ME = frozenset({"me", "moi", "myself", "moimeme"})
_NOBODY = frozenset({"none", "nobody", "aucun", "aucune", "personne"})
_NONE = frozenset({"none", "aucun", "aucune"})
_CHANNELS = {
    **dict.fromkeys(("email", "mail", "courriel", "mel"), Channel.EMAIL),
    **dict.fromkeys(("phone", "telephone", "tel"), Channel.PHONE),
    **dict.fromkeys(("sms", "texto", "text"), Channel.SMS),
    **dict.fromkeys(("post", "courrier", "poste", "letter", "letters"), Channel.POST),
}
_CHANNELS_IN_FRENCH = {
    Channel.EMAIL: "e-mail",
    Channel.PHONE: "téléphone",
    Channel.SMS: "sms",
    Channel.POST: "courrier",
}
_BIRTHDAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_MONTH = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)
_TODAY = frozenset({"today", "aujourdhui"})
_THIS_MONTH = frozenset({"thismonth", "cemois", "cemoisci"})
_KINDS = {
    **dict.fromkeys(
        ("person", "persons", "people", "individual", "personne", "personnes", "particulier", "particuliers"),
        ContactKind.PERSON,
    ),
    **dict.fromkeys(
        ("company", "companies", "organisation", "organization", "entreprise", "entreprises", "societe", "societes"),
        ContactKind.COMPANY,
    ),
}
_IN_FRENCH = {ContactKind.PERSON: "personne", ContactKind.COMPANY: "entreprise"}
_LEAP_YEAR = 2000
NO_PEOPLE: Mapping[str, MemberId] = {}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who writes, when and where; `people` are those mentioned, by the text of their mention."""

    now: datetime
    zone: str
    locale: str
    people: Mapping[str, MemberId]


def tag(text: str, _: Asker) -> str | None:
    return key_of(legible(text)) or None


def kind(text: str, _: Asker) -> str | None:
    meant = kind_of(text)
    return None if meant is None else meant.value


def kind_of(text: str) -> ContactKind | None:
    return _KINDS.get(squeeze(text))


def kind_name(kind: ContactKind, language: str) -> str:
    """The word for it in the reader's language."""
    return kind.value if language_of(language) == "en" else _IN_FRENCH[kind]


def person(text: str, asker: Asker) -> str | None:
    """A member's id, ME or NOBODY; a mention goes before a word that means one of these."""
    named = asker.people.get(text)
    if named is not None:
        return named
    said = squeeze(text)
    if said in _ME:
        return ME
    return NOBODY if said in _NOBODY else member_of(text, asker.people)


def member_of(text: str, people: Mapping[str, MemberId]) -> MemberId | None:
    """Who is mentioned so, whatever the case and with or without the sign; or whose id it is."""
    meant = _name(ME if squeeze(text) in _ME else text)
    named = next((member for said, member in people.items() if _name(said) == meant), None)
    if named is None and _MEMBER.fullmatch(text):
        return MemberId(text)
    return named


def _name(text: str) -> str:
    return fold(text).removeprefix("@")


def text_of(key: FilterKey) -> Callable[[str, Asker], str | None]:
    """Words as typed, where something can be looked for in them."""

    def read(text: str, _: Asker) -> str | None:
        return text if compared(key, text) else None

    return read


def words_of(text: str, _: Asker) -> str | None:
    """A name, which `crm` looks up: '#12' is one too."""
    return text if squeeze(text) else None


def named(text: str, _: Asker) -> str | None:
    """A name, which `crm` looks up, or NOBODY."""
    return NOBODY if is_none(text) else words_of(text, _)


def name_of(text: str, _: Asker) -> str | None:
    """A saved search's, which may be of signs alone."""
    return text if search_key(text) else None


def is_none(text: str) -> bool:
    return squeeze(text) in _NONE


def none_name(language: str) -> str:
    return "aucun" if language_of(language) == "fr" else "none"


def consent(text: str, _: Asker) -> str | None:
    return consent_of(text)


def consent_of(text: str) -> str | None:
    """'email' is who agreed, 'email=no' who refused, NOBODY who was never asked."""
    if is_none(text):
        return NOBODY
    channel, equals, answer = text.partition("=")
    meant, given = _CHANNELS.get(squeeze(channel)), read_yes_no(answer) if equals else YES
    if meant is None or given is None:
        return None
    return meant.value if given == YES else f"{meant.value}=no"


def consent_name(value: str, language: str) -> str:
    """A consent as the line has it, in the reader's language."""
    french = language_of(language) == "fr"
    if value == NOBODY:
        return none_name(language)
    channel, equals, _ = value.partition("=")
    name = _CHANNELS_IN_FRENCH[Channel(channel)] if french else channel
    return f"{name}={'non' if french else 'no'}" if equals else name


def birthday(text: str, asker: Asker) -> str | None:
    """A month or a day of it, '03' and '03-12'; NOBODY where none is known."""
    said = squeeze(text)
    today = asker.now.astimezone(ZoneInfo(asker.zone))
    if said in _NONE:
        return NOBODY
    if said in _TODAY or said in _THIS_MONTH:
        return f"{today:%m-%d}" if said in _TODAY else f"{today:%m}"
    if _MONTH.fullmatch(text):
        return f"{int(text):02}"
    if (month := month_of(said)) is not None:
        return f"{month:02}"
    return day_of_year(text, asker.locale)


def day_of_year(text: str, locale: str) -> str | None:
    """A day of whatever year as '03-12'. Two figures and two are month and day."""
    iso = _BIRTHDAY.fullmatch(text)
    day = read_day(f"--{text}" if iso and int(iso[1]) <= 12 else text, locale)
    return None if day is None or not _is_day(day) else f"{day.month:02}-{day.day:02}"


def _is_day(day: Day) -> bool:
    return day._replace(year=_LEAP_YEAR).date is not None


def legible(text: str) -> str:
    """As a tag is kept; what no tag may have is left out."""
    return clean_name(text.replace("\0", "").encode(errors="ignore").decode())

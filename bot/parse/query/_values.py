"""The value of a filter as a person writes it, turned into the one by which it is compared; None where it is none."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.contacts import ContactKind
from bot.model.filters import ME, NOBODY, FilterKey, compared
from bot.model.folding import clean_name, fold, squeeze
from bot.model.ids import MemberId
from bot.model.members import language_of
from bot.model.searches import search_key
from bot.model.tags import key_of

_MEMBER = re.compile(r"[UW][A-Z0-9]{3,20}")
_ME = frozenset({"me", "moi", "myself", "moimeme"})
_NOBODY = frozenset({"none", "nobody", "aucun", "aucune", "personne"})
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
NO_PEOPLE: Mapping[str, MemberId] = {}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who writes, when and where; `people` are those mentioned, by the text of their mention."""

    now: datetime
    zone: str
    locale: str
    people: Mapping[str, MemberId]


def tag(text: str, _: Asker) -> str | None:
    return key_of(_legible(text)) or None


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


def name_of(text: str, _: Asker) -> str | None:
    """A saved search's, which may be of signs alone."""
    return text if search_key(text) else None


def _legible(text: str) -> str:
    """As a tag is kept; what no tag may have is left out."""
    return clean_name(text.replace("\0", "").encode(errors="ignore").decode())

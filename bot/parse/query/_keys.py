"""The keys of the grammar: what each is called in both languages, how its values are read. A new key is one line."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.model.custom_fields import CustomField, CustomKind
from bot.model.filters import DIALLED, FilterKey
from bot.model.folding import squeeze
from bot.model.members import language_of
from bot.model.nearest import nearest
from bot.parse.query import _values as v
from bot.parse.query._created import DAY_PHRASE, PHRASE, read_created

_PLAIN = re.compile(r"[^\s,]+")
_PHONE = re.compile(rf"{DIALLED.pattern}|[^\s,]+")  # with its spaces
_COMPARED = re.compile(r"[<>=≤≥]{1,2}\s+[^\s,]+|[^\s,]+")
# A comma between figures is part of the number, as are the spaces by which word processors part its thousands.
_NUMBERS = re.compile(
    r"(?:[<>=≤≥]{1,2}\s+)?(?:[^\s,]|(?<=[0-9]),(?=[0-9])|(?<=[0-9])[\u00a0\u202f](?=[0-9]{3}(?![0-9])))+"
)
_CREATED = re.compile(rf"[<>=≤≥]{{0,2}}\s*{PHRASE}|[<>=≤≥]{{1,2}}\s+[^\s,]+|[^\s,]+", re.IGNORECASE)
_BORN = re.compile(rf"{DAY_PHRASE}|[^\s,]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """`names` in English and in French, then what else people write; `wrong` says why a value is not understood.

    `value` finds one that stands without quotation marks. `custom` are the fields of that name that a team has added:
    each says what a value means to it.
    """

    filter: FilterKey
    names: tuple[str, ...]
    read: Callable[[str, v.Asker], str | None]
    wrong: str = "empty_value"
    value: re.Pattern[str] = _PLAIN
    custom: tuple[CustomField, ...] = ()

    def name(self, language: str) -> str:
        return self.names[language_of(language) == "fr"]


def custom_keys(fields: Iterable[CustomField]) -> dict[str, Key]:
    """By the squeezed name; two groups may have fields that are called alike."""
    keys: dict[str, Key] = {}
    for field in fields:
        name = squeeze(field.name)
        held = keys[name].custom if name in keys else ()
        if name:
            keys[name] = _custom_key((*held, field))
    return keys


def _custom_key(fields: tuple[CustomField, ...]) -> Key:
    name = fields[-1].name
    kinds = {field.kind for field in fields}
    value = _CREATED if CustomKind.DATE in kinds else _NUMBERS if CustomKind.NUMBER in kinds else _COMPARED
    return Key(FilterKey.CUSTOM, (name, name), v.words_of, value=value, custom=fields)


KEYS = (
    Key(FilterKey.TAG, ("tag", "étiquette", "tags", "étiquettes"), v.tag),
    Key(FilterKey.KIND, ("kind", "type", "genre"), v.kind, "not_a_kind"),
    Key(
        FilterKey.OWNER,
        ("owner", "commercial", "propriétaire", "responsable", "commerciale", "salesperson"),
        v.person,
        "unknown_person",
    ),
    Key(
        FilterKey.ASSIGNED,
        ("assigned", "assigné", "assignee", "assignés", "assignée", "assignées", "assignees"),
        v.person,
        "unknown_person",
    ),
    Key(FilterKey.CITY, ("city", "ville", "town"), v.text_of(FilterKey.CITY)),
    Key(FilterKey.ADDRESS, ("address", "adresse"), v.text_of(FilterKey.ADDRESS)),
    Key(
        FilterKey.PHONE,
        ("phone", "téléphone", "tél", "telephone", "mobile", "portable"),
        v.text_of(FilterKey.PHONE),
        "not_a_phone",
        _PHONE,
    ),
    Key(FilterKey.EMAIL, ("email", "e-mail", "mail", "courriel", "mèl", "mailto"), v.text_of(FilterKey.EMAIL)),
    Key(FilterKey.COMPANY, ("company", "entreprise", "société"), v.text_of(FilterKey.COMPANY)),
    Key(FilterKey.PARENT, ("parent", "société-mère", "maison", "maison-mère"), v.named),
    Key(FilterKey.EMPLOYER, ("employer", "employeur"), v.named),
    Key(FilterKey.UNDER, ("under", "sous", "below"), v.words_of),
    Key(FilterKey.GROUP, ("group", "groupe", "groups", "groupes"), v.named),
    Key(FilterKey.STATE, ("state", "état", "states", "états", "statut"), v.named),
    Key(FilterKey.CATEGORY, ("category", "catégorie"), v.named),
    Key(FilterKey.STAGE, ("stage", "étape", "cycle", "stade"), v.named),
    Key(FilterKey.ORIGIN, ("origin", "origine", "source"), v.named),
    Key(FilterKey.ROLE, ("role", "rôle"), v.named),
    Key(FilterKey.CONSENT, ("consent", "consentement"), v.consent, "not_a_consent"),
    Key(FilterKey.BIRTHDAY, ("birthday", "anniversaire", "naissance", "born"), v.birthday, "not_a_birthday", _BORN),
    Key(FilterKey.ACCOUNT, ("account", "compte"), v.text_of(FilterKey.ACCOUNT)),
    Key(FilterKey.ANALYTIC, ("analytic", "analytique"), v.text_of(FilterKey.ANALYTIC)),
    Key(FilterKey.REFERENCE, ("reference", "référence", "ref", "réf"), v.text_of(FilterKey.REFERENCE)),
    Key(FilterKey.CREATED, ("created", "créé", "crée", "créée", "date"), read_created, "not_a_date", _CREATED),
    Key(FilterKey.SEARCH, ("search", "recherche"), v.name_of),
)
_BY_NAME = {squeeze(name): key for key in KEYS for name in key.names}
_BY_FILTER = {key.filter: key for key in KEYS}


def key_named(name: str) -> Key | None:
    """Whatever its case, accents and hyphens, in either language."""
    return _BY_NAME.get(squeeze(name))


def nearest_key(name: str, custom: Mapping[str, Key]) -> Key | None:
    """The one that was perhaps meant."""
    known = {**custom, **_BY_NAME}
    meant = nearest(squeeze(name), known)
    return None if meant is None else known[meant]


def key_for(filter: FilterKey) -> Key:
    return _BY_FILTER[filter]


def key_names(language: str) -> tuple[str, ...]:
    """What the reader calls them, in the order in which they are told."""
    return tuple(key.name(language) for key in KEYS)

"""Whatever is typed, a line of search is read or refused in a sentence, and a form means what its line says."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.custom_fields import CustomField, CustomKind, value_key
from bot.model.errors import QueryInvalid
from bot.model.fields import CONSENTED, search_form
from bot.model.filters import NOBODY, Filter, FilterKey, compared
from bot.model.folding import clean_name, squeeze
from bot.model.query import Query, terms_of
from bot.model.tags import key_of
from bot.parse.query import may_name_field, read_query, typed_query, written
from bot.parse.query._created import read_created
from bot.parse.query._custom import wanted
from bot.parse.query._form import CONSENTED as LINE_CONSENTS
from bot.parse.query._form import TEXTS
from bot.parse.query._line import Words, has_only_words, parts_of
from bot.parse.query._values import Asker, birthday, is_none
from tests import make
from tests.make import CLAIRE, JOHN

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PEOPLE = {"@claire": CLAIRE, "@John Smith": JOHN}
HERE = Asker(NOW, "Europe/Paris", "fr", PEOPLE)

PIECES = [
    "tag:", "étiquette:", "-", "ville", "city", ":", "：", " ", "\u00a0", "\u202f", "\u200b", ",", "，", '"', "“", "”",
    "«", "»", '""', "vip", "Saint-Étienne", "d'Aubigné", "created:", ">", ">=", "<", "..", "…", "2026-01-01", "7j",
    "@me", "@claire", "@John Smith", "owner:", "kind:", "phone:", "06 28 23 04 55", "+33 (0)6", "🔥", "👨‍👩‍👧",
    '"Secteur"', "champ.", "secteur:", "taille", "groupe:", "consent:", "email=no", "none", "anniversaire:", "12 mars",
    "foo:bar", "https://acme.fr", "12:30", "Re:", "#12", "société-mère :", "e\u0301tiquette:", "王伟", "محمد",
    "\n", "\t", "\0", "\ud800", "\u0301", "x" * 80, "0", "½", "٤٢", "(", ")", "\\", "%", "_", "*",
]  # fmt: skip
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)

# A field of one line, as a form gives it: no line ends, nothing at its ends.
values = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(
    lambda text: " ".join(text.split())
)
texts = values | st.sampled_from(["", "Saint-Étienne", 'a "b" c', "12, rue", "“x”", "-y", "tag:z", "a,b", "#12", '"'])
tags = st.lists(texts.filter(lambda text: bool(key_of(clean_name(text)))), max_size=3, unique=True)
people = st.lists(st.sampled_from([CLAIRE, JOHN]), max_size=2, unique=True)
names = texts.filter(lambda text: not text or (bool(squeeze(text)) and not is_none(text)))
days = st.sampled_from(["", "2026-01-01", "01/02/2026", "cette semaine", "today", "7j", "novembre 2026", "2026"])
words = st.lists(
    st.sampled_from(["marie", "Dupont", "tag:a,b", "-ville:Lyon", "06 28 23 04 55", ": x", ', "y"', "12", '"', "Re:"]),
    max_size=2,  # with all the fields, MOST_FILTERS
).map(" ".join)
_FREE = {"city": FilterKey.CITY, "address": FilterKey.ADDRESS, "email": FilterKey.EMAIL, "company": FilterKey.COMPANY,
         "account": FilterKey.ACCOUNT, "analytic": FilterKey.ANALYTIC, "reference": FilterKey.REFERENCE}  # fmt: skip
_NAMED = {"parent": FilterKey.PARENT, "under": FilterKey.UNDER, "category": FilterKey.CATEGORY,
          "stage": FilterKey.STAGE, "origin": FilterKey.ORIGIN, "role": FilterKey.ROLE}  # fmt: skip
_CUSTOM = (
    make.custom_field(1, "Secteur"),
    make.custom_field(2, 'Taille "réelle": m²', kind=CustomKind.NUMBER),
    make.custom_field(3, "Choix", kind=CustomKind.CHOICES, answers=("Oui, bien", 'dit "non"', "A")),
    make.custom_field(4, "Abonné", kind=CustomKind.YES_NO),
    make.custom_field(5, "Référent", kind=CustomKind.USER),
    make.custom_field(6, "Fin", kind=CustomKind.DATE),
    make.custom_field(7, "Ville"),  # a key of the grammar is called so too
    make.custom_field(8, "secteur", kind=CustomKind.LINK),  # another group's
)
_TYPED_CUSTOM = {
    "custom:1": texts.filter(lambda text: not text or bool(value_key(text))),
    "custom:2": st.sampled_from(["", "12", ">10", "<= 1 000,5", "10..20", "-3", "=4"]),
    "custom:3": st.lists(st.sampled_from(_CUSTOM[2].answers), unique=True).map("\n".join),
    "custom:4": st.sampled_from(["", "yes", "no"]),
    "custom:5": st.sampled_from(["", CLAIRE]),
    "custom:6": st.sampled_from(["", "2026-03-12", "mars 2026", "> 01/02/2026", "2025..2026", "cette semaine"]),
    "custom:7": st.sampled_from(["", "Lyon"]),
}
forms = st.fixed_dictionaries(
    {
        "words": words,
        "tags": tags.map("\n".join),
        "without": tags.map("\n".join),
        "kind": st.sampled_from(["", "person", "company"]),
        "below": st.sampled_from(["", "without"]),
        "owner": st.sampled_from(["", CLAIRE, JOHN]),
        "assigned": people.map("\n".join),
        "phone": st.sampled_from(["", "06 28", "2345", "+33 (0)6 28 23 04 55"]),
        "created_after": days,
        "created_before": days,
    }
    | {field: texts.filter(lambda text: not text or bool(compared(FilterKey.COMPANY, text))) for field in _FREE}
    | {field: names for field in _NAMED}
    | {"groups": st.lists(names.filter(bool), max_size=3, unique=True).map("\n".join)}
    | {"states": st.sampled_from(["", "Client", "client\nPartenaire"])}
    | {"consent": st.sampled_from(["", *CONSENTED]), "birthday": st.sampled_from(["", "mars", "12 mars", "03-12"])}
    | _TYPED_CUSTOM
)


@settings(max_examples=600, deadline=None)
@given(lines)
def test_a_line_in_which_no_field_may_be_named_is_read_the_same_without_fields(line: str) -> None:
    if not may_name_field(line):
        assert _outcome(line, _CUSTOM) == _outcome(line, ())


@settings(max_examples=600, deadline=None)
@given(lines)
def test_a_line_of_words_alone_is_its_words(line: str) -> None:
    if has_only_words(line):
        parts = list(parts_of(line, language="fr", people=PEOPLE))
        assert [type(part) for part in parts] == [Words] * len(parts)
        assert [part.text for part in parts if isinstance(part, Words)] == line.split()
        assert _outcome(line, ()) == Query(text=line, terms=terms_of(" ".join(line.split())))


def _outcome(line: str, custom: Sequence[CustomField]) -> object:
    try:
        return read_query(line, now=NOW, zone="Europe/Paris", language="fr", people=PEOPLE, custom=custom)
    except QueryInvalid as refused:
        return refused.values


@settings(max_examples=600, deadline=None)
@given(lines)
def test_any_line_is_read_or_refused_at_a_word_that_stands_in_it(line: str) -> None:
    try:
        _read(line)
    except QueryInvalid as refused:
        at, word = refused.values["at"], refused.values["word"]
        assert isinstance(at, int)
        assert isinstance(word, str)
        assert word
        assert 0 <= at < len(line)
        assert word in line or '"' in word or "“" in word or "”" in word or "«" in word or "»" in word


@settings(max_examples=300, deadline=None)
@given(lines)
def test_any_text_is_found_as_words_between_quotation_marks(line: str) -> None:
    quiet = "".join(sign for sign in line if sign not in '"“”«»„‟″＂〝〞')
    assert _read(f'"{quiet}"').filters == ()


@settings(max_examples=400, deadline=None)
@given(forms, st.sampled_from(["fr", "en"]))
def test_the_line_of_a_form_means_the_form(typed: dict[str, str], language: str) -> None:
    query = _read(written(typed, language, custom=_CUSTOM))
    alone = _read(typed["words"])
    assert query.filters == (*_filters(typed), *alone.filters)
    assert query.terms == alone.terms


@settings(max_examples=400, deadline=None)
@given(forms.map(lambda typed: written(typed, "fr", custom=_CUSTOM)) | lines)
def test_a_line_means_the_same_once_it_has_been_through_the_form(line: str) -> None:
    typed = typed_query(line, people=PEOPLE, custom=_CUSTOM)
    assert set(typed) <= {field.key for field in search_form(_CUSTOM).fields}
    try:
        query = _read(line)
    except QueryInvalid:
        return
    again = _read(written(typed, "en", custom=_CUSTOM))
    assert _meant(again) == _meant(query)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["", ">", ">=", "<", "<=", "="]), st.text("0123456789/.-djwsmya ", max_size=12))
def test_any_date_is_understood_or_not_and_never_fails(operator: str, text: str) -> None:
    meant = read_created(operator + text, HERE)
    assert meant is None or len(meant.split("/")) == 2


def _read(line: str) -> Query:
    return read_query(line, now=NOW, zone="Europe/Paris", language="fr", people=PEOPLE, custom=_CUSTOM)


def _filters(typed: dict[str, str]) -> Sequence[Filter]:
    """What the form says, in its own order."""
    filters = [Filter(FilterKey.TAG, key) for key in _keys(typed["tags"])]
    if without := list(dict.fromkeys(_keys(typed["without"]))):
        filters.append(Filter(FilterKey.TAG, without[0], excluded=True, more=tuple(without[1:])))
    filters += [Filter(FilterKey(field), typed[field]) for field in ("kind", "owner") if typed[field]]
    for field in ("assigned", "groups", "states"):
        if lines := typed[field].splitlines():
            filters.append(Filter(FilterKey(field.removesuffix("s")), lines[0], more=tuple(lines[1:])))
    free = {**_FREE, **_NAMED, "phone": FilterKey.PHONE, "birthday": FilterKey.BIRTHDAY}
    for field in TEXTS:
        if typed[field]:
            meant = birthday(typed[field], HERE) if field == "birthday" else typed[field]
            filters.append(Filter(free[field], str(meant)))
    if typed["below"]:
        filters.append(Filter(FilterKey.PARENT, NOBODY))
    if typed["consent"]:
        filters.append(Filter(FilterKey.CONSENT, LINE_CONSENTS[typed["consent"]]))
    for field, operator in (("created_after", ">="), ("created_before", "<")):
        span = read_created(operator + typed[field], HERE) if typed[field] else None
        filters += [] if span is None else [Filter(FilterKey.CREATED, span)]
    return [*filters, *_custom_filters(typed)]


def _custom_filters(typed: dict[str, str]) -> Iterator[Filter]:
    for field in _CUSTOM[:-1]:
        alike = [each for each in _CUSTOM if squeeze(each.name) == squeeze(field.name)]
        lines = typed[f"custom:{field.id}"].splitlines()
        meant = [str(each) for line in lines for one in alike if (each := wanted(one, line, HERE)) is not None]
        if meant:
            yield Filter(FilterKey.CUSTOM, meant[0], more=tuple(dict.fromkeys(meant[1:])))


def _keys(typed: str) -> list[str]:
    return [key_of(clean_name(tag)) for tag in typed.splitlines()]


def _meant(query: Query) -> tuple[object, ...]:
    """Whatever the order of the filters; tags that may not be are one by one what they are together."""
    excluded = {tag for each in query.filters if _is_without(each) for tag in each.values}
    others = {(each.key, frozenset(each.sought), each.excluded) for each in query.filters if not _is_without(each)}
    return query.terms, excluded, others


def _is_without(each: Filter) -> bool:
    return each.key is FilterKey.TAG and each.excluded

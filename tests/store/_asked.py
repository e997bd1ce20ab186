"""Anybody, and anything that may be asked of them: strategies for the search."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from bot.model.birthdays import Birthday
from bot.model.choices import ChoiceKind
from bot.model.consents import Channel, Consent, with_answer
from bot.model.contacts import ContactKind, CustomValue, Role
from bot.model.custom_fields import CustomKind
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.query import ME, NOBODY, Filter, FilterKey, Sort, query_of
from bot.store import StoreSession
from bot.store.choices import Choices
from bot.store.custom_fields import CustomFields
from tests import make

_PIECES = [
    "Dupont", "du", "Pont", "Marie-Hélène", "d'Aubigné", "O'Brien", "œuf", "Straße", "é", "a", "Li", "王", "伟明",
    "محمد", "김철수", "हिन्दी", "🔥", "%", "_", "\\", '"', "'", "*", "(", "AND", "NEAR(", "-x", "\ue001\ue000\ue000",
    "𝔄𝔟", "ﷺ", "İ", "ſ", "½", "0", "06", "28 23", "٤٢", "@acme.fr", "\u200b", "\u0301", "ᏣᎳᎩ", "𞤀𞤣", "𫠠",
    "x" * 80, "\t",
]  # fmt: skip
phrases = st.lists(st.sampled_from(_PIECES), max_size=4).flatmap(
    lambda parts: st.sampled_from(["", " ", "-"]).map(lambda between: between.join(parts))
)
_WORDS = ["marie", "marei", "maria", "mari", "dupont", "dupond", "duponts", "udpont", "dpont", "dup0nt", "amrie",
         "durand", "élodie", "иванов", "иваноы", "виванов", "papadopoulos", "papadopuolos", "st", "etienne", "saint",
         "street", "0455", "upo", "marie.dupnt@acme.fr", "bd", "voltaire", "stetienne",
         "étienne", "société", "ste", "王小明大伟", "王小大明伟", "e" * 41, "e" * 40, "e" * 39]  # fmt: skip
phones = st.sampled_from(["06 28 23 04 55", "+1 (212) 555-0100", "3631", "01.23.45.67.89 poste 12"]).map(make.phone)
emails = st.sampled_from(["marie.dupont@acme.fr", "x@y.example"]).map(make.email)
towns = ["Paris", "St-Étienne", "Saint Étienne", "L'Île", "Ste Foy", "西安", ""]
addresses = st.builds(
    lambda street, city: make.address(street=street, postcode="75011", city=city),
    st.sampled_from(["12 rue des Lilas", "3 bd Magenta", "4 St John St", ""]),
    st.sampled_from(towns),
)
# What `some_lists` has: two of the kinds of which a contact may have several.
GROUPS, STATES, ROLES = (101, 102), (103, 104), (108, 109)
CATEGORY, STAGE, ORIGIN = 105, 106, 107
SECTOR, HEADS, SINCE, TRADES = (CustomFieldId(id) for id in (1, 2, 3, 4))
_VALUES = {
    SECTOR: st.sampled_from(["BTP", "btp", "B.T.P. & Cie", "Vin", "Ω", "a\nb\n\nc", "%", "12"]) | phrases,
    HEADS: st.sampled_from(["0", "7", "10", "10.5", "-3", "100000000000000000000", "0.1"]),
    SINCE: st.sampled_from(["2026-11-20", "2025-01-01", "0999-12-31"]),
    TRADES: st.sampled_from(["Roofs", "Walls", "Roofs\nWalls", "Élec. & co"]),
}


def _some(ids: Sequence[int]) -> st.SearchStrategy[tuple[ChoiceId, ...]]:
    return st.sets(st.sampled_from(ids)).map(lambda chosen: tuple(ChoiceId(id) for id in sorted(chosen)))


def _one(id: int) -> st.SearchStrategy[ChoiceId | None]:
    return st.sampled_from([None, None, ChoiceId(id)])


def _answers(given: list[Consent]) -> tuple[Consent, ...]:
    answers: tuple[Consent, ...] = ()
    for each in given:
        answers = with_answer(answers, each)
    return answers


customs = st.lists(
    st.sampled_from(list(_VALUES)).flatmap(lambda field: st.builds(CustomValue, st.just(field), _VALUES[field])),
    max_size=3,
    unique_by=lambda value: value.field,
).map(lambda values: tuple(sorted((each for each in values if each.text), key=lambda value: value.field)))
consents = st.lists(
    st.builds(Consent, channel=st.sampled_from(Channel), given=st.booleans(), on=st.just(make.NOW.date())),
    max_size=2,
).map(_answers)
birthdays = st.sampled_from([None, Birthday(3, 12, 1980), Birthday(3, 1), Birthday(12, 3), Birthday(2, 29)])
tags = st.lists(phrases | st.sampled_from(["client", "Fournisseuse", "PROSPECTS"]), max_size=2).map(tuple)
people = st.builds(
    make.contact_values,
    phrases | st.sampled_from(_WORDS),
    phrases | st.sampled_from(_WORDS),
    kind=st.sampled_from(ContactKind),
    company=phrases | st.sampled_from(["Ets Durand & Cie", "Ste Générale", "Acme SARL"]),
    coordinates=st.lists(phones | emails | addresses, max_size=2).map(tuple),
    tags=tags,
    nickname=phrases,
    vat_number=st.sampled_from(["", "FR44732829320"]),
    accounting_account=st.sampled_from(["", "411ACME", "411-Dup"]),
    analytic_account=st.sampled_from(["", "LYON"]),
    owner=st.sampled_from([None, make.CLAIRE, make.JOHN]),
    assigned=st.sampled_from([(), (make.CLAIRE,), (make.CLAIRE, make.JOHN)]),
    groups=_some(GROUPS),
    states=_some(STATES),
    roles=_some(ROLES).map(lambda ids: tuple(Role(id) for id in ids)),
    category=_one(CATEGORY),
    stage=_one(STAGE),
    origin=_one(ORIGIN),
    consents=consents,
    birthday=birthdays,
    custom=customs,
)
moments = st.sampled_from([make.NOW, make.NOW - timedelta(days=20), make.NOW - timedelta(days=400)])
states = st.builds(
    lambda created, chosen: make.contact(1, created_at=created, updated_at=created, **chosen),
    moments,
    st.sampled_from([{}, {}, {}, {"archived_at": make.NOW}, {"deleted_at": make.NOW}]),
)
sides = st.sampled_from(["", "2026-11-20T09:00:00+00:00", "2026-11-01T00:00:00+00:00", "2025-01-01T00:00:00+00:00",
                         "2026-11-20T09:00:00.000001+00:00", "2031-05-01T00:00:00+02:00"])  # fmt: skip
_WANTED = [
    *("1=btp", "1=btpcie", "1=b", "1=abc", "1=%", "1=ω", "1^b", "1^btpc", "1!", "1[;[", "1[b;c[", "1]12;btp]", "9=btp"),
    *("2=10", "2=105", "2=10.5", "2^1", "2!", "2[10;[", "2]10;[", "2[;10[", "2[;10]", "2[-3;0.1]", "2[;["),
    *("3=20261120", "3^2026", "3[2025-01-01;2026-11-20[", "3]2025-01-01;[", "3[;2025-01-01]", "3!"),
    *("4=roofs", "4=walls", "4=roofswalls", "4=elecco", "4^roo", "4^walls", "4!", f"{'9' * 30}=x", f"{'9' * 30}!"),
]


def _any_of(*values: object) -> st.SearchStrategy[str]:
    return st.sampled_from([*map(str, values), "x", "9" * 30, NOBODY])


_ASKED = {
    FilterKey.CONTACT: st.sampled_from(["1", "2", "02", "x", "9" * 30]),
    FilterKey.TAG: st.sampled_from(["clients", "suppliers", "dupont", "vip"]) | phrases,
    FilterKey.KIND: st.sampled_from(["person", "company", "x"]),
    FilterKey.OWNER: st.sampled_from([make.CLAIRE, make.JOHN, NOBODY, ME]),
    FilterKey.ASSIGNED: st.sampled_from([make.CLAIRE, make.JOHN, NOBODY]),
    FilterKey.CITY: st.sampled_from([*towns, "pa", "st", "saint-eti", "s", "'"]),
    FilterKey.ADDRESS: st.sampled_from(["lilas", "75011", "St", "john", "ri", "%"]),
    FilterKey.PHONE: st.sampled_from(["0628", "06 28 23 04 55", "55", "+33 6 28", "0033628230455", "x"]),
    FilterKey.EMAIL: st.sampled_from(["@acme.fr", "dupont@", "x", "."]),
    FilterKey.COMPANY: st.sampled_from(["acme", "ets", "sa"]) | phrases,
    FilterKey.PARENT: st.sampled_from(["1", "2", "x", NOBODY]),
    FilterKey.EMPLOYER: st.sampled_from(["1", "2", "x", NOBODY]),
    FilterKey.UNDER: st.just("1"),
    FilterKey.GROUP: _any_of(*GROUPS),
    FilterKey.STATE: _any_of(*STATES, "clients", "suppliers"),
    FilterKey.ROLE: _any_of(*ROLES),
    FilterKey.CATEGORY: _any_of(CATEGORY, STAGE),
    FilterKey.STAGE: _any_of(STAGE),
    FilterKey.ORIGIN: _any_of(ORIGIN),
    FilterKey.CONSENT: _any_of("email", "email=no", "post", "post=no", "fax"),
    FilterKey.BIRTHDAY: _any_of("03", "03-12", "12-03", "0312", "02-29"),
    FilterKey.CUSTOM: st.sampled_from(_WANTED),
    FilterKey.ACCOUNT: st.sampled_from(["411", "4", "acme", "411dup"]),
    FilterKey.ANALYTIC: st.sampled_from(["ly", "yon"]),
    FilterKey.REFERENCE: st.sampled_from(["c", "x"]),
    FilterKey.CREATED: st.builds(lambda low, high: f"{low}/{high}", sides, sides),
    FilterKey.SEARCH: st.just("mine"),
    FilterKey.WORD: st.sampled_from(["marie", "dup", "st", "d", "55"]) | phrases,
}
filters = st.sampled_from(FilterKey).flatmap(
    lambda key: st.builds(
        Filter, st.just(key), _ASKED[key], st.booleans(), st.lists(_ASKED[key], max_size=2).map(tuple)
    )
)
queries = st.builds(
    lambda text, typos, chosen, sort: replace(query_of(text), typos=typos, filters=tuple(chosen), sort=sort),
    phrases | st.lists(st.sampled_from(_WORDS), max_size=2).map(" ".join),
    st.booleans(),
    st.lists(filters, max_size=3),
    st.sampled_from(Sort),
)


async def some_lists(session: StoreSession) -> None:
    """What the people refer to."""
    kinds = {GROUPS: ChoiceKind.GROUP, STATES: ChoiceKind.STATE, ROLES: ChoiceKind.ROLE}
    single = {CATEGORY: ChoiceKind.CATEGORY, STAGE: ChoiceKind.STAGE, ORIGIN: ChoiceKind.ORIGIN}
    several = [make.choice(id, kind, f"{kind} {id}") for ids, kind in kinds.items() for id in ids]
    await Choices(session).add_many([*several, *(make.choice(id, kind) for id, kind in single.items())])
    of_kinds = {SECTOR: CustomKind.TEXT, HEADS: CustomKind.NUMBER, SINCE: CustomKind.DATE, TRADES: CustomKind.CHOICES}
    for field, kind in of_kinds.items():
        answers = ("Roofs", "Walls", "Élec. & co") if kind is CustomKind.CHOICES else ()
        await CustomFields(session).add(make.custom_field(field, f"Field {field}", kind=kind, answers=answers))

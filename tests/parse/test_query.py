"""A line of search: what is words, what is a filter, and what is said of a filter that means nothing."""

from datetime import UTC, datetime

import pytest

from bot.model.errors import QueryInvalid
from bot.model.filters import ME, MOST_FILTERS, NOBODY, Filter, FilterKey
from bot.model.ids import MemberId
from bot.model.query import Query, query_of
from bot.parse.query import awaits_person, key_names, read_query, typed_query, written
from bot.parse.query._keys import KEYS
from tests.make import CLAIRE, JOHN

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
PEOPLE = {"@claire": CLAIRE, "@John Smith": JOHN}
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("Marie  Dupont ", ("marie", "dupont")),
        (f"Marie{NBSP}Dupont", ("marie", "dupont")),
        ('"Marie Dupont"', ("marie", "dupont")),
        ("«Marie» “Dupont”", ("marie", "dupont")),
        ('"tag:vip" x', ("tag", "vip", "x")),
        ("- marie -06 -", ("marie", "06")),
        ('"marie', ("marie",)),
        ('5" marie', ("5", "marie")),
        ("d'Aubigné 🔥", ("d", "aubigne")),
        ("12:30 marie", ("12", "30", "marie")),
        ("https://acme.fr/a?b=c:d", ("acme", "fr", "a", "b", "c", "d")),
        ("Re: bonjour", ("re", "bonjour")),
        ("Note : bonjour", ("note", "bonjour")),
        ("salut:) :smile:", ("salut", "smile")),
        ("marie@acme.fr:x", ("marie@acme.fr", "x")),
        (":", ()),
        ("dupont:", ("dupont",)),
        ("06 28 23 04 55", ("0628230455",)),
        ("dupont 06 28 tag:vip 23 04 55", ("dupont", "0628230455")),
        ("dupont OR martin", ("dupont", "or", "martin")),
    ],
)
def test_words_are_words(line: str, terms: tuple[str, ...]) -> None:
    assert _read(line).terms == terms


def test_a_line_of_words_alone_asks_what_its_words_ask() -> None:
    for line in ("Marie Dupont", "06 28 23 04 55", "+33 (0)6 28 23 04 55 x", "王伟", "100%", "04 55"):
        assert _read(line) == query_of(line)


@pytest.mark.parametrize(
    ("line", "key", "values"),
    [
        ("tag:VIP", FilterKey.TAG, ["vip"]),
        ("étiquette:Cliente", FilterKey.TAG, ["clients"]),
        ("ÉTIQUETTE:vip", FilterKey.TAG, ["vip"]),
        ("etiquette:vip,client,vip", FilterKey.TAG, ["vip", "clients"]),
        ("tag:🔥", FilterKey.TAG, ["🔥"]),
        ('tag:"Très bon"', FilterKey.TAG, ["tresbon"]),
        ('tag:"a, b",c', FilterKey.TAG, ["ab", "c"]),
        ('tag:"say ""hi"""', FilterKey.TAG, ["sayhi"]),
        ("kind:person", FilterKey.KIND, ["person"]),
        ("type:Société", FilterKey.KIND, ["company"]),
        ("genre:particulier", FilterKey.KIND, ["person"]),
        ("owner:@me", FilterKey.OWNER, [ME]),
        ("propriétaire:moi", FilterKey.OWNER, [ME]),
        ("commercial:aucun", FilterKey.OWNER, [NOBODY]),
        ("owner:@claire", FilterKey.OWNER, [CLAIRE]),
        ("owner:Claire", FilterKey.OWNER, [CLAIRE]),
        ("owner:@John Smith", FilterKey.OWNER, [JOHN]),
        ("owner:@John Smith,@claire", FilterKey.OWNER, [JOHN, CLAIRE]),
        ("owner:U012ABCDEF", FilterKey.OWNER, ["U012ABCDEF"]),
        ("assigné:none,me", FilterKey.ASSIGNED, [NOBODY, ME]),
        ("ville:Lyon", FilterKey.CITY, ["Lyon"]),
        (f"ville{NBSP}: Lyon", FilterKey.CITY, ["Lyon"]),
        ("ville:  Lyon", FilterKey.CITY, ["Lyon"]),
        ("city：Lyon", FilterKey.CITY, ["Lyon"]),
        (f"ville:«{NBSP}Saint-Étienne{NBSP}»", FilterKey.CITY, ["Saint-Étienne"]),
        ("ville:“Saint Étienne”", FilterKey.CITY, ["Saint Étienne"]),
        ("ville:L'Haÿ-les-Roses", FilterKey.CITY, ["L'Haÿ-les-Roses"]),
        ("\u200bville:\u200bLyon\u200e", FilterKey.CITY, ["Lyon"]),
        ("address:lilas", FilterKey.ADDRESS, ["lilas"]),
        ("tel:0628", FilterKey.PHONE, ["0628"]),
        ("tél : 06 28 23 04 55", FilterKey.PHONE, ["06 28 23 04 55"]),
        ("phone:+33 (0)6 28 23 04 55", FilterKey.PHONE, ["+33 (0)6 28 23 04 55"]),
        ("e-mail:@acme.fr", FilterKey.EMAIL, ["@acme.fr"]),
        ("mailto:marie@acme.fr", FilterKey.EMAIL, ["marie@acme.fr"]),
        ("société:Acme", FilterKey.COMPANY, ["Acme"]),
        ("société-mère:#12", FilterKey.PARENT, ["#12"]),
        ('parent:"Acme & Cie"', FilterKey.PARENT, ["Acme & Cie"]),
        ("employeur:Acme", FilterKey.EMPLOYER, ["Acme"]),
        ("compte:411", FilterKey.ACCOUNT, ["411"]),
        ("analytique:LYON", FilterKey.ANALYTIC, ["LYON"]),
        ("réf:C-00012", FilterKey.REFERENCE, ["C-00012"]),
        ('search:"My clients"', FilterKey.SEARCH, ["My clients"]),
        ("recherche:clients", FilterKey.SEARCH, ["clients"]),
        ('search:"🔥"', FilterKey.SEARCH, ["🔥"]),
        ("ville:lyon, paris", FilterKey.CITY, ["lyon", "paris"]),
        ("ville: lyon ,", FilterKey.CITY, ["lyon"]),
        ("ville:lyon,\tparis,,  nice", FilterKey.CITY, ["lyon", "paris", "nice"]),
        ("tag:vip， client", FilterKey.TAG, ["vip", "clients"]),
        ("owner:@claire, @John Smith", FilterKey.OWNER, [CLAIRE, JOHN]),
    ],
)
def test_a_key_in_either_language_makes_a_filter(line: str, key: FilterKey, values: list[str]) -> None:
    value, *more = values
    for excluded, sign in ((False, ""), (True, "-"), (True, "−")):
        typed = line.lstrip("\u200b")
        asked = _read(f"a {sign}{typed} " if sign else f"a {line} ")
        assert asked.filters == (Filter(key, value, excluded, tuple(more)),), typed
        assert asked.terms == ("a",)


def test_words_and_filters_stand_in_any_order() -> None:
    line = "marie tag:vip dupont -ville:Paris tag:client"
    assert _read(line) == Query(
        text=line,
        terms=("marie", "dupont"),
        filters=(
            Filter(FilterKey.TAG, "vip"),
            Filter(FilterKey.CITY, "Paris", excluded=True),
            Filter(FilterKey.TAG, "clients"),
        ),
    )


@pytest.mark.parametrize(
    ("line", "filters", "terms"),
    [
        ("tag:a, ville:Lyon", [(FilterKey.TAG, ("a",)), (FilterKey.CITY, ("Lyon",))], ()),
        ("tag:a, -ville:Lyon x", [(FilterKey.TAG, ("a",)), (FilterKey.CITY, ("Lyon",))], ("x",)),
        ("tag:a, -bob", [(FilterKey.TAG, ("a",)), (FilterKey.WORD, ("bob",))], ()),
        ("tag:a b, c", [(FilterKey.TAG, ("a",))], ("b", "c")),
        ("created:janvier 2026, lyon", None, ()),
    ],
)
def test_a_list_of_values_ends_where_something_else_begins(
    line: str, filters: list[tuple[FilterKey, tuple[str, ...]]] | None, terms: tuple[str, ...]
) -> None:
    if filters is None:
        with pytest.raises(QueryInvalid):
            _read(line)
        return
    assert [(each.key, each.values) for each in _read(line).filters] == filters
    assert _read(line).terms == terms


@pytest.mark.parametrize(
    ("line", "words", "terms"),
    [
        ("-dupont", [("dupont",)], ()),
        ("marie −dupont", [("dupont",)], ("marie",)),
        ('marie -"le guen" -bob', [("le guen",), ("bob",)], ("marie",)),
        ("-st", [("st", "saint", "street")], ()),
        ("jean-paul", [], ("jean", "paul")),
        ("-12 -🔥", [], ("12",)),
    ],
)
def test_a_word_behind_a_minus_may_not_stand_there(
    line: str, words: list[tuple[str, ...]], terms: tuple[str, ...]
) -> None:
    asked = _read(line)
    assert asked.terms == terms
    assert asked.filters == tuple(Filter(FilterKey.WORD, one, True, tuple(more)) for one, *more in words)


def test_a_number_beside_words_is_a_contact() -> None:
    assert _read("#12 dupont") == Query("#12 dupont", ("dupont",), (Filter(FilterKey.CONTACT, "#12"),))
    assert _read('"#12" dupont').terms == ("12", "dupont")


@pytest.mark.parametrize(
    "begun", ["owner:", "commercial : ", "a -assigné： “", "owner:UA, ", "owner:UA,UB ,", 'owner: "']
)
def test_a_filter_of_people_waits_for_somebody(begun: str) -> None:
    assert awaits_person(begun)


@pytest.mark.parametrize("begun", ['"Suivi par":', 'a -champ.suivi:UA, "', "suivi:", 'x "Suivi par":UA,'])
def test_a_filter_that_may_be_of_a_custom_field_waits_for_somebody_too(begun: str) -> None:
    assert awaits_person(begun)


@pytest.mark.parametrize(
    "begun",
    ["", "Note : ", '"Note" : ', 'tag:"a b", ', "tag:", "owner:UA ", "xowner ", "owner:UA tag:a, ", "owner:a b, "],
)
def test_anything_else_waits_for_nobody(begun: str) -> None:
    assert not awaits_person(begun)


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("citty:Lyon", "unknown_key", "citty"),
        ("a foo:bar", "unknown_key", "foo"),
        ("a -foo:bar", "unknown_key", "foo"),
        ("tag:", "empty_value", "tag:"),
        ("a -tag: ", "empty_value", "-tag:"),
        ("tag:,", "empty_value", "tag:"),
        ('tag:""', "empty_value", "tag:"),
        ("city: tag:vip", "empty_value", "city:"),
        ("city:!?", "empty_value", "!?"),
        ("created:soon", "not_a_date", "soon"),
        ('created:">=the other day"', "not_a_date", "the other day"),
        ("created:2026-13", "not_a_date", "2026-13"),
        ("created:31/02/2026", "not_a_date", "31/02/2026"),
        ("created:0001-01-01", "not_a_date", "0001-01-01"),
        ("created:9999", "not_a_date", "9999"),
        ("created:9999y", "not_a_date", "9999y"),
        ("created:>7d", "not_a_date", ">7d"),
        ("created:..", "not_a_date", ".."),
        ("created:2026..soon", "not_a_date", "2026..soon"),
        ('created:"ma 2026"', "not_a_date", "ma 2026"),
        ("phone:abc", "not_a_phone", "abc"),
        ("kind:person,robot", "not_a_kind", "robot"),
        ("owner:Paul", "unknown_person", "Paul"),
        ("owner:@claire2", "unknown_person", "@claire2"),
        ('city:"Saint Étienne', "open_quote", '"Saint'),
        ("tag:x " * MOST_FILTERS + "city:Lyon", "too_many", "city:Lyon"),
        ("tag:" + ",".join(f"t{at}" for at in range(60)), "too_many", "t50"),
    ],
)
def test_a_filter_that_means_nothing_is_refused_at_its_word(line: str, code: str, word: str) -> None:
    with pytest.raises(QueryInvalid) as refused:
        _read(line)
    values = refused.value.values
    assert (values["code"], values["word"]) == (code, word)
    at = values["at"]
    assert isinstance(at, int)
    assert line[at:].lstrip('"').startswith(word.lstrip('"'))


@pytest.mark.parametrize(
    ("line", "language", "nearest"),
    [("citty:x", "en", "city"), ("vile:x", "fr", "ville"), ("citty:x", "fr", "ville"), ("zzzz:x", "fr", "")],
)
def test_an_unknown_key_comes_with_the_nearest_in_the_readers_language(line: str, language: str, nearest: str) -> None:
    with pytest.raises(QueryInvalid) as refused:
        read_query(line, now=NOW, zone="UTC", language=language)
    assert refused.value.values["nearest"] == nearest
    assert refused.value.values["keys"] == ", ".join(key_names(language))


KEYLESS = {FilterKey.CONTACT, FilterKey.WORD, FilterKey.CUSTOM}  # '#12', '-dupont' and '"Own field":a'


def test_every_filter_but_those_with_a_sign_has_a_key_and_no_two_have_the_same_name() -> None:
    assert [key.filter for key in KEYS] == [each for each in FilterKey if each not in KEYLESS]
    names = [name for key in KEYS for name in key.names]
    assert len(names) == len(set(names))


FULL = {
    "words": "marie dupont",
    "tags": "VIP\nTrès bon",
    "without": "client\n🔥",
    "kind": "company",
    "owner": "UCLAIRE",
    "assigned": "UCLAIRE\nUJOHN",
    "city": "Saint-Étienne",
    "address": "12, rue des Lilas",
    "phone": "06 28 23",
    "email": "@acme.fr",
    "company": 'Acme "& Fils"',
    "parent": "#12",
    "account": "411",
    "analytic": "LYON",
    "reference": "C-1",
    "below": "without",
    "created_after": "01/02/2026",
    "created_before": "this year",
}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "fr",
            'étiquette:VIP étiquette:"Très bon" -étiquette:client,"🔥" type:entreprise commercial:UCLAIRE '
            'assigné:UCLAIRE,UJOHN ville:Saint-Étienne adresse:"12, rue des Lilas" téléphone:"06 28 23" '
            'e-mail:@acme.fr entreprise:"Acme ""& Fils""" société-mère:#12 compte:411 analytique:LYON '
            'référence:C-1 société-mère:aucun créé:>=01/02/2026 créé:"<this year" marie dupont',
        ),
        (
            "en",
            'tag:VIP tag:"Très bon" -tag:client,"🔥" kind:company owner:UCLAIRE assigned:UCLAIRE,UJOHN '
            'city:Saint-Étienne address:"12, rue des Lilas" phone:"06 28 23" email:@acme.fr '
            'company:"Acme ""& Fils""" parent:#12 account:411 analytic:LYON reference:C-1 parent:none '
            'created:>=01/02/2026 created:"<this year" marie dupont',
        ),
    ],
)
def test_the_form_of_the_advanced_search_is_a_line_and_the_line_the_form(language: str, line: str) -> None:
    assert written(FULL, language) == line
    assert typed_query(line) == FULL
    assert len(_read(line).filters) <= MOST_FILTERS


def test_an_empty_form_is_an_empty_line() -> None:
    assert written({}, "fr") == written(dict.fromkeys(FULL, ""), "en") == ""
    assert typed_query("") == {"words": ""}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("tag:a,b x", "tag:a,b x"),
        ("-city:Lyon", "-city:Lyon"),
        ("city:Lyon,Paris", "city:Lyon,Paris"),
        ("city:Lyon city:Paris", "city:Paris"),
        ("search:mine", "search:mine"),
        ("created:2026", "created:2026"),
        ("created:>2026 created:<=2026", "created:>2026 created:<=2026"),
        ("owner:@me", "owner:@me"),
        ("owner:none", "owner:none"),
        ("-owner:UCLAIRE", "-owner:UCLAIRE"),
        ("foo:bar city:Lyon", "foo:bar city:Lyon"),
        ('"two words" city:Lyon', '"two words"'),
        ("ville tag:x :Lyon", "ville ;Lyon"),
    ],
)
def test_what_has_no_field_stays_among_the_words(line: str, words: str) -> None:
    assert typed_query(line)["words"] == words


def test_who_is_mentioned_stands_in_the_form_by_id() -> None:
    people = PEOPLE | {ME: MemberId("UME")}
    assert typed_query("owner:@me assigned:@John Smith,@claire", people=people) == {
        "words": "",
        "owner": "UME",
        "assigned": f"{JOHN}\n{CLAIRE}",
    }


def _read(line: str) -> Query:
    return read_query(line, now=NOW, zone="Europe/Paris", language="fr", people=PEOPLE)

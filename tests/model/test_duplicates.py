"""Who is taken for one contact and who is not, two at a time."""

import pytest

from bot.model.birthdays import read
from bot.model.contacts import Civility, ContactKind, ContactValues, Coordinate, CoordinateKind, PostalAddress
from bot.model.coordinates import email, phone
from bot.model.duplicates import Likeness, Reason, Traits, keys, likeness, pairs, rarity_of, traits_of

HOME = ("12 rue des Lilas", "69003", "Lyon")
OTHER_HOME = ("4 quai du Port", "13006", "Marseille")


def person(name: str, **said: object) -> Traits:
    """'Jean / Martin' and what else is said."""
    first, _, last = name.partition(" / ")
    return _traits(ContactValues(first_name=first, last_name=last), **said)


def firm(name: str, **said: object) -> Traits:
    return _traits(ContactValues(kind=ContactKind.COMPANY, company=name), **said)


def _traits(values: ContactValues, **said: object) -> Traits:
    reach: list[Coordinate | None] = []
    for kind, text in said.items():
        if kind == "mail":
            reach.append(email(str(text)))
        elif kind in {"tel", "switchboard"}:
            reach.append(phone(str(text), "FR", label="" if kind == "tel" else kind))
        elif kind == "at" and isinstance(text, tuple):
            address = PostalAddress(street=text[0], postcode=text[1], city=text[2])
            reach.append(Coordinate(kind=CoordinateKind.ADDRESS, typed=address.line, address=address))
        elif kind == "page":
            reach.append(Coordinate(kind=CoordinateKind.SOCIAL, typed=str(text), parsed=str(text)))
    fields = {name: text for name, text in said.items() if name in ContactValues.__dataclass_fields__}
    made = ContactValues(
        **{
            **{name: getattr(values, name) for name in ("kind", "first_name", "last_name", "company")},
            **fields,
            "coordinates": tuple(each for each in reach if each),
        }
    )
    return traits_of(made, read(str(said["born"])) if "born" in said else None)


def test_a_name_alone_makes_nobody_a_duplicate() -> None:
    for name in ("Jean / Martin", "Zbigniew / Krzyżanowski"):
        assert not likeness(person(name), person(name)).is_likely


def test_namesakes_who_differ_in_everything_else_are_two() -> None:
    one = person("Jean / Martin", mail="jean.martin@acme.fr", at=HOME, born="1970-01-02")
    other = person("Jean / Martin", mail="jm1984@example.org", at=OTHER_HOME, born="1984-05-06")
    assert likeness(one, other).score < 0.01


@pytest.mark.parametrize(
    "written",
    [
        "Jean-Pierre / Lefèvre", "JEAN PIERRE / LEFEVRE", "jean pierre / lefevre", "JP / Lefèvre", "J.-P. / Lefèvre",
        "Jean-Piere / Lefèvre", "Jean-Pierre / Lefevrre", "Lefèvre / Jean-Pierre", "M. Jean-Pierre / Lefèvre",
        "Jean / Lefèvre", "Jean-Pierre / Lefèvre-Roux", " / Jean-Pierre Lefèvre",
    ],
)  # fmt: skip
def test_a_person_is_known_again_however_the_name_is_written(written: str) -> None:
    one = person("Jean-Pierre / Lefèvre", company="Imprimerie Boréal", at=HOME)
    assert likeness(one, person(written, company="Imprimerie Boréal", at=HOME)).is_likely


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill", "William"), ("Bob", "Robert"), ("Kate", "Katherine"), ("Alex", "Alexandre"), ("Seb", "Sébastien"),
        ("Ted", "Edward"), ("Manu", "Emmanuel"), ("Philippe", "Filip"), ("Mathieu", "Matthieu"),
    ],
)  # fmt: skip
def test_short_forms_are_names_too(one: str, other: str) -> None:
    assert likeness(person(f"{one} / Okafor", at=HOME), person(f"{other} / Okafor", at=HOME)).is_likely


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean", "Paul"), ("Michel", "Michèle"), ("Louis", "Louise"), ("Jean", "Jeanne"), ("Daniel", "Danielle"),
        ("Laurent", "Laurence"), ("John", "Joan"), ("Lucas", "Lucie"),
    ],
)  # fmt: skip
def test_a_family_under_one_roof_is_several_people(one: str, other: str) -> None:
    home = {"at": HOME, "tel": "04 78 00 12 34", "mail": "famille.martin@example.org"}
    assert not likeness(person(f"{one} / Martin", **home), person(f"{other} / Martin", **home)).is_likely


def test_a_junior_is_not_his_father() -> None:
    home = {"at": HOME, "tel": "04 78 00 12 34"}
    senior = person("John / Marchand Sr", **home, born="1950-03-04")
    assert not likeness(senior, person("John / Marchand Jr", **home, born="1980-05-06")).is_likely


def test_colleagues_share_a_switchboard_and_a_mailbox_and_are_two() -> None:
    firm_ = {"company": "Acme SARL", "tel": "01 99 00 12 34", "mail": "contact@acme.fr", "at": HOME}
    assert not likeness(person("Luc / Petit", **firm_), person("Anne / Durand", **firm_)).is_likely
    assert not likeness(person("Luc / Petit", **firm_), person("Luc / Durand", **firm_)).is_likely
    assert likeness(person("Luc / Petit", **firm_), person("L. / Petit", **firm_)).is_likely


def test_a_married_name_is_known_by_what_is_ones_own() -> None:
    before = person("Chloé / Marchetti", mail="chloe84@example.org", born="1984-02-29")
    assert likeness(before, person("Chloé / Rostand", mail="chloe84@example.org", born="1984-02-29")).is_likely
    assert not likeness(person("Chloé / Marchetti", at=HOME), person("Chloé / Rostand", at=HOME)).is_likely


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 avenue de la Gare", "12 av. de la gare"), ("3 boulevard Saint-Michel", "3, bd St Michel"),
        ("5 High Street", "5 High St."),
        ("7 rue des Lilas, Bât. B", "7 R. DES LILAS"), ("9 Oak Road Apt 4", "9 Oak Rd"),
    ],
)  # fmt: skip
def test_streets_are_known_by_their_short_forms(one: str, other: str) -> None:
    found = likeness(
        person("Ana / Kovač", at=(one, "", "Lyon")), person("Ana / Kovač", at=(other, "", "LYON CEDEX 03"))
    )
    assert Reason.SAME_ADDRESS in found.reasons


def test_a_moved_address_is_no_veto() -> None:
    one = person("Ana / Kovač", company="Boréal", at=HOME)
    assert likeness(one, person("Ana / Kovač", company="Boreal SAS", at=OTHER_HOME)).is_likely


@pytest.mark.parametrize("written", ["06 28 23 04 55", "+33 6 28 23 04 55", "0033628230455", "06.28.23.04.55 poste 3"])
def test_a_phone_is_one_however_it_is_written(written: str) -> None:
    found = likeness(person("Ana / Kovač", tel="+33628230455"), person("A. / Kovač", tel=written))
    assert found.is_likely
    assert found.reasons[0] is Reason.SAME_PHONE


def test_an_email_is_told_first_and_a_local_part_elsewhere_says_little() -> None:
    one = person("Jean / Martin", mail="jean.martin@acme.fr")
    assert likeness(one, person("Jean / Martin", mail="Jean.Martin@ACME.fr")).reasons[0] is Reason.SAME_EMAIL
    assert not likeness(one, person("Jean / Martin", mail="jean.martin@example.org")).is_likely


def test_civilities_speak_against() -> None:
    one = person("Dominique / Faure", at=HOME, civility=Civility.MR)
    alike, other = (person("Dominique / Faure", at=HOME, civility=each) for each in (Civility.MR, Civility.MRS))
    assert likeness(one, other).score < likeness(one, alike).score


def test_a_company_is_known_without_its_legal_form() -> None:
    for name in ("Brasserie du Nord", "BRASSERIE DU NORD SARL", "Brasserie du Nord S.A.S.", "Brasserie  du-Nord"):
        found = likeness(firm("Brasserie du Nord", at=HOME), firm(name, at=HOME))
        assert found.is_likely
        assert not likeness(firm("Brasserie du Nord"), firm(name)).is_likely
        assert not likeness(firm("Brasserie du Nord", at=HOME), firm(name, at=OTHER_HOME)).is_likely


def test_companies_are_told_apart_or_known_again_by_their_numbers() -> None:
    moved = (
        firm("Boréal", siret="73282932000074", at=HOME),
        firm("Boréal Lyon", siret="732 829 320 00074", at=OTHER_HOME),
    )
    assert likeness(*moved).is_likely
    assert likeness(*moved).reasons[0] is Reason.SAME_SIRET
    other = firm("Boréal", siret="35600000000048", at=HOME)
    assert not likeness(moved[0], other).is_likely


def test_a_company_and_a_person_who_works_there_are_two() -> None:
    said = {"mail": "contact@boreal.fr", "tel": "01 99 00 12 34"}
    assert likeness(firm("Boréal", **said), person("Ana / Kovač", company="Boréal", **said)) == Likeness(0.0)


def test_rare_names_say_more_than_common_ones() -> None:
    crowd = [person("Marie / Martin", at=(f"{number} rue X", "75011", "Paris")) for number in range(300)]
    crowd += [person("Osvaldo / Quint", at=(f"{number} rue Y", "75011", "Paris")) for number in range(2)]
    rarity = rarity_of(crowd)
    assert likeness(crowd[-1], crowd[-2], rarity).score > likeness(crowd[0], crowd[1], rarity).score


def test_likeness_has_no_direction_and_stays_between_0_and_1() -> None:
    known = [
        person("Jean-Pierre / Lefèvre", at=HOME), person("JP / Lefevre", at=HOME, tel="0628230455"), firm("Acme SA"),
        person("Lefevre / Jean", tel="06 28 23 04 55"), person("", mail="jp@acme.fr"), firm("Acme SARL", at=HOME),
    ]  # fmt: skip
    for one in known:
        for other in known:
            assert likeness(one, other) == likeness(other, one)
            assert 0 <= likeness(one, other).score <= 1


def test_nothing_known_is_like_nothing() -> None:
    assert not likeness(Traits(), Traits()).is_likely
    assert list(pairs([])) == []
    assert list(pairs([Traits(), Traits()])) == []


def test_records_that_may_be_one_meet_by_a_key() -> None:
    one = person("Jean-Pierre / Lefèvre", at=HOME)
    for written in ("Lefevre / Jean-Pierre", "J.-P. / Lefèvre", "Jean-Piere / Lefèvre", "Jean-Pierre / Lefebvre"):
        assert keys(one) & keys(person(written, at=HOME)), written
    assert not keys(one) & keys(person("Anne / Durand", at=OTHER_HOME))


def test_three_of_one_contact_are_three_pairs_in_their_order() -> None:
    three = [person("Ana / Kovač", mail="ana@kovac.hr", tel="0628230455") for _ in range(3)]
    found = list(pairs([three[0], person("Luc / Petit"), *three[1:]]))
    assert [(pair.first, pair.second) for pair in found] == [(0, 2), (0, 3), (2, 3)]


def test_one_contact_that_is_there_a_hundred_times_is_found_each_time() -> None:
    found = list(pairs([person("Ana / Kovač", mail="ana@kovac.hr", at=HOME) for _ in range(100)]))
    assert {place for pair in found for place in (pair.first, pair.second)} == set(range(100))


def test_a_switchboard_of_hundreds_hides_nobody() -> None:
    staff = [person(f"Ana / Kovač{number:03}", tel="01 99 00 12 34") for number in range(300)]
    double = person("A. / Kovač150", tel="01 99 00 12 34", mail="ana@example.org")
    assert [(pair.first, pair.second) for pair in pairs([*staff, double])] == [(150, 300)]

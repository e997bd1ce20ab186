"""How people ask for a contact whom they know by halves: each kind of question written from the contact itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.model.contacts import ContactKind, ContactValues
from bot.model.coordinates import national
from bot.model.folding import digits, fold, squeeze, words
from tests import _names
from tests.people import Dice

_NAMES = {squeeze(name) for name in (*_names.FIRST_FR, *_names.FIRST_EN, *_names.LAST_FR, *_names.LAST_EN)}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 5  # a shorter word with a letter wrong is another word
_SAINT = {"saint": "st", "sainte": "ste"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a contact, folded: a question fits whoever shares the part that it is written from."""

    values: ContactValues
    first: str
    last: str
    name: str
    company: str
    city: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]

    @classmethod
    def of(cls, values: ContactValues) -> "Known":
        cities = [each.address.city for each in values.coordinates if each.address]
        return cls(
            values,
            squeeze(values.first_name),
            squeeze(values.last_name),
            squeeze(values.name),
            squeeze(values.company),
            squeeze(cities[0]) if cities else "",
            tuple(each.typed for each in values.emails),
            tuple(digits(each.parsed or each.typed) for each in values.phones),
        )

    @property
    def is_person(self) -> bool:
        return self.values.kind is ContactKind.PERSON


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and whom it may mean, undamaged."""

    typed: str
    fits: Callable[[Known], bool]


def _of_name(typed: str, known: Known) -> Question | None:
    return Question(typed, lambda other: other.name == known.name) if typed else None


def exact(known: Known, dice: Dice) -> Question | None:
    return _of_name(known.values.name, known)


def without_accents(known: Known, dice: Dice) -> Question | None:
    plain = fold(known.values.name)
    return _of_name(plain, known) if plain != known.values.name.lower() else None


def with_wrong_accents(known: Known, dice: Dice) -> Question | None:
    name = known.values.name
    return _of_name(name.translate(str.maketrans("eèêéau", "éeeêâü")), known) if name.isascii() else None


def loud(known: Known, dice: Dice) -> Question | None:
    return _of_name(known.values.name.upper(), known)


def swapped(known: Known, dice: Dice) -> Question | None:
    if not known.is_person:
        return None
    return _of_name(f"{known.values.last_name} {known.values.first_name}", known)


def hyphens(known: Known, dice: Dice) -> Question | None:
    name = known.values.name
    return _of_name(name.replace("-", dice.pick((" ", "", " - "))), known) if "-" in name else None


def joined(known: Known, dice: Dice) -> Question | None:
    """An apostrophe or a particle that is written together, or apart: 'delatour', 'd aubigne', 'o brien'."""
    last = known.values.last_name
    if not {"'", " "} & set(last):
        return None
    return _of_name(
        f"{known.values.first_name} {last.replace(' ', '').replace(chr(39), dice.pick(('', ' ', '’')))}", known
    )


def initial(known: Known, dice: Dice) -> Question | None:
    if not known.is_person:
        return None
    first = known.first[0]
    typed = f"{known.values.first_name[0]} {known.values.last_name}"
    return Question(typed, lambda other: other.last == known.last and other.first.startswith(first))


def beginnings(known: Known, dice: Dice) -> Question | None:
    """Three letters of each name."""
    if not known.is_person or min(len(known.first), len(known.last)) < 3:
        return None
    first, last = known.first[:3], known.last[:3]
    return Question(f"{first} {last}", lambda other: other.first.startswith(first) and other.last.startswith(last))


def surname_begun(known: Known, dice: Dice) -> Question | None:
    """The first name and how the last begins, as it is while somebody types."""
    if not known.is_person or len(known.last) < _LONG:
        return None
    last = known.last[: 3 + dice.below(len(known.last) - 3)]
    typed = f"{known.values.first_name} {last}"
    return Question(typed, lambda other: other.first == known.first and other.last.startswith(last))


def mistyped(known: Known, dice: Dice) -> Question | None:
    return _of_name(with_typo(known.values.name, dice), known)


def mistyped_and_swapped(known: Known, dice: Dice) -> Question | None:
    if not known.is_person:
        return None
    return _of_name(with_typo(f"{known.values.last_name} {known.values.first_name}", dice), known)


def mistyped_surname(known: Known, dice: Dice) -> Question | None:
    """The last name alone, wrong, and nothing beside it to help."""
    if not known.is_person or not known.last:
        return None
    typed = with_typo(known.values.last_name, dice)
    return Question(typed, lambda other: other.last == known.last) if typed else None


def surname_that_begins_others(known: Known, dice: Dice) -> Question | None:
    """The last name alone, where other names begin so: 'andré' in a team with Andrews."""
    if not known.is_person or not any(name != known.last and name.startswith(known.last) for name in _NAMES):
        return None
    return Question(known.values.last_name, lambda other: other.last == known.last)


def compound_mistyped(known: Known, dice: Dice) -> Question | None:
    """A name of several words written as one, with a slip: 'jeanpiere', 'delatourr'."""
    last = known.values.last_name
    if not known.is_person or len(words(last)) < 2 or len(known.last) < _LONG:
        return None
    typed = with_typo(known.last, dice)
    return Question(f"{known.values.first_name} {typed}", lambda other: other.name == known.name) if typed else None


def with_company(known: Known, dice: Dice) -> Question | None:
    if not known.is_person or not known.company:
        return None
    word = dice.pick([word for word in words(known.values.company) if len(word) > 2] or [known.company])
    typed = f"{known.values.last_name} {word}"
    return Question(typed, lambda other: other.last == known.last and word in other.company)


def with_city(known: Known, dice: Dice) -> Question | None:
    if not known.is_person or not known.city:
        return None
    city = next(each.address.city for each in known.values.coordinates if each.address)
    typed = f"{known.values.last_name} {shortened(city)}"
    return Question(typed, lambda other: other.last == known.last and other.city == known.city)


def saint(known: Known, dice: Dice) -> Question | None:
    """'Garage Saint-Luc' as 'garage st luc'."""
    if "saint" not in known.company:
        return None
    typed, company = shortened(known.values.company), known.company
    if known.is_person:
        return Question(
            f"{typed} {known.values.first_name}", lambda other: other.company == company and other.first == known.first
        )
    return Question(typed, lambda other: other.company == company)


def phone(known: Known, dice: Dice) -> Question | None:
    if not known.phones:
        return None
    wanted = known.phones[0]
    return Question(_dialled(f"+{wanted}", dice), lambda other: wanted in other.phones)


def phone_ending(known: Known, dice: Dice) -> Question | None:
    return _ending(known, 4, "")


def phone_ending_in_pairs(known: Known, dice: Dice) -> Question | None:
    return _ending(known, 6, " ")


def name_and_phone(known: Known, dice: Dice) -> Question | None:
    if not known.is_person or not known.phones:
        return None
    return _of_name(f"{known.values.last_name} {_dialled(f'+{known.phones[0]}', dice)}", known)


def mailbox(known: Known, dice: Dice) -> Question | None:
    """Nine signs of an address, from anywhere before the ending that all share; a minus in front excludes."""
    return _of_email(known, lambda address: _cut(address.rpartition(".")[0], 9, dice).lstrip("-"))


def mailbox_whole(known: Known, dice: Dice) -> Question | None:
    return _of_email(known, lambda address: address.upper() if dice.chance(0.3) else address)


def mailbox_domain(known: Known, dice: Dice) -> Question | None:
    return _of_email(known, lambda address: address[address.index("@") :])


KINDS: Mapping[str, Callable[[Known, Dice], Question | None]] = {
    "exact name": exact,
    "accents dropped": without_accents,
    "accents wrong": with_wrong_accents,
    "capitals": loud,
    "names swapped": swapped,
    "hyphens": hyphens,
    "particles and apostrophes": joined,
    "initial and last name": initial,
    "three letters of each name": beginnings,
    "last name begun": surname_begun,
    "one typo": mistyped,
    "one typo, names swapped": mistyped_and_swapped,
    "last name alone, one typo": mistyped_surname,
    "last name that begins others": surname_that_begins_others,
    "compound name, one typo": compound_mistyped,
    "last name and company": with_company,
    "last name and city": with_city,
    "saint as st": saint,
    "phone": phone,
    "four last digits": phone_ending,
    "six last digits in pairs": phone_ending_in_pairs,
    "last name and phone": name_and_phone,
    "e-mail fragment": mailbox,
    "e-mail": mailbox_whole,
    "e-mail domain": mailbox_domain,
}


def with_typo(text: str, dice: Dice) -> str:
    """One letter of one long word left out, added, replaced or swapped with its neighbour; '' where none is long."""
    said = words(text)
    long = [place for place, word in enumerate(said) if len(word) >= _LONG and word.isalpha()]
    if not long:
        return ""
    place = dice.pick(long)
    wrong = _wrong(said[place], dice)
    if wrong == said[place]:
        return ""
    return " ".join((*said[:place], wrong, *said[place + 1 :]))


def _wrong(word: str, dice: Dice) -> str:
    at, letter = dice.below(len(word) - 1), dice.pick(_LETTERS)
    begun, here, after = word[:at], word[at], word[at + 1 :]
    return dice.pick(
        (begun + after, begun + letter + here + after, begun + letter + after, begun + after[0] + here + after[1:])
    )


def shortened(text: str) -> str:
    return " ".join(_SAINT.get(word, word) for word in words(text))


def _ending(known: Known, count: int, between: str) -> Question | None:
    if not known.phones:
        return None
    ending = known.phones[0][-count:]
    typed = between.join(ending[at : at + 2] for at in range(0, count, 2))
    return Question(typed, lambda other: any(each.endswith(ending) for each in other.phones))


def _of_email(known: Known, part: Callable[[str], str]) -> Question | None:
    if not known.emails:
        return None
    typed = part(known.emails[0])
    return Question(typed, lambda other: any(typed.lower() in each for each in other.emails)) if typed else None


def _cut(text: str, length: int, dice: Dice) -> str:
    at = dice.below(max(1, len(text) - length))
    return text[at : at + length]


def _dialled(e164: str, dice: Dice) -> str:
    """In one of the writings that a person has before them."""
    home, code = national(e164), next(code for code in ("+33", "+44", "+1") if e164.startswith(code))
    abroad = e164.removeprefix(code)
    groups = (
        [home[at : at + 2] for at in range(0, len(home), 2)] if code == "+33" else [home[:-7], home[-7:-4], home[-4:]]
    )
    writings = [home, " ".join(groups), ".".join(groups), e164, f"00{e164[1:]}", f"{code} {abroad[:2]} {abroad[2:]}"]
    return dice.pick(writings if code == "+1" else [*writings, f"{code} (0){abroad}"])

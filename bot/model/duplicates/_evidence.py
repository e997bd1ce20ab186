"""What two records say alike or otherwise beside their names, in bits and with its reason."""

from dataclasses import dataclass
from enum import StrEnum
from math import log2

from rapidfuzz.distance import Indel

from bot.model.birthdays import Birthday
from bot.model.duplicates._rarity import Aspect, Rarity
from bot.model.duplicates._traits import Place, Traits
from bot.model.duplicates._writing import slips
from bot.model.folding import squeeze


class Reason(StrEnum):
    """Why two records are taken for one contact."""

    SAME_EMAIL = "same_email"
    NEAR_EMAIL = "near_email"
    SAME_MAILBOX = "same_mailbox"  # one that several people read
    SAME_LOCAL_PART = "same_local_part"
    SAME_PHONE = "same_phone"
    NEAR_PHONE = "near_phone"
    SAME_SIRET = "same_siret"
    SAME_SIREN = "same_siren"
    SAME_VAT_NUMBER = "same_vat_number"
    SAME_IBAN = "same_iban"
    SAME_REFERENCE = "same_reference"
    SAME_NUMBER = "same_number"
    SAME_PAGE = "same_page"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SHORT_NAME = "short_name"
    SWAPPED_NAMES = "swapped_names"
    SAME_COMPANY = "same_company"
    NEAR_COMPANY = "near_company"
    SAME_DOMAIN = "same_domain"
    SAME_ADDRESS = "same_address"
    NEAR_ADDRESS = "near_address"
    SAME_POSTCODE = "same_postcode"
    SAME_TOWN = "same_town"
    SAME_BIRTHDAY = "same_birthday"
    NEAR_BIRTHDAY = "near_birthday"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Bits for (over 0) or against one contact; `reason` where it is for. `far` says that they are in other towns."""

    bits: float = 0.0
    reason: Reason | None = None
    far: bool = False


NOTHING = Evidence()
_KINDS = {"siret": Reason.SAME_SIRET, "siren": Reason.SAME_SIREN, "vat_number": Reason.SAME_VAT_NUMBER,
          "iban": Reason.SAME_IBAN, "reference": Reason.SAME_REFERENCE}  # fmt: skip
COMPANY_NUMBERS = frozenset(("siret", "siren", "vat_number"))
_GIVEN_OUT = frozenset(("reference",))  # the same contact has two where it was entered twice
_STREETS_ALIKE = 0.74  # of the letters of both, at one number in one town
_OTHER_STREET = -3.3  # one in ten has moved, and nearby
OTHER_NUMBER = -5.0
_OTHER_BRANCH = -14.0  # of what is certainly one company
_BORN_ELSEWHEN = -8.0
_SLIPPED = 0.1 / 50  # how often a letter of a company's name goes wrong, by the ways in which it is likely to
_FULL_DATES_NEAR = 0.002  # of all pairs of days: one of day, month and year is another, or two are exchanged


def email(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if not a.mailboxes or not b.mailboxes:
        return NOTHING
    if both := set(a.mailboxes) & set(b.mailboxes):
        share = min(rarity.share(Aspect.MAILBOX, "@".join(each)) for each in both)
        return Evidence(log2(0.95 / share), Reason.SAME_EMAIL)
    found = [_mailboxes(one, other, a, b) for one in a.mailboxes for other in b.mailboxes]
    return max(found, key=lambda each: each.bits)


def _mailboxes(one: tuple[str, str], other: tuple[str, str], a: Traits, b: Traits) -> Evidence:
    (local, domain), (there, elsewhere) = one, other
    if local == there:
        if slips(domain, elsewhere) < 9 and domain.partition(".")[0] != elsewhere.partition(".")[0]:
            return Evidence(7.0, Reason.NEAR_EMAIL)
        if domain.partition(".")[0] == elsewhere.partition(".")[0]:
            return Evidence(5.0, Reason.NEAR_EMAIL)
        return Evidence(0.7 if _says_name(local, a) else 5.0, Reason.SAME_LOCAL_PART)
    if domain == elsewhere:
        if min(len(local), len(there)) >= 6 and slips(local, there) < 3 and not _counted(local, there):
            return Evidence(4.0, Reason.NEAR_EMAIL)
        return Evidence(-0.5 if _says_name(local, a) and _says_name(there, b) else -1.5)
    return Evidence(-0.5)


def _counted(local: str, there: str) -> bool:
    """'jean.martin1' and 'jean.martin2' are given to two people."""
    return local.rstrip("0123456789") == there.rstrip("0123456789")


def _says_name(local: str, record: Traits) -> bool:
    said = squeeze(local)
    return any(len(name) > 2 and name in said for name in (record.whole_family, record.whole_given))


def phone(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if not a.phones or not b.phones:
        return NOTHING
    if both := set(a.phones) & set(b.phones):
        share = min(rarity.share(Aspect.PHONE, line) for line in both)
        return Evidence(log2(0.9 / share), Reason.SAME_PHONE)
    if any(_misdialled(one, other) for one in a.phones for other in b.phones):
        return Evidence(4.0, Reason.NEAR_PHONE)
    return Evidence(-0.5)


def _misdialled(one: str, other: str) -> bool:
    """One digit is another, or two are exchanged; not at the end, where the lines of one house differ."""
    return len(one) == len(other) >= 8 and one[-2:] == other[-2:] and slips(one, other) == 1


def shares_own_phone(a: Traits, b: Traits) -> bool:
    """A phone that is called neither switchboard nor fax."""
    return bool(set(a.phones) & set(b.phones) - a.switchboards - b.switchboards)


def birthday(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if a.birthday is None or b.birthday is None:
        return NOTHING
    if a.birthday == b.birthday:
        aspect = Aspect.DAY if a.birthday.year is None else Aspect.BIRTHDAY
        value = str(a.birthday) if aspect is Aspect.BIRTHDAY else str(a.birthday)[-5:]
        return Evidence(log2(0.9 / rarity.share(aspect, value)), Reason.SAME_BIRTHDAY)
    if None in {a.birthday.year, b.birthday.year}:
        same = (a.birthday.month, a.birthday.day) == (b.birthday.month, b.birthday.day)
        share = rarity.share(Aspect.DAY, str(a.birthday)[-5:])
        return Evidence(log2(0.9 / share), Reason.SAME_BIRTHDAY) if same else Evidence(_BORN_ELSEWHEN)
    if _one_wrong(a.birthday, b.birthday):
        return Evidence(log2(0.06 / _FULL_DATES_NEAR), Reason.NEAR_BIRTHDAY)
    return Evidence(_BORN_ELSEWHEN)


def _one_wrong(one: Birthday, other: Birthday) -> bool:
    """A slip of the pen: day and month exchanged, or one digit wrong or two exchanged in the whole date."""
    if (one.month, one.day, one.year) == (other.day, other.month, other.year):
        return True
    same = [one.day == other.day, one.month == other.month, one.year == other.year]
    return sum(same) == 2 and slips(str(one).replace("-", ""), str(other).replace("-", "")) == 1


def company(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    """Of two people: where they work, by the name of it or by the domain of their mail and sites."""
    if a.company and a.company == b.company:
        return Evidence(log2(0.8 / rarity.share(Aspect.COMPANY, a.company)) + _forms(a, b), Reason.SAME_COMPANY)
    if a.company and b.company and is_near_firm(a.company, b.company):
        return Evidence(near_firms(a, b, Aspect.COMPANY, rarity), Reason.NEAR_COMPANY)
    if domains := a.domains & b.domains:
        share = min(rarity.share(Aspect.DOMAIN, domain) for domain in domains)
        loss = 4.0 if a.company and b.company else 0.0
        return Evidence(log2(0.8 / share) - loss, Reason.SAME_DOMAIN)
    return Evidence(-1.2) if a.company and b.company else NOTHING


def is_near_firm(one: str, other: str) -> bool:
    """A slip in it, or the one is how the other begins: 'Acme' and 'Acme France'."""
    short, long = sorted((one, other), key=len)
    return (len(short) > 3 and slips(one, other) < 9) or (len(short) > 4 and long.startswith(short))


def _forms(a: Traits, b: Traits) -> float:
    """'Martin SA' and 'Martin SARL' are two companies as a rule."""
    if not a.form or not b.form:
        return 0.0
    return 1.0 if a.form == b.form else -3.0


def near_firms(a: Traits, b: Traits, aspect: Aspect, rarity: Rarity) -> float:
    shares = [rarity.share(aspect, each.company) for each in (a, b)]
    wrong = slips(a.company, b.company)
    if wrong < 9:
        return log2(_SLIPPED * sum(1 / share for share in shares)) - 2.0 * (wrong - 1)
    return log2(0.1 / max(shares))


def place(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    """The nearest of all their addresses."""
    if not a.places or not b.places:
        return NOTHING
    found = [_places(one, other, rarity) for one in a.places for other in b.places]
    return max(found, key=lambda each: each.bits)


def _places(one: Place, other: Place, rarity: Rarity) -> Evidence:
    in_town = _in_town(one, other, rarity)
    if not one.street or not other.street:
        return in_town
    if one.number and one.number == other.number and _is_near_street(one.street, other.street):
        return _at_one_door(one, other, in_town, rarity)
    if slips(one.street, other.street) == 9 or (one.number and other.number and slips(one.number, other.number) == 9):
        return Evidence(in_town.bits + _OTHER_STREET, in_town.reason, in_town.far)
    if in_town.far:
        return in_town
    share = max(rarity.share(Aspect.STREET, each.street) for each in (one, other))
    return Evidence(max(log2(0.2 / share), 0.5) + max(in_town.bits, 0) * 0.5, Reason.NEAR_ADDRESS)


def _at_one_door(one: Place, other: Place, in_town: Evidence, rarity: Rarity) -> Evidence:
    same = one.street == other.street
    share = min(rarity.share(Aspect.DOOR, one.door), rarity.share(Aspect.DOOR, other.door))
    found = log2(0.5 / share) - (0.0 if same else 1.0) + 2 * min(in_town.bits, 0)
    return max(
        Evidence(found, Reason.SAME_ADDRESS if same else Reason.NEAR_ADDRESS), in_town, key=lambda each: each.bits
    )


def _is_near_street(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return slips(one, other) < 9 or (
        len(short) > 3 and (short in long or Indel.normalized_similarity(one, other) > 0.74)
    )


def _in_town(one: Place, other: Place, rarity: Rarity) -> Evidence:
    if one.postcode and one.postcode == other.postcode:
        return Evidence(log2(0.6 / rarity.share(Aspect.POSTCODE, one.postcode)), Reason.SAME_POSTCODE)
    apart = _is_other_region(one.postcode, other.postcode)
    if one.town and other.town:
        if one.town == other.town or (slips(one.town, other.town) < 3 and not apart):
            share = max(rarity.share(Aspect.TOWN, each.town) for each in (one, other))
            return Evidence(max(log2(0.6 / share), 0.3) - (4.0 if apart else 0.0), Reason.SAME_TOWN, far=apart)
        return Evidence(-2.0, far=True)
    return Evidence(-1.5, far=True) if apart else NOTHING


def _is_other_region(one: str, other: str) -> bool:
    """Postcodes begin with their region nearly everywhere; one slip makes none."""
    return bool(one and other) and one[:2] != other[:2] and slips(one, other) == 9


def numbers(a: Traits, b: Traits, rarity: Rarity, *, among: frozenset[str] | None = None) -> Evidence:
    """What authorities, banks and we ourselves know them by; `among` are the kinds that are looked at, None is all."""
    mine, theirs = dict(a.numbers), dict(b.numbers)
    best, worst = NOTHING, 0.0
    for kind in [kind for kind in mine if kind in theirs and (among is None or kind in among)]:
        if mine[kind] == theirs[kind]:
            found = log2(0.95 / rarity.share(Aspect.NUMBER, mine[kind]))
            best = max(best, Evidence(found, _KINDS.get(kind, Reason.SAME_NUMBER)), key=lambda each: each.bits)
        elif kind not in _GIVEN_OUT and slips(mine[kind], theirs[kind]) > 1:
            worst = min(worst, _OTHER_BRANCH if kind == "siret" and mine["siren"] == theirs["siren"] else OTHER_NUMBER)
    return Evidence(best.bits + worst, best.reason) if best.bits else Evidence(worst)


def page(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if both := a.pages & b.pages:
        return Evidence(log2(0.9 / min(rarity.share(Aspect.PAGE, each) for each in both)), Reason.SAME_PAGE)
    return NOTHING


def shared_mailbox(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if both := set(a.shared) & set(b.shared):
        share = min(rarity.share(Aspect.MAILBOX, "@".join(each)) for each in both)
        return Evidence(log2(0.9 / share), Reason.SAME_MAILBOX)
    return NOTHING

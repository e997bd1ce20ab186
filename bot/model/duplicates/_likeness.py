"""How likely two records are one contact: bits for and against, added up from the chance of any two of the list.

Bits are the base-2 logarithm of how much more often one contact's records agree so than two contacts' do (Fellegi and
Sunter, A Theory for Record Linkage, 1969); a value's rarity decides how much it says. What goes together in life is
not counted twice: colleagues share a company, its address and its switchboard, families a name and a home.
"""

from dataclasses import dataclass
from math import exp2, log2

from bot.model.duplicates import _evidence as e
from bot.model.duplicates._evidence import NOTHING, Evidence, Reason
from bot.model.duplicates._names import Agreement, Met, meet
from bot.model.duplicates._rarity import ORDINARY, Aspect, Rarity
from bot.model.duplicates._traits import Traits

LIKELY = 0.8
_AGAIN = 0.3  # of what a second circumstance says that comes with the first
_TELLING = 1.0  # bits; less is shared by chance
_UNLIKELY = 0.2  # at most, for whom something tells apart that nothing else makes good
_GUESS = 0.85  # at most, where one first name is missing and only what families share agrees
_KNOWN = 8.0  # bits of what is nobody else's: an e-mail, a birthday, a number
_SEX = -2.5
_MET = {
    Agreement.SAME: Reason.SAME_NAME,
    Agreement.NEAR: Reason.NEAR_NAME,
    Agreement.SHORT: Reason.SHORT_NAME,
    Agreement.PART: Reason.SHORT_NAME,
    Agreement.INITIAL: Reason.SHORT_NAME,
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is the probability of one contact, from 0 to 1; the reasons are those for it, the strongest first."""

    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


UNLIKE = Likeness(0.0)


def likeness(a: Traits, b: Traits, rarity: Rarity = ORDINARY) -> Likeness:
    """Symmetrical. Never by a name alone: without anything else in common it stays unlikely."""
    if a.is_company is not b.is_company:
        return UNLIKE
    return _of_companies(a, b, rarity) if a.is_company else _of_people(a, b, rarity)


def _of_people(a: Traits, b: Traits, rarity: Rarity) -> Likeness:
    met = meet(a, b, rarity)
    if met.given is Agreement.OTHER:
        return UNLIKE
    born, mail, telephone = e.birthday(a, b, rarity), e.email(a, b, rarity), e.phone(a, b, rarity)
    own = [mail, born, e.page(a, b, rarity), _own_numbers(a, b, rarity)]
    around = [e.company(a, b, rarity), e.place(a, b, rarity), e.shared_mailbox(a, b, rarity),
              e.numbers(a, b, rarity, among=e.COMPANY_NUMBERS)]  # fmt: skip
    works_together = any(each.bits >= _TELLING for each in (around[0], around[2], around[3]))
    (own if e.shares_own_phone(a, b) else around).append(telephone)
    if born.bits < 0 and (met.given is not Agreement.SAME or _known(own, besides=[telephone]) < _KNOWN):
        return UNLIKE
    known = _known(own, besides=_lent(met, mail, telephone, works_together=works_together))
    circle = _circle(around)
    bits = rarity.chance + met.bits + circle + sum(each.bits for each in own)
    bits += _SEX if a.sex and b.sex and a.sex != b.sex else 0.0
    shared = [each for each in (*own, *around) if each.reason and each.bits >= _TELLING]
    ceiling = _UNLIKELY if _are_generations(a, b) else _ceiling(met, known, shared=bool(shared))
    return Likeness(min(_score(bits), ceiling), _reasons(met, shared))


def _known(own: list[Evidence], *, besides: list[Evidence]) -> float:
    """The bits of what is one person's own."""
    return sum(each.bits for each in own if each.bits >= _TELLING and each not in besides)


def _lent(met: Met, mail: Evidence, telephone: Evidence, *, works_together: bool) -> list[Evidence]:
    """What two people of one first name may share: a phone, and at work a mailbox."""
    if met.family is not Agreement.OTHER:
        return []
    return [mail, telephone] if works_together else [telephone]


def _ceiling(met: Met, known: float, *, shared: bool) -> float:
    """What the names allow at most."""
    if not shared:
        return _UNLIKELY
    if known >= _KNOWN:
        return 1.0 if Agreement.UNKNOWN not in {met.given, met.family} else _GUESS
    if met.family is Agreement.OTHER or met.family is met.given is Agreement.UNKNOWN:
        return _UNLIKELY  # two Maries of one company or one house
    return _GUESS if met.given is Agreement.UNKNOWN else 1.0


def _own_numbers(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    kinds = frozenset(kind for kind, _ in a.numbers) - e.COMPANY_NUMBERS
    return e.numbers(a, b, rarity, among=kinds) if kinds else NOTHING


def _circle(around: list[Evidence]) -> float:
    """The strongest of what people around share, a part of the others, and all that speaks against."""
    strong, *others = sorted((max(each.bits, 0.0) for each in around), reverse=True)
    return strong + _AGAIN * sum(others) + sum(min(each.bits, 0.0) for each in around)


def _are_generations(a: Traits, b: Traits) -> bool:
    return bool(a.generation and b.generation and a.generation != b.generation)


def _of_companies(a: Traits, b: Traits, rarity: Rarity) -> Likeness:
    numbers = e.numbers(a, b, rarity)
    name = _firms(a, b, rarity)
    place, telephone = e.place(a, b, rarity), e.phone(a, b, rarity)
    mail = max(e.email(a, b, rarity), e.shared_mailbox(a, b, rarity), _sites(a, b, rarity), key=lambda each: each.bits)
    shared = [each for each in (numbers, telephone, mail, place) if each.reason and each.bits >= _TELLING]
    if numbers.bits <= e.OTHER_NUMBER or (name.bits < 0 and numbers.bits < _KNOWN):
        return UNLIKE
    against = 2.0 * place.bits if place.far else 0.0  # a branch in another town is another
    bits = rarity.chance + name.bits + numbers.bits + _circle([place, telephone, mail]) + against
    reasons = sorted([*shared, name] if name.reason else shared, key=lambda each: -each.bits)
    ceiling = 1.0 if shared else _UNLIKELY
    return Likeness(min(_score(bits), ceiling), tuple(each.reason for each in reasons if each.reason))


def _firms(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if a.company == b.company:
        return Evidence(log2(0.9 / rarity.share(Aspect.FIRM, a.company)), Reason.SAME_NAME)
    if e.is_near_firm(a.company, b.company):
        return Evidence(e.near_firms(a, b, Aspect.FIRM, rarity), Reason.NEAR_NAME)
    return Evidence(-6.0)


def _sites(a: Traits, b: Traits, rarity: Rarity) -> Evidence:
    if both := a.domains & b.domains:
        share = min(rarity.share(Aspect.DOMAIN, domain) for domain in both)
        return Evidence(log2(0.7 / share), Reason.SAME_DOMAIN)
    return NOTHING


def _reasons(met: Met, shared: list[Evidence]) -> tuple[Reason, ...]:
    """What is shared, the strongest first, then how the names agree, by the worse of both."""
    told = [each.reason for each in sorted(shared, key=lambda each: -each.bits) if each.reason]
    agreed = {_MET[each] for each in (met.given, met.family) if each in _MET}
    names = [Reason.SWAPPED_NAMES] if met.crossed else []
    names += [each for each in (Reason.NEAR_NAME, Reason.SHORT_NAME, Reason.SAME_NAME) if each in agreed][:1]
    return tuple(dict.fromkeys((*told, *names)))


def _score(bits: float) -> float:
    return 1 / (1 + exp2(-min(max(bits, -40), 40)))

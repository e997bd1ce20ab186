"""What of a question the indexes answer: signs that must or may not be there, and pieces of text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from bot.model.contacts import ContactKind
from bot.model.filters import ANY, EXACT, NOBODY, WANTING, WITHIN, Filter, FilterKey
from bot.model.ids import Tenant
from bot.model.query import Query
from bot.model.search import FRAGMENT, WORD_LENGTH, filter_token
from bot.model.span import Span
from bot.store._search._rows import TOWN_LETTERS, tenant_term
from bot.store._search._values import Signs, custom_signs

Groups = tuple[tuple[str, ...], ...]  # of each group any will do

NOTHING = f'"{tenant_term(Tenant(0))}"'  # an FTS5 expression for which no row stands
RARE = 6  # letters of a fragment that may stand nowhere
# In which a contact may have been made: an id has no room for a later year.
_YEARS = range(1970, 2094)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What filters come to in the indexes: nobody whom they let pass is lost, and few others are left.

    `required` and `banned` are tokens, `pieces` fragments of `Folded.grams`.
    """

    required: Groups = ()
    banned: tuple[str, ...] = ()
    pieces: Groups = ()

    @property
    def narrows(self) -> bool:
        return bool(self.required or self.banned or self.pieces)


def essential(query: Query) -> tuple[Filter, ...]:
    """The filters, but for one that lets everybody pass."""
    return tuple(each for each in query.filters if not _is_of_all(each))


def _is_of_all(each: Filter) -> bool:
    return each.key is FilterKey.KIND and not each.excluded and set(ContactKind) <= set(each.values)


def narrowed(filters: Sequence[Filter]) -> Narrowed:
    signs = [_signs(each) for each in filters]
    pieces = (tuple(_pieces(each)) for each in filters if not each.excluded)
    return Narrowed(
        required=tuple(group for groups, _ in signs for group in groups),
        banned=tuple(dict.fromkeys(token for _, tokens in signs for token in tokens)),
        pieces=tuple(filter(None, pieces)),
    )


def is_by_index(each: Filter) -> bool:
    """Whether the index alone says whom a filter lets pass, but for two values with the same token."""
    mixed = each.key in WANTING and NOBODY in each.sought and len(each.sought) > 1
    return each.key in EXACT and each.key is not FilterKey.CONTACT and not mixed


def _signs(each: Filter) -> Signs:
    if each.key is FilterKey.CUSTOM:
        return custom_signs(each)
    if each.key in WANTING and NOBODY in each.sought:
        return _wanting(each)
    tokens = tuple(_tokens(each))
    if each.excluded:
        return (), tokens if each.key in EXACT else ()
    return ((tokens,) if tokens else ()), ()


def _wanting(each: Filter) -> Signs:
    """Who has none of it has no token, and whoever has any has that of ANY."""
    some = filter_token(each.key, ANY)
    others = tuple(filter_token(each.key, value) for value in each.sought if value != NOBODY)
    if each.excluded:
        return ((some,),), others
    return (), () if others else (some,)


def _tokens(each: Filter) -> Iterator[str]:
    if is_by_index(each):
        yield from (filter_token(each.key, value) for value in each.sought)
    elif each.key is FilterKey.CREATED:
        yield from (filter_token(each.key, part) for value in each.values for part in _parts(Span.read(value)))
    elif each.key is FilterKey.CITY and all(len(value) >= TOWN_LETTERS[0] for value in each.sought):
        for value in each.sought:
            longest = max(some for some in TOWN_LETTERS if len(value) >= some)
            yield filter_token(each.key, value[:longest])


def _parts(span: Span) -> Iterator[str]:
    """The months and years that cover it."""
    first = _YEARS.start * 12 if span.low is None else span.low.year * 12 + span.low.month - 1
    last = _YEARS.stop * 12 - 1 if span.high is None else span.high.year * 12 + span.high.month - 1
    month = first
    while month <= last:
        year, rest = divmod(month, 12)
        if rest == 0 and month + 11 <= last:
            yield f"{year:04}"
            month += 12
        else:
            yield f"{year:04}-{rest + 1:02}"
            month += 1


def _pieces(each: Filter) -> Iterator[str]:
    """None where one of the values is too short to be looked for."""
    if each.key in WITHIN and all(len(value) >= FRAGMENT for value in each.sought):
        yield from (value[:WORD_LENGTH] for value in each.sought)
    elif each.key in _NUMBERS:
        yield from (f" {value[:WORD_LENGTH]}".rjust(FRAGMENT) for value in each.sought)


_NUMBERS = frozenset({FilterKey.ACCOUNT, FilterKey.ANALYTIC, FilterKey.REFERENCE})


def fts(tenant: Tenant, required: Groups, banned: Sequence[str] = (), either: Sequence[Groups] = ()) -> str:
    """An FTS5 expression for the rows of a tenant. Quoted, folded words are never read as operators."""
    if not (required or either):
        own = _quoted(tenant_term(tenant))
        return f"{own} NOT {_any(banned)}" if banned else own
    before, behind = framed(tenant)
    return before + expression(required, banned, either) + behind


def expression(
    required: Groups, banned: Sequence[str] = (), either: Sequence[Groups] = (), *, among: Tenant | None = None
) -> str:
    """The same without the tenant, of something that is wanted.

    `among` the many contacts of others, a long fragment is its trigrams, each beside the tenant's term: FTS5 would look
    from its first contact on for one in which they stand behind each other. Whether they do is to be asked of the text.
    """
    any_of = _any if among is None else partial(_any_among, among)
    wanted = [*map(any_of, required)]
    if either:
        wanted.append(_joined([" AND ".join(map(any_of, groups)) for groups in either], " OR "))
    said = " AND ".join(wanted)
    return f"({said}) NOT {_any(banned)}" if banned else said


@lru_cache(maxsize=1000)
def framed(tenant: Tenant) -> tuple[str, str]:
    """What stands before and behind an expression for the rows of a tenant.

    Its own term stands in all of them: it is compared with what the others have found and not with each of them, which
    a NOT keeps apart that never takes any away.
    """
    return f"{_quoted(tenant_term(tenant))} AND ((", f") NOT {NOTHING})"


@lru_cache(maxsize=1000)
def beside(tenant: Tenant) -> tuple[str, str]:
    """The same of a tenant with few contacts: its term is the rarest, and leads from one to the next."""
    return f"{_quoted(tenant_term(tenant))} AND (", ")"


def _any(choice: Sequence[str]) -> str:
    return _joined([_quoted(each) for each in choice], " OR ")


def _any_among(tenant: Tenant, choice: Sequence[str]) -> str:
    own = _quoted(tenant_term(tenant))
    said = [" AND ".join((own, *_trigrams(each))) if len(each) >= RARE else _quoted(each) for each in choice]
    return _joined(said, " OR ")


def _trigrams(part: str) -> Iterable[str]:
    return dict.fromkeys(_quoted(part[at : at + FRAGMENT]) for at in range(len(part) - FRAGMENT + 1))


def _joined(parts: Sequence[str], between: str) -> str:
    return f"({between.join(parts)})" if len(parts) == 1 else f"({between.join(f'({part})' for part in parts)})"


def _quoted(part: str) -> str:
    """`part` ends with a star where a word only begins so."""
    return f'"{part[:-1]}"*' if part.endswith("*") else f'"{part}"'


def tsquery(tenant: Tenant, required: Groups, banned: Sequence[str] = ()) -> str:
    """A query of PostgreSQL's word index, where a team's words stand behind its own term; '' where it asks nothing."""
    own = tenant_term(tenant)
    wanted = [f"({' | '.join(_lexeme(own, each) for each in choice)})" for choice in required]
    if banned and not wanted:
        wanted = [_lexeme(own, "")]  # whoever is there at all
    return " & ".join((*wanted, *(f"!{_lexeme(own, each)}" for each in banned)))


def _lexeme(own: str, part: str) -> str:
    return f"'{own}{part[:-1]}':*" if part.endswith("*") else f"'{own}{part}'"


def wordwise(query: Query, meant: Mapping[str, Sequence[str]]) -> Groups:
    """For each term the words that begin with it or its full forms, and those that it may have been but for a slip."""
    return tuple(
        (*(f"{form}*" for form in forms), *(word for word in meant.get(forms[0], ()) if not word.startswith(forms)))
        for forms in query.forms
    )

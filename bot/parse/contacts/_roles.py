"""Who is the person and which is the firm among the pieces of a line."""

from dataclasses import replace

from bot.model.contacts import ContactKind, Coordinate, CoordinateKind, PostalAddress
from bot.model.fields import CONTACT, NAME_LENGTH
from bot.model.folding import clean_name, squeeze
from bot.parse.contacts._names import from_local, is_named, is_turned, split_words
from bot.parse.contacts._segments import Segment, Sort, parted, segments
from bot.parse.contacts._sheet import Sheet
from bot.parse.contacts._words import GIVEN, POST_OFFICES


def read_roles(sheet: Sheet) -> None:
    """Fills the names, the firm, the title and the kind; a piece whose place is taken is left for the comment."""
    locals_, firms = _mail(sheet)
    whole = (_known(part, firms, locals_) for part in segments(sheet.left))
    parts = [piece for part in whole for piece in parted(part, firms)]
    used = [*_turned(sheet, parts), *_titles(sheet, parts), *_towns(sheet, parts)]
    person = _person(sheet, parts, locals_)
    firm = _firm(sheet, parts, person)
    if person is not None and firm is None and _is_a_firm(sheet, person):
        firm, person = person, None
    if person is not None and _fill_person(sheet, person, locals_):
        used.append(person)
    if firm is not None and sheet.fill("company", clean_name(firm.text), NAME_LENGTH):
        used.append(firm)
    used += _given_behind(sheet, parts, used)
    _name_by_mail(sheet, locals_)
    named = any(key in sheet.values for key in ("first_name", "last_name", "civility"))
    is_company = "company" in sheet.values and not named
    sheet.values["kind"] = (ContactKind.COMPANY if is_company else ContactKind.PERSON).value
    sheet.take(sorted((part.start, part.end) for part in used))


def _mail(sheet: Sheet) -> tuple[list[str], set[str]]:
    """The local parts of the e-mails, and the names that their domains have apart from those of post offices."""
    typed = [each.typed for each in sheet.coordinates if each.kind is CoordinateKind.EMAIL]
    domains = [each.rpartition("@")[2].split(".") for each in typed]
    hosts = {squeeze(labels[-2]) for labels in domains if len(labels) > 1}
    return [each.rpartition("@")[0] for each in typed], hosts - POST_OFFICES


def _known(part: Segment, firms: set[str], locals_: list[str]) -> Segment:
    """'Acme' is a firm where somebody is at acme.fr and is not called so."""
    alone = part.sort in {Sort.PERSON, Sort.REMARK} and not part.sure and squeeze(part.text) in firms
    if alone and not any(is_named(part.words, local) for local in locals_):
        return replace(part, sort=Sort.FIRM, sure=True)
    return part


def _turned(sheet: Sheet, parts: list[Segment]) -> list[Segment]:
    """'De La Tour, Marie', 'SMITH, Zadie': a line that is a family name and, behind a comma, a given one."""
    if len(parts) != 2 or {"last_name", "company"} & sheet.values.keys():
        return []
    family, given = parts
    plain = all(part.sort is Sort.PERSON and not part.sure and len(part.text) <= NAME_LENGTH for part in parts)
    if not plain or sheet.left[family.end : given.start].strip() != "," or not is_turned(family.words, given.words):
        return []
    sheet.values |= {"last_name": clean_name(family.text), "first_name": clean_name(given.text)}
    return parts


def _titles(sheet: Sheet, parts: list[Segment]) -> list[Segment]:
    """The first one; a second that follows is part of the remarks."""
    limit = CONTACT.field("job_title").limit
    titles = (part for part in parts if part.sort is Sort.TITLE)
    return [part for part in titles if sheet.fill("job_title", clean_name(part.text), limit)]


def _towns(sheet: Sheet, parts: list[Segment]) -> list[Segment]:
    """A town by itself is an address where there is none."""
    if any(each.kind is CoordinateKind.ADDRESS for each in sheet.coordinates):
        return []
    town = next((part for part in parts if part.sort is Sort.TOWN), None)
    if town is None or len(parts) == 1:
        return []
    address = PostalAddress(city=clean_name(town.text))
    sheet.add(Coordinate(kind=CoordinateKind.ADDRESS, typed=address.line, address=address))
    return [town]


def _person(sheet: Sheet, parts: list[Segment], locals_: list[str]) -> Segment | None:
    """The piece with a civility, else the one that an e-mail names, else the first; a lone word yields to two names."""
    if "last_name" in sheet.values:
        return None
    people = [part for part in parts if part.sort is Sort.PERSON]
    sure = [part for part in people if part.sure]
    mailed = [part for part in people if any(is_named(part.words, local) for local in locals_)]
    given = [part for part in people if len(part.words) > 1 and squeeze(part.words[0]) in GIVEN]
    lone_first = len(people) > 1 and len(people[0].words) == 1 and len(people[1].words) > 1
    return next(iter([*sure, *mailed, *given, *people[1:][:lone_first], *people]), None)


def _firm(sheet: Sheet, parts: list[Segment], person: Segment | None) -> Segment | None:
    """The piece behind 'chez', else one that looks like a firm, else the name beside the person's."""
    if "company" in sheet.values:
        return None
    firms = [part for part in parts if part.sort is Sort.FIRM]
    sure = [part for part in firms if part.sure]
    others = [part for part in parts if part.sort is Sort.PERSON and part is not person and not part.sure]
    near = [part for part in others if person is not None and _is_written_alike(part, person) and not _has_given(part)]
    return next(iter([*sure, *firms, *near]), None)


def _is_written_alike(part: Segment, person: Segment) -> bool:
    """A word in small letters beside a name in capitals is no name."""
    return not part.text[0].islower() or person.text[0].islower()


def _has_given(part: Segment) -> bool:
    """Another person."""
    return squeeze(part.words[0]) in GIVEN


def _is_given(part: Segment) -> bool:
    return len(part.words) == 1 and squeeze(part.text) in GIVEN


def _is_a_firm(sheet: Sheet, person: Segment) -> bool:
    """A name with a SIREN or a SIRET is a firm's, unless it is plainly a person's."""
    registered = "siren" in sheet.values or "siret" in sheet.values
    return registered and not person.sure and squeeze(person.words[0]) not in GIVEN


def _fill_person(sheet: Sheet, person: Segment, locals_: list[str]) -> bool:
    local = next((each for each in locals_ if is_named(person.words, each)), "")
    name = split_words(clean_name(person.text).split(), local=local)
    if max(len(name.first), len(name.last)) > NAME_LENGTH or (name.first and "first_name" in sheet.values):
        return False
    sheet.values |= {"first_name": name.first, "last_name": name.last} if name.first else {"last_name": name.last}
    if person.civility is not None:
        sheet.values["civility"] = person.civility.value
    return True


def _given_behind(sheet: Sheet, parts: list[Segment], used: list[Segment]) -> list[Segment]:
    """'Dupont, Jean' where nothing else is a first name."""
    if "last_name" not in sheet.values or "first_name" in sheet.values:
        return []
    given = next((part for part in parts if part not in used and part.sort is Sort.PERSON and _is_given(part)), None)
    if given is None:
        return []
    sheet.values["first_name"] = given.text
    return [given]


def _name_by_mail(sheet: Sheet, locals_: list[str]) -> None:
    if "last_name" in sheet.values or "company" in sheet.values:
        return
    name = next(filter(None, map(from_local, locals_)), None)
    if name is not None:
        sheet.values |= {"first_name": name.first, "last_name": name.last}

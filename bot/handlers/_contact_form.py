"""The form of a contact as its draft stands: what it asks of whom, and what the ids in it stand for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Self
from zoneinfo import ZoneInfo

from bot.crm import contacts, drafts, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask
from bot.model.changes import COORDINATE, coordinate_of, flat
from bot.model.choices import Choice, ChoiceKind
from bot.model.contacts import ContactKind, ContactValues, Coordinate
from bot.model.custom_fields import asked_of
from bot.model.drafts import Draft
from bot.model.errors import FieldsInvalid
from bot.model.fields import CONTACT, ESSENTIALS, NAME_LENGTH, FieldKind, Form, contact_form, is_of_contact
from bot.model.ids import ChoiceId, ContactId
from bot.model.messages import Block
from bot.model.warnings import Warning, of_others
from bot.parse._form import lines_of, read_present
from bot.parse.contacts import Asking, absorb, shown
from bot.templates import contacts as show
from bot.templates._words import reader_of

PAGE, REACH_PAGE, EDITION = "page", "reach_page", "edition"  # among a draft's values: what the form shows
UNLIKE = "unlike"  # and who it is not, though they are alike: ids
SURE = "sure"  # and the mark of what was typed when it was said to be somebody new, whoever is alike

_CONTACTS = tuple(field.key for field in CONTACT.fields if field.kind is FieldKind.CONTACT)
_MARK = 32
_LISTED = tuple(field.key for field in CONTACT.fields if field.of is not None)


@dataclass(frozen=True, slots=True)
class Questions:
    """The form for a draft: by whom it is filled in, its pages, and the choices that stand in it."""

    asking: Asking
    form: Form
    choices: Mapping[ChoiceId, Choice]

    @classmethod
    async def of(cls, work: Work, values: Mapping[str, str]) -> Self:
        asking = await asking_of(work)
        known = await contacts.choices(work, _chosen(values))
        choices = {key: each.in_language(work.viewer.language) for key, each in known.items()}
        chosen = lines_of(values.get("roles", ""))
        roles = [each for each in choices.values() if each.kind is ChoiceKind.ROLE and str(each.id) in chosen]
        custom = asked_of(asking.custom, _scoped(values), work.viewer.member)
        return cls(asking, contact_form(custom, roles, values), choices)

    def page_of(self, values: Mapping[str, str]) -> str:
        """The page that is shown; one of custom fields goes with the group that they are of."""
        page = values.get(PAGE, ESSENTIALS)
        return page if page in self.form.pages else ESSENTIALS


async def asking_of(work: Work) -> Asking:
    member, workspace = work.viewer.member, work.viewer.workspace
    return Asking(
        locale=member.locale,
        today=work.now.astimezone(ZoneInfo(member.zone)).date(),
        birthday_years=workspace.birthday_years,
        custom=tuple(await contacts.filled_fields(work)),
    )


def _chosen(values: Mapping[str, str]) -> list[ChoiceId]:
    return [ChoiceId(int(line)) for key in _LISTED for line in lines_of(values.get(key, "")) if _is_id(line)]


def _scoped(values: Mapping[str, str]) -> ContactValues:
    """As far as it says which custom fields are asked of it."""
    employer = values.get("employer", "")
    return ContactValues(
        kind=kind_of(values),
        employer=ContactId(int(employer)) if _is_id(employer) else None,
        groups=tuple(ChoiceId(int(line)) for line in lines_of(values.get("groups", "")) if _is_id(line)),
    )


def mark_of(values: ContactValues) -> str:
    """The same as long as the same is said."""
    return sha256(json.dumps(flat(values), sort_keys=True).encode()).hexdigest()[:_MARK]


def kind_of(values: Mapping[str, str]) -> ContactKind:
    return ContactKind.COMPANY if values.get("kind") == ContactKind.COMPANY else ContactKind.PERSON


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit()


def taken_up(ask: Ask, work: Work, draft: Draft) -> Draft:
    """The draft with what stands in the inputs of the page that is shown."""
    present = read_present(ask.state, is_of_contact)
    values = absorb(draft.values, present, country=work.viewer.workspace.country, next_id=work.next_id)
    return replace(draft, values=values)


def called_anew(draft: Draft, before: Draft) -> Draft:
    """A person who becomes a company is called as they were, as long as no other name is typed; and back."""
    values = draft.values
    kind, was = kind_of(values), kind_of(before.values)
    name = " ".join(filter(None, (values.get("first_name", ""), values.get("last_name", ""))))
    company = values.get("company", "")
    if kind is was or not name or company != ("" if kind is ContactKind.COMPANY else name):
        return draft
    called = name[:NAME_LENGTH] if kind is ContactKind.COMPANY else ""
    return new_edition(replace(draft, values=values | {"company": called}))


def new_edition(draft: Draft) -> Draft:
    """Whose inputs show what the draft holds: see `model.fields.block_of`."""
    return replace(draft, values=draft.values | {EDITION: str(edition_of(draft) + 1)})


def edition_of(draft: Draft) -> int:
    return int(draft.values.get(EDITION, "0"))


async def warned_of(work: Work, values: Mapping[str, str], subject: int | None = None) -> tuple[Warning, ...]:
    """What warns of the contact; of a new one, what warns of whom it is put below."""
    if subject is not None:
        return await warnings.of(work, ContactId(subject))
    above = [ContactId(int(key)) for key in _named(values)]
    return of_others([each for key in above for each in await warnings.of(work, key)])


async def view_of(
    work: Work,
    draft: Draft,
    *,
    wrong: FieldsInvalid | None = None,
    offers: bool = False,
    asked: Questions | None = None,
    warned: Sequence[Warning] | None = None,
) -> Block:
    """The form as the draft stands. `offers` looks for one that was left unfinished."""
    values = draft.values
    known = await Questions.of(work, values) if asked is None else asked
    subject = None if draft.subject is None else await contacts.found(work, ContactId(draft.subject))
    unfinished = await drafts.unfinished(work, CONTACT.noun, subject=draft.subject) if offers else None
    form = show.FormShown(
        form=known.form,
        typed=shown(values),
        page=known.page_of(values),
        edition=edition_of(draft),
        draft=draft.id,
        subject_name=None if subject is None else subject.name,
        subject_number=None if subject is None else subject.number,
        options=await _options(work, values, known.choices.values()),
        coordinates=coordinates_of(values),
        coordinates_page=int(values.get(REACH_PAGE, "0")),
        birthday_years=known.asking.birthday_years,
        warnings=await warned_of(work, values, draft.subject) if warned is None else warned,
        errors={} if wrong is None else wrong.fields,
        error_values={} if wrong is None else wrong.values,
        unfinished=unfinished,
    )
    return show.form_view(form, reader_of(work.viewer.member))


async def _options(
    work: Work, values: Mapping[str, str], choices: Iterable[Choice]
) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What the ids stand for, by field."""
    keys = [ContactId(int(key)) for key in _named(values)]
    names = await contacts.names(work, keys) if keys else {}
    named = tuple((str(each), name) for each, name in names.items())
    listed = tuple((str(each.id), each.name) for each in choices)
    return dict.fromkeys(_CONTACTS, named) | dict.fromkeys(_LISTED, listed)


def _named(values: Mapping[str, str]) -> list[str]:
    """The ids of the other contacts that the form names."""
    return list(dict.fromkeys(values[key] for key in _CONTACTS if _is_id(values.get(key, ""))))


def coordinates_of(values: Mapping[str, str]) -> tuple[Coordinate, ...]:
    return tuple(
        coordinate_of(text, int(field.removeprefix(COORDINATE)))
        for field, text in values.items()
        if field.startswith(COORDINATE)
    )

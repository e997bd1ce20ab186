"""The form of a contact: its pages, which of them ask a person and which a company, and what a team has added."""

from collections.abc import Iterator, Mapping, Sequence

from bot.model.choices import Choice, ChoiceKind
from bot.model.consents import SOURCE_LENGTH, Channel
from bot.model.contacts import Civility, ContactKind, Reach
from bot.model.coordinates import SITE_LENGTH
from bot.model.custom_fields import (
    ANSWER_LENGTH,
    ANSWERED,
    MOST_ANSWERS,
    NUMBER_LENGTH,
    TEXT_LENGTH,
    CustomField,
    CustomKind,
)
from bot.model.fields._kinds import IMAGES, Field, FieldKind, Form, one_of, several_of
from bot.model.hours import HOURS_LENGTH
from bot.model.references import REFERENCE_LENGTH
from bot.model.tags import TAG_LENGTH
from bot.model.warnings import REASON_LENGTH

MOST_TAGS = 50
SHOWN_TAGS = 100  # more than anybody may put on, so that none is lost by not being shown; Slack shows no more
NAME_LENGTH = 200
ACCOUNT_LENGTH = 50
BIRTHDAY_LENGTH = 40
RANK_LENGTH = 2

ESSENTIALS, DETAILS, REACH, BUSINESS = "essentials", "details", "reach", "business"
CONSENTS, WARNINGS, CUSTOM = "consents", "warnings", "custom"
RANK = "rank:"  # followed by the id of a role that is chosen
CUSTOM_KEY = "custom:"  # followed by the id of a custom field
_ON_A_PAGE = 40  # custom fields; a view has 100 blocks
_LETTERS = 20_000  # of answers and of what is typed on a page of them; a view has 250,000 bytes, a letter up to twelve

# A company is not asked for what a person is; it is kept all the same.
PEOPLE_ONLY = frozenset(
    {
        *("civility", "first_name", "last_name", "nickname", "job_title", "department", "employer"),
        *("roles", "main_person", "birthday", "financial"),
    }
)
YES = ("yes",)


def _consent(channel: Channel) -> tuple[Field, ...]:
    key = f"consent_{channel.value}"
    return (
        Field(key, FieldKind.YES_NO),
        Field(f"{key}_on", FieldKind.DATE),
        Field(f"{key}_source", FieldKind.TEXT, limit=SOURCE_LENGTH),
    )


CONTACT = Form(
    "contacts",
    {
        ESSENTIALS: (
            Field(
                "kind",
                FieldKind.CHOICE,
                required=True,
                choices=tuple(kind.value for kind in ContactKind),
                redraws=True,
            ),
            Field("civility", FieldKind.MENU, choices=tuple(each.value for each in Civility)),
            Field("first_name", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("last_name", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("company", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("job_title", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("vat_number", FieldKind.TEXT, limit=40),
            Field("phones", FieldKind.LINES),
            Field("emails", FieldKind.LINES),
            several_of(ChoiceKind.STATE),
            several_of(ChoiceKind.GROUP, redraws=True),
            Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=SHOWN_TAGS),
            Field("comment", FieldKind.FREE_TEXT),
        ),
        DETAILS: (
            Field("nickname", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("birthday", FieldKind.TEXT, limit=BIRTHDAY_LENGTH),
            Field("employer", FieldKind.CONTACT),
            Field("department", FieldKind.TEXT, limit=NAME_LENGTH),
            several_of(ChoiceKind.ROLE, redraws=True),
            Field("main_person", FieldKind.TICKS, choices=YES),
            Field("parent", FieldKind.CONTACT),
            Field("hours", FieldKind.LONG_TEXT, limit=HOURS_LENGTH),
            Field("description", FieldKind.FREE_TEXT),
            Field("photo", FieldKind.FILE, many=1, files=IMAGES),
        ),
        REACH: (),  # the coordinates, each with buttons of its own
        BUSINESS: (
            Field("owner", FieldKind.PERSON),
            Field("assigned", FieldKind.PEOPLE),
            one_of(ChoiceKind.CATEGORY),
            one_of(ChoiceKind.STAGE),
            one_of(ChoiceKind.ORIGIN),
            Field("reference", FieldKind.TEXT, limit=REFERENCE_LENGTH),
            Field("siren", FieldKind.TEXT, limit=40),
            Field("siret", FieldKind.TEXT, limit=40),
            Field("iban", FieldKind.TEXT, limit=60),
            Field("accounting_account", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
            Field("analytic_account", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
        ),
        CONSENTS: (
            *(field for channel in Channel for field in _consent(channel)),
            Field("mailing", FieldKind.YES_NO),
            Field("financial", FieldKind.TICKS, choices=YES),
        ),
        WARNINGS: (
            Field("flag", FieldKind.FREE_TEXT, limit=REASON_LENGTH),
            Field("hold", FieldKind.FREE_TEXT, limit=REASON_LENGTH),
            Field("hold_reach", FieldKind.MENU, choices=tuple(reach.value for reach in Reach)),
            Field("blocked", FieldKind.TICKS, choices=YES),
        ),
    },
)


NOTHING: Mapping[str, str] = {}


def contact_form(
    custom: Sequence[CustomField] = (), roles: Sequence[Choice] = (), typed: Mapping[str, str] = NOTHING
) -> Form:
    """CONTACT with pages for these custom fields, and behind the roles a rank for each of these that is chosen.

    Fewer custom fields stand on a page where their answers, or what was `typed` into them, are long.
    """
    pages = dict(CONTACT.pages)
    pages[DETAILS] = tuple(each for field in pages[DETAILS] for each in _with_ranks(field, roles))
    for place, fields in enumerate(_custom_pages(custom, typed)):
        pages[f"{CUSTOM}{place + 1}" if place else CUSTOM] = fields
    return Form(CONTACT.noun, pages)


def _custom_pages(custom: Sequence[CustomField], typed: Mapping[str, str]) -> Iterator[tuple[Field, ...]]:
    page: list[Field] = []
    letters = 0
    for field in map(custom_input, custom):
        needs = len(typed.get(field.key, "")) + 2 * sum(map(len, field.options))  # each as its text and as its value
        if page and (len(page) == _ON_A_PAGE or letters + needs > _LETTERS):
            yield tuple(page)
            page, letters = [], 0
        page.append(field)
        letters += needs
    if page:
        yield tuple(page)


def is_of_contact(key: str) -> bool:
    """Whether an input is one of this form, whatever the team has added to it."""
    return key.startswith((RANK, CUSTOM_KEY)) or any(key == field.key for field in CONTACT.fields)


def _with_ranks(field: Field, roles: Sequence[Choice]) -> tuple[Field, ...]:
    if field.key != "roles":
        return (field,)
    ranks = (Field(f"{RANK}{role.id}", FieldKind.TEXT, limit=RANK_LENGTH, label=role.name) for role in roles)
    return (field, *ranks)


def custom_input(custom: CustomField) -> Field:
    """The field of a form by which a custom field is asked."""
    return Field(
        f"{CUSTOM_KEY}{custom.id}",
        _CUSTOM_KINDS[custom.kind],
        required=custom.required,
        limit=_CUSTOM_LIMITS.get(custom.kind, TEXT_LENGTH),
        many=MOST_ANSWERS,
        options=custom.answers if custom.kind in ANSWERED else (),
        label=custom.name,
    )


_CUSTOM_KINDS = {
    CustomKind.TEXT: FieldKind.FREE_TEXT,
    CustomKind.NUMBER: FieldKind.TEXT,
    CustomKind.DATE: FieldKind.DATE,
    CustomKind.CHOICE: FieldKind.LISTED,
    CustomKind.CHOICES: FieldKind.CHOICES,
    CustomKind.YES_NO: FieldKind.YES_NO,
    CustomKind.LINK: FieldKind.TEXT,
    CustomKind.USER: FieldKind.PERSON,
}
_CUSTOM_LIMITS = {
    CustomKind.NUMBER: NUMBER_LENGTH,
    CustomKind.LINK: SITE_LENGTH,
    CustomKind.CHOICE: ANSWER_LENGTH,
}


def asked(page: str, kind: ContactKind, form: Form = CONTACT) -> tuple[Field, ...]:
    """The fields of a page for a person or a company; a company's VAT number is among the essentials."""
    if kind is ContactKind.COMPANY:
        return tuple(field for field in form.pages[page] if not _is_for_people(field.key))
    vat_number = form.field("vat_number")
    fields = tuple(field for field in form.pages[page] if field != vat_number)
    return (*fields, vat_number) if page == BUSINESS else fields


def page_asking(key: str, kind: ContactKind, form: Form = CONTACT) -> str | None:
    """The page of a contact's form on which a field is asked."""
    return next((page for page in form.pages if any(field.key == key for field in asked(page, kind, form))), None)


def _is_for_people(key: str) -> bool:
    return key in PEOPLE_ONLY or key.startswith(RANK)

"""A choice of an admin's list from its form, and where its wearers go when it is deleted. Called by handlers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.choices import Choice, ChoiceKind, choice_key, state_tag
from bot.model.errors import FieldsInvalid
from bot.model.fields import CHOICE, RELATION_KIND, Form
from bot.model.folding import clean_name
from bot.model.ids import ChoiceId
from bot.parse._form import check_required


@dataclass(frozen=True, slots=True)
class TypedChoice:
    name: str
    inverse: str = ""


def form_of(kind: ChoiceKind) -> Form:
    """A relation has a name at each end."""
    return RELATION_KIND if kind is ChoiceKind.RELATION else CHOICE


def read_choice(kind: ChoiceKind, typed: Mapping[str, str]) -> TypedChoice:
    """Raises FieldsInvalid: a field that is missing or too long, a name that nothing is seen of, or that is a tag's."""
    check_required(form_of(kind), typed)
    name, inverse = clean_name(typed["name"]), clean_name(typed.get("inverse", ""))
    if not choice_key(name):
        raise FieldsInvalid({"name": "field_name_wrong"})
    if kind is ChoiceKind.STATE and state_tag(name) is not None:
        raise FieldsInvalid({"name": "choice_is_tag"})
    return TypedChoice(name, inverse if kind is ChoiceKind.RELATION else "")


def typed_choice(choice: Choice | None) -> dict[str, str]:
    """A choice as its form shows it."""
    return {"name": "", "inverse": ""} if choice is None else {"name": choice.name, "inverse": choice.inverse}


def read_move(typed: Mapping[str, str]) -> ChoiceId | None:
    """The choice that takes its place; None: nothing does."""
    to = typed.get("to", "")
    return ChoiceId(int(to)) if to.isascii() and to.isdigit() else None

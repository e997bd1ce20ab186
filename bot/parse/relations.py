"""A relation between two contacts from its form. Called by handlers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.choices import Choice
from bot.model.errors import FieldsInvalid
from bot.model.fields import RELATION
from bot.model.ids import ChoiceId, ContactId
from bot.model.relations import TURNED
from bot.parse._form import check_required


@dataclass(frozen=True, slots=True)
class TypedRelation:
    """`turned`: the other one is the subject, 'Marie' where Acme's record says 'employs Marie'."""

    type: ChoiceId
    other: ContactId
    turned: bool = False


def sides_of(choice: Choice) -> tuple[tuple[str, str], ...]:
    """What the form offers of a kind of relation: each side's value and name; one where both are called alike."""
    sides = ((str(choice.id), choice.name), (f"{choice.id}{TURNED}", choice.said_from(other_end=True)))
    return sides[:1] if sides[0][1] == sides[1][1] else sides


def read_relation(typed: Mapping[str, str]) -> TypedRelation:
    """Raises FieldsInvalid."""
    check_required(RELATION, typed)
    side, other = typed["type"], typed["other"]
    type = side.removesuffix(TURNED)
    wrong = {key: "field_missing" for key, id in (("type", type), ("other", other)) if not _is_id(id)}
    if wrong:
        raise FieldsInvalid(wrong)
    return TypedRelation(ChoiceId(int(type)), ContactId(int(other)), side.endswith(TURNED))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit()

"""What is wrong with a form, found in several places."""

from bot.model.errors import FieldsInvalid


def together(*found: FieldsInvalid | None) -> FieldsInvalid | None:
    """Several as one; of a field the first that speaks of it."""
    wrong = FieldsInvalid({})
    for each in reversed(found):
        if each is not None:
            wrong = FieldsInvalid(wrong.fields | each.fields, **(wrong.values | each.values))
    return wrong if wrong.fields else None

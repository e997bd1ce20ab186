"""A contact copied as a client, a supplier or a prospect, or into a group."""

from dataclasses import replace

from bot.model.contacts import ContactValues
from bot.model.ids import ChoiceId
from bot.model.tags import BuiltIn, built_in


def copied(values: ContactValues, tags: tuple[BuiltIn, ...], group: ChoiceId | None) -> ContactValues:
    """All but what is one contact's own: its reference, its photo, being the main person, and what its coordinates are
    known by. It is what it is copied as, and no more what it was."""
    others = tuple(tag for tag in values.tags if not tags or built_in(tag) is None)
    return replace(
        values,
        reference="",
        photo=None,
        main_person=False,
        coordinates=tuple(replace(each, id=None) for each in values.coordinates),
        tags=(*others, *(tag.value for tag in tags)),
        groups=values.groups if group is None else (group,),
    )

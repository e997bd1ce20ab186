"""What a place is to follow, from the form that says it; the line that it makes is read as one that was typed.

Called by handlers.
"""

from collections.abc import Mapping

from bot.model.errors import FieldsInvalid
from bot.model.fields import FOLLOWING
from bot.model.follows import Only
from bot.model.ids import ChoiceId, ContactId, MemberId
from bot.model.line_types import LineType
from bot.parse._form import check_required, lines_of
from bot.parse.follows import AskedFollow
from bot.parse.query._line import in_quotes

BY_HAND = "activity:"
_TYPES = frozenset(LineType)


def line_with(line: str, search: str) -> str:
    """And whom the saved search of that name finds."""
    return f"search:{in_quotes(search)} {line}".strip() if search else line


def read_following(typed: Mapping[str, str], line: str) -> AskedFollow:
    """`line` is whom all fields but the one contact ask for. Raises FieldsInvalid."""
    check_required(
        FOLLOWING, {**typed, "where": typed.get("where") or "private"}
    )  # it is not asked where no channel is
    contact, is_all = typed.get("contact", ""), bool(typed.get("all"))
    if not (contact or line or is_all):
        raise FieldsInvalid({"contact": "follow_nobody"})
    if contact and (line or is_all):
        raise FieldsInvalid({"contact": "follow_one_alone"})
    if is_all and line:
        raise FieldsInvalid({"all": "follow_all_alone"})
    return AskedFollow(
        words=line,
        only=_only(typed),
        is_private=typed.get("where") == "private",
        is_all=is_all,
        line=line,
        contact=ContactId(int(contact)) if contact.isascii() and contact.isdigit() else None,
        is_sure=True,
    )


def _only(typed: Mapping[str, str]) -> Only:
    types, not_types = lines_of(typed.get("types", "")), lines_of(typed.get("not_types", ""))
    people, not_people = lines_of(typed.get("people", "")), lines_of(typed.get("not_people", ""))
    wrong = {
        key: "follow_both"
        for key, wanted, unwanted in (("not_types", types, not_types), ("not_people", people, not_people))
        if set(wanted) & set(unwanted)
    }
    if wrong:
        raise FieldsInvalid(wrong)
    return Only(
        types=_ours(types),
        not_types=_ours(not_types),
        activities=_by_hand(types),
        not_activities=_by_hand(not_types),
        people=frozenset(map(MemberId, people)),
        not_people=frozenset(map(MemberId, not_people)),
    )


def _ours(chosen: list[str]) -> frozenset[LineType]:
    return frozenset(LineType(each) for each in chosen if each in _TYPES)


def _by_hand(chosen: list[str]) -> frozenset[ChoiceId]:
    keys = [each.removeprefix(BY_HAND) for each in chosen if each.startswith(BY_HAND)]
    return frozenset(ChoiceId(int(key)) for key in keys if key.isascii() and key.isdigit())

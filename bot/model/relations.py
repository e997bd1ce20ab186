"""Two contacts linked by a kind of relation, seen from both ends: 'Marie is employee of Acme', 'Acme employs Marie'."""

from dataclasses import dataclass

from bot.model.contacts import Found
from bot.model.ids import ChoiceId, ContactId, RelationId

OTHER, TYPE = "other", "type"  # the changes of its events: whom with, and which kind it is
TURNED = "<"  # behind the id of a kind: as it is seen from its other end


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`subject` is `type` of `object`: employee of, member of…"""

    id: RelationId
    type: ChoiceId
    subject: ContactId
    object: ContactId

    def other(self, than: ContactId) -> ContactId:
        return self.object if than == self.subject else self.subject


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as one end sees it: `name` is what that end is to `other`, as it is stored."""

    id: RelationId
    name: str
    other: Found

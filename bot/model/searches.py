"""A question about contacts that somebody keeps under a name, alone or for the whole team."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.folding import fold
from bot.model.ids import MemberId, SearchId
from bot.model.members import Member
from bot.model.policy import Can, allows

SEARCH_NAME_LENGTH = 80
LINE_LENGTH = 3000  # Slack's own limit of an input
MOST_SEARCHES = 500  # looked through at once, of a person or of the team


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """`text` is the line of grammar as typed, read anew each time: '@me' and 'this month' follow who asks, and when."""

    id: SearchId
    name: str
    text: str
    owner: MemberId
    created_at: datetime
    updated_at: datetime
    shared: bool = False

    def may_be_changed_by(self, member: Member) -> bool:
        """By whoever saved it, and by those who look after what the team shares."""
        if not allows(member, Can.WRITE):
            return False
        return member.id == self.owner or (self.shared and allows(member, Can.MANAGE_SEARCHES))


def search_key(name: str) -> str:
    """By which a saved search is known again: without regard to case, accents or spaces at the ends."""
    return " ".join(fold(name).split())

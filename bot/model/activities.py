"""What somebody wrote down by hand of their dealings with a contact: a call, a meeting; its changes are pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.choices import Choice, called_in
from bot.model.ids import ActivityId, ChoiceId, ContactId, EventId
from bot.model.members import Member
from bot.model.policy import Can, allows
from bot.model.rich_text import RichText, written

ACTIVITY_LENGTH = 8000  # of a line; a command carries no more


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedActivity:
    """What a person asks for, in a form or a line. `link` leads to the message that it keeps."""

    contact: ContactId
    at: datetime
    type: ChoiceId | None = None
    body: RichText | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """`at` is when it took place, `type` None where its type was deleted and nothing put in its place.

    `text` is `body` in plain words, or what was written where nothing was formatted. `told` is the line of the feed
    that says it was logged. `author` is a member, or whatever else acts.
    """

    id: ActivityId
    contact: ContactId
    author: str
    at: datetime
    created_at: datetime
    told: EventId
    type: ChoiceId | None = None
    text: str = ""
    body: RichText | None = None
    link: str = ""
    deleted_at: datetime | None = None

    @property
    def wanted(self) -> WantedActivity:
        """As a form shows it."""
        body = self.body if self.body is not None or not self.text else written(self.text)
        return WantedActivity(contact=self.contact, at=self.at, type=self.type, body=body, link=self.link)

    def with_wanted(self, wanted: WantedActivity, *, text: str) -> "Activity":
        """As somebody wants it now, `text` being its plain words. Where its words were left as they are it is not
        made one with formats by that."""
        is_as_written = wanted.body == self.wanted.body
        return replace(
            self,
            contact=wanted.contact,
            at=wanted.at,
            type=wanted.type,
            body=self.body if is_as_written else wanted.body,
            text=self.text if is_as_written else text,
        )

    def may_be_changed_by(self, member: Member) -> bool:
        """Whoever logged it, and managers."""
        return self.author == member.id or allows(member, Can.MANAGE_ACTIVITIES)


def type_name(type: Choice | None, language: str) -> str:
    """What its type is called by whoever speaks that language; '' where it has none."""
    return "" if type is None else called_in(type.kind, type.name, language)

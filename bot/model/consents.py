"""Whether a contact may be written to for marketing: one answer a channel, with its day and where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOURCE_LENGTH = 200


class Channel(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    SMS = "sms"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """`source` says how it was given or refused: 'form at the fair', 'by phone to Claire'."""

    channel: Channel
    given: bool
    on: date
    source: str = ""


def answer(channel: Channel, *asked: Iterable[Consent]) -> Consent | None:
    """The first answer there is: the addressee's own, then the company's. None: nobody was asked."""
    return next((each for consents in asked for each in consents if each.channel is channel), None)


def with_answer(held: Iterable[Consent], given: Consent) -> tuple[Consent, ...]:
    """With one answer in the place of the one for its channel."""
    by_channel = {each.channel: each for each in held} | {given.channel: given}
    return tuple(by_channel[channel] for channel in Channel if channel in by_channel)

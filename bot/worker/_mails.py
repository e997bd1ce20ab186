"""To whom a mail goes: the address that Slack has of its reader, asked once and kept with the member."""

from bot.gateway import Gateway, Outcome, Reach, Refused
from bot.model.deliveries import Claimed
from bot.model.errors import MemberNotFound, SlackRefused, SlackUnavailable
from bot.store._outbox_claims import Claims

MAIL_SLOTS = 4  # a mail server is given no more at a time, and one that is slow keeps nothing else waiting
MAILS_IN_HAND = 2 * MAIL_SLOTS


class Mails:
    def __init__(self, claims: Claims, gateway: Gateway) -> None:
        self._claims = claims
        self._gateway = gateway

    async def address(self, claimed: Claimed) -> str | Outcome:
        """Or why there is none to be had now."""
        tenant, reader = claimed.delivery.tenant, claimed.delivery.reader
        if reader is None:
            return Refused("no_address", Reach.READER)
        people = self._claims.conversations
        known = await people.address(tenant, reader)
        if known:
            return known
        try:
            told = (await self._gateway.person(claimed.team, reader)).email
        except MemberNotFound:
            told = ""
        except (SlackRefused, SlackUnavailable) as error:
            return Refused(str(error.values["error"]), Reach.PASSING)
        if not told:
            return Refused("no_address", Reach.READER)
        await people.keep_address(tenant, reader, told)
        return told

"""What is said before a contact is acted on, and what asks to be confirmed."""

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.ids import ContactId
from bot.model.policy import Can
from bot.model.warnings import Warning


@needs(Can.READ)
async def of(work: Work, contact: ContactId) -> tuple[Warning, ...]:
    """Its own, and those that reach it from above and below; holds first."""
    return tuple(await work.contacts.warnings_of(contact))

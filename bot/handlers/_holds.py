"""What every form that acts on a contact does: a hold is shown before it is carried out, one that came up since too."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm import drafts
from bot.crm._work import Work
from bot.model.drafts import Draft
from bot.model.warnings import Warning, WarningKind
from bot.parse._form import Typed

WARNED = "warned"  # among a draft's values: the contacts whose holds its form shows


def told(warned: Sequence[Warning]) -> dict[str, str]:
    """For the values of a draft whose form shows these warnings."""
    held = sorted({str(each.contact.id) for each in warned if each.kind is WarningKind.HOLD})
    return {WARNED: " ".join(held)} if held else {}


async def shown_first(work: Work, draft: Draft, warned: Sequence[Warning], typed: Typed | None = None) -> Draft | None:
    """The draft of a form that must be shown once more, for a hold that it did not show, with all that was typed.

    None where it may be carried out.
    """
    known = draft.values.get(WARNED, "").split()
    if not set(told(warned).get(WARNED, "").split()) - set(known):
        return None
    return await drafts.write(work, replace(draft, values=draft.values | (typed or {}) | told(warned)))

"""Choosing from a list, page after page or all at once, and doing one thing to all that are chosen."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.crm import bulk, drafts
from bot.crm._work import Work
from bot.handlers import lists
from bot.handlers._ask import Ask, Reply
from bot.handlers._lines import members_in, read_aloud
from bot.model.bulk import Act
from bot.model.drafts import Draft
from bot.model.errors import DraftGone
from bot.model.fields import BULK_ASSIGN, BULK_CONSENT, BULK_TAG
from bot.model.ids import JobId
from bot.model.policy import NEEDED, Can, require
from bot.parse._form import Typed, read_form
from bot.parse.bulk import read_bulk_consent
from bot.templates import bulk as show
from bot.templates import shell as show_shell
from bot.templates._words import reader_of


async def select(ask: Ask, work: Work) -> Reply:
    """The list with ticks. Raises RoleRefused for whoever may do nothing with the chosen."""
    require(work.viewer.member, Can.BULK)
    draft = lists.now_in_field(ask, await lists.held(ask, work))
    return await lists.redrawn(work, lists.with_values(draft, **{lists.MODE: lists.SELECTING}))


async def read(ask: Ask, work: Work) -> Reply:
    """The list to look through; nobody is chosen any more."""
    draft = lists.with_values(await lists.held(ask, work), **{lists.MODE: ""})
    return await lists.redrawn(work, _nobody(draft))


async def pick(ask: Ask, work: Work) -> Reply:
    """What is ticked on this page; how many there are in all is said anew, and the ticks stay under the hand."""
    return Reply(view=await lists.view_of(work, await lists.held(ask, work)))


async def this_page(ask: Ask, work: Work) -> Reply:
    draft = await lists.held(ask, work)
    here = str(draft.values.get(lists.SHOWN, "")).split()
    selection = list(dict.fromkeys([*draft.selection, *here]))
    return await lists.redrawn(work, replace(draft, selection=selection))


async def everyone(ask: Ask, work: Work) -> Reply:
    """All results, those of other pages too. Of a line that was typed since, the results are shown before."""
    draft = await lists.held(ask, work)
    if lists.has_another_line(ask, draft):
        return await lists.search_on_enter(ask, work)
    return await lists.redrawn(work, await bulk.choose_all(work, draft))


async def nobody(ask: Ask, work: Work) -> Reply:
    return await lists.redrawn(work, _nobody(await lists.held(ask, work)))


def _nobody(draft: Draft) -> Draft:
    kept = {name: value for name, value in draft.values.items() if name not in (lists.ALL, bulk.UPTO)}
    return replace(draft, values=kept, selection=[])


async def ask_delete(ask: Ask, work: Work) -> Reply:
    """How many go, and who, before they go."""
    return await _asked_first(ask, work, Act.DELETE, show.confirm_delete_view)


async def ask_tags(ask: Ask, work: Work) -> Reply:
    return await _asked_first(ask, work, Act.TAG, show.tag_view)


async def ask_people(ask: Ask, work: Work) -> Reply:
    return await _asked_first(ask, work, Act.ASSIGN, show.assign_view)


async def ask_consent(ask: Ask, work: Work) -> Reply:
    return await _asked_first(ask, work, Act.CONSENT, show.consent_view)


async def _asked_first(ask: Ask, work: Work, act: Act, asks: show.Asks) -> Reply:
    """Nobody is asked who may not do it."""
    require(work.viewer.member, NEEDED[act])
    draft = await drafts.write(work, await lists.held(ask, work))
    chosen = await bulk.chosen(work, draft)
    reader = reader_of(work.viewer.member)
    if not chosen.count:  # all of them are gone by now
        return Reply(view=show_shell.as_view(show.nobody(reader), reader))
    line = await _line_of_all(work, draft)
    meant = show.Meant(chosen.count, chosen.first, line, chosen.on_hold, more_on_hold=chosen.more_on_hold)
    return Reply(view=asks(meant, reader, draft=draft.id))


async def _line_of_all(work: Work, draft: Draft) -> str | None:
    """The line of which all results are chosen, which need not be what stands in the field by now."""
    if lists.ALL not in draft.values:
        return None
    line = draft.values.get(lists.TEXT, "")
    return read_aloud(line, await lists.names_of(work, members_in(line)))


async def stop(ask: Ask, work: Work) -> Reply:
    """Of the work whose progress is told, the rest; its report takes the place of this answer."""
    if not (ask.value.isascii() and ask.value.isdigit()):
        raise DraftGone
    job = await bulk.cancel(work, JobId(int(ask.value)))
    reader = reader_of(work.viewer.member)
    answer = show.too_late(reader) if job is None or job.has_ended else show.stopping(reader)
    return Reply(message=answer, replace=True)


async def delete(ask: Ask, work: Work) -> Reply:
    return await _begun(ask, work, Act.DELETE)


async def retag(ask: Ask, work: Work) -> Reply:
    return await _begun(ask, work, Act.TAG, read_form(BULK_TAG, ask.state))


async def reassign(ask: Ask, work: Work) -> Reply:
    return await _begun(ask, work, Act.ASSIGN, read_form(BULK_ASSIGN, ask.state))


async def record_consent(ask: Ask, work: Work) -> Reply:
    """As given on the day that is said, else today, by the calendar of whoever writes it down."""
    today = work.now.astimezone(ZoneInfo(work.viewer.member.zone)).date()
    given = read_bulk_consent(read_form(BULK_CONSENT, ask.state), today=today)
    return await _begun(ask, work, Act.CONSENT, bulk.consent_values(given))


async def _begun(ask: Ask, work: Work, act: Act, typed: Typed | None = None) -> Reply:
    """The job takes the draft over; the list below goes on with a fresh one."""
    draft = await drafts.find(work, ask.draft)
    if typed is not None:
        draft = await drafts.write(work, replace(draft, values=draft.values | typed))
    job = await bulk.start(work, draft.id, act)
    below = None
    if ask.view is not None and ask.view.previous is not None:
        text, edition = draft.values.get(lists.TEXT, ""), str(lists.number(draft, lists.EDITION) + 1)
        below = await lists.view_of(work, await lists.begun(work, text, **{lists.EDITION: edition}))
    return Reply(view=show.started_view(act, job.total, reader_of(work.viewer.member)), below=below)

"""`/contact import`: a file field in a form, then a job."""

from bot.crm import drafts
from bot.crm import imports as jobs
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.errors import DraftGone
from bot.model.fields import IMPORT
from bot.parse._form import check_required, read_form
from bot.templates import imports as show
from bot.templates._words import reader_of


async def new(ask: Ask, work: Work) -> Reply:
    draft = await drafts.open(work, IMPORT.noun, {})
    return Reply(view=show.form_view(reader_of(work.viewer.member), draft=draft.id))


async def start(ask: Ask, work: Work) -> Reply:
    """The job fetches the file itself: Slack may be slow, and a form has three seconds."""
    if ask.draft is None:
        raise DraftGone
    typed = read_form(IMPORT, ask.state)
    check_required(IMPORT, typed)
    await drafts.consume(work, ask.draft)
    await jobs.start(work, slack_file=typed["file"])
    return Reply(view=show.started_view(reader_of(work.viewer.member)))

"""What each person chooses for themselves: the tab that a record opens on, when and how they are reminded."""

from bot.crm import drafts, members
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.fields import PREFERENCES
from bot.parse._form import read_form
from bot.parse.settings import read_hours, read_landing, typed_preferences
from bot.templates import preferences as show
from bot.templates._words import reader_of


async def open(ask: Ask, work: Work) -> Reply:
    typed = typed_preferences(work.viewer.member.preferences)
    draft = await drafts.browse(work, PREFERENCES.noun, typed)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id, mails=work.mails))


async def save(ask: Ask, work: Work) -> Reply:
    typed = read_form(PREFERENCES, ask.state)
    landing, hours = read_landing(typed), read_hours(typed)
    await drafts.find(work, ask.draft)
    saved = await members.prefer(work, landing=landing.value, hours=hours)
    view = show.saved_view(saved.preferences, reader_of(saved), mails=work.mails)
    return Reply(view=view, alters_workspace=True, keeps_draft=True)

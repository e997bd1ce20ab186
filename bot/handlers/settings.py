"""The workspace's settings, for admins."""

from bot.crm import drafts, settings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.changes import YES
from bot.model.fields import SETTINGS
from bot.parse._form import read_form
from bot.parse.settings import read_settings
from bot.templates import settings as show
from bot.templates._words import reader_of


async def open(ask: Ask, work: Work) -> Reply:
    workspace = work.viewer.workspace
    years = YES if workspace.birthday_years else ""
    typed = {
        "country": workspace.country,
        "pattern": workspace.pattern,
        "birthday_years": years,
        "excluded_kinds": " ".join(workspace.excluded_kinds),
        "outsiders": workspace.outsiders.value,
    }
    draft = await drafts.open(work, SETTINGS.noun, typed)
    example = await settings.example(work)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id, example=example))


async def save(ask: Ask, work: Work) -> Reply:
    chosen = read_settings(read_form(SETTINGS, ask.state))
    draft = await drafts.find(work, ask.draft)
    changed = await settings.change(work, chosen)
    await drafts.consume(work, draft.id)
    return Reply(view=show.saved_view(changed, reader_of(work.viewer.member)), alters_workspace=True)


async def offer_countries(ask: Ask, work: Work) -> Reply:
    return Reply(options=show.country_options(ask.value, reader_of(work.viewer.member)))

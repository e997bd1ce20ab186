"""`/crm help`: one line a verb, made from the route table."""

from collections.abc import Iterable
from functools import cache

from bot.handlers._ask import Answers, Ask, Reply
from bot.handlers._replies import written
from bot.handlers._routes import Verb
from bot.model.members import Viewer
from bot.templates import help as show
from bot.templates._words import Reader, reader_of


def explaining(verbs: Iterable[Verb]) -> Answers:
    """A handler that lists these verbs, and itself last."""
    lines = (*(_line(verb) for verb in verbs if verb.help), show.HelpLine("/crm help", "/crm aide", "crm_help"))

    @cache
    def listed(language: str) -> Reply:
        return written(Reply(message=show.verbs(lines, Reader(language, "UTC"))))

    async def explain(ask: Ask, viewer: Viewer) -> Reply:
        return listed(reader_of(viewer.member).language)

    return explain


def _line(verb: Verb) -> show.HelpLine:
    english, french = verb.usage
    return show.HelpLine(
        typed_en=" ".join(part for part in (verb.command, verb.name, english) if part),
        typed_fr=" ".join(part for part in (verb.command, verb.fr or verb.name, french) if part),
        block=verb.help,
    )

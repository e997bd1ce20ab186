"""/crm help as blocks: one line a verb of the route table."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, plain, raw

NOUN = "help"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """What is typed, in each language, and the block of templates/help that explains it."""

    typed_en: str
    typed_fr: str
    block: str

    def typed(self, reader: Reader) -> Raw:
        return Raw(self.typed_fr if reader.language == "fr" else self.typed_en)


def verbs(lines: Sequence[HelpLine], reader: Reader) -> Message:
    heading = plain(reader, NOUN, "heading")
    rows = [
        b.line(b.words(line.typed(reader), code=True), b.words(Raw(f"  {raw(reader, NOUN, line.block)}")))
        for line in lines
    ]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": rows}
    return Message(mrkdwn(reader, NOUN, "heading"), (b.header(heading), b.rich_text(listed)))


def perhaps(answer: Message, nearest: str | None, reader: Reader) -> Message:
    """What was not understood, and under it the verb that was perhaps meant."""
    if nearest is None:
        return answer
    hint = mrkdwn(reader, NOUN, "perhaps", nearest=nearest)
    shown = answer.blocks or (b.section(Mrkdwn(answer.text)),)
    return Message(f"{answer.text} {hint}", (*shown, b.context(hint)))

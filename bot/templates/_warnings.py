"""What warns of a contact, in a modal as alerts, elsewhere behind a sign; a hold stands in red."""

from collections.abc import Sequence

from bot.model.messages import Block, Message
from bot.model.warnings import REASON_LENGTH, Warning, WarningKind, needs_confirming
from bot.templates import _blocks as b
from bot.templates._rich import said, told
from bot.templates._words import Plain, Raw, Reader, mrkdwn, plain, value_raw

NOUN = "warnings"
_SHOWN = 5
ON_RECORD = 10  # the place that the other ones send their readers to
_OF = 60  # letters of the name of another contact
_LEVELS = {WarningKind.HOLD: "error", WarningKind.FLAG: "warning", WarningKind.BLOCK: "info"}
_SIGNS = {WarningKind.HOLD: "⛔", WarningKind.FLAG: "⚠️", WarningKind.BLOCK: "🚫"}


def alerts(warnings: Sequence[Warning], reader: Reader, *, most: int = _SHOWN) -> list[Block]:
    """For a modal. What is longer than an alert stands below it in full."""
    blocks = [block for each in warnings[:most] for block in _alert(each, reader)]
    return [*blocks, *_more(warnings, reader, most)]


def signs(warnings: Sequence[Warning], reader: Reader, *, most: int = _SHOWN) -> list[Block]:
    """For a message or Home, where there are no alerts."""
    blocks = [_sign(each, reader) for each in warnings[:most]]
    return [*blocks, *_more(warnings, reader, most)]


def question(
    name: str, warnings: Sequence[Warning], reader: Reader, *, action: str, value: str, typed: str = ""
) -> Message:
    """Of a contact on hold: go on? The button carries what was begun; `typed` is shown, so that it can be copied."""
    kept = [b.rich_text(b.quote(*b.long_words(value_raw(typed))))] if typed else []
    go_on = b.button(plain(reader, NOUN, "go_on"), action=action, value=value, style="danger")
    blocks = [*signs(warnings, reader), told(reader, NOUN, "asks", name=name), *kept]
    return Message(mrkdwn(reader, NOUN, "asks", name=name), (*blocks, b.actions([go_on], block_id="warnings-go-on")))


def submit(warnings: Sequence[Warning], reader: Reader) -> Plain:
    """Of a form: for a contact on hold it asks whether to go on."""
    return plain(reader, NOUN, "save_anyway") if needs_confirming(warnings) else plain(reader, "form", "save")


def _alert(warning: Warning, reader: Reader) -> list[Block]:
    level = _LEVELS[warning.kind]
    sentence = plain(reader, NOUN, _block(warning), **_values(warning))
    shown = [b.alert(sentence, level=level)]
    return shown if len(sentence) <= b.ALERT else [*shown, b.rich_text(b.quote(b.words(_whole(warning))))]


def _sign(warning: Warning, reader: Reader) -> Block:
    whole = {"text": [b.words(_whole(warning))]}  # a sentence cuts what is long
    sentence = said(reader, NOUN, _block(warning), **_values(warning) | whole)
    return b.rich_text(b.line(b.words(Raw(f"{_SIGNS[warning.kind]} ")), *sentence))


def _block(warning: Warning) -> str:
    return warning.kind.value if warning.own else f"{warning.kind.value}_of"


def _values(warning: Warning) -> dict[str, object]:
    if warning.kind is WarningKind.BLOCK:
        return {}
    named = {} if warning.own else {"name": b.cut(warning.contact.name or f"#{warning.contact.number}", _OF)}
    return {"text": warning.text, **named}


def _whole(warning: Warning) -> Raw:
    return b.cut(warning.text, REASON_LENGTH)


def _more(warnings: Sequence[Warning], reader: Reader, most: int) -> list[Block]:
    left, block = len(warnings) - most, "more_around" if most == ON_RECORD else "more"
    return [b.context(mrkdwn(reader, NOUN, block, n=left))] if left > 0 else []

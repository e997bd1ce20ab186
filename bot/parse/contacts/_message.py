"""A contact taken out of a message: whoever signs it, or is named as its sender."""

import re
from collections.abc import Callable, Iterator

from bot.model.folding import clean, squeeze
from bot.parse._form import Typed
from bot.parse.contacts._line import COMMENT_LENGTH, named_in, read_all, read_fields
from bot.parse.contacts._reach import read_senders
from bot.parse.contacts._roles import read_roles
from bot.parse.contacts._sheet import TAKEN, Sheet
from bot.parse.contacts._words import PARTICLES

_NAME = r"((?:[^\W\d_][\w'’.-]{0,40})(?:[ ][^\W\d_][\w'’.-]{0,40}){0,4})"
_PRESENTED = re.compile(
    r"(?<!\w)(?i:i['’]m|i am|my name is|this is|here is|je suis|je m['’]appelle|mon nom est|moi c['’]est|ici)[ ]"
    + _NAME
)
_SENDER = re.compile(r"(?im)^[ \t>*]{0,8}(?:from|de|exp[ée]diteur|sender)[ \u00a0]?:[ \t]*(.{1,200})$")
_CLOSING = re.compile(
    r"""(?:best|kind|warm)?[ ]?regards|best(?:[ ]wishes)?|cheers|thanks(?:[ ]again)?|thank[ ]you|many[ ]thanks
    |sincerely|yours(?:[ ]truly)?|(?:bien[ ]|tr[èe]s[ ])?cordialement|cdlt|bien[ ][àa][ ]vous|[àa][ ]bient[ôo]t
    |merci(?:[ ]d['’]avance|[ ]beaucoup)?|(?:sinc[èe]res[ ])?salutations|(?:belle|bonne)[ ](?:journ[ée]e|soir[ée]e)
    |amicalement|respectueusement|--+|__+""",
    re.IGNORECASE | re.VERBOSE,
)
_SIGNED_LINES = 5  # behind a closing: a name, a title, a firm
_SIGNED_LENGTH = 80
_BREATH = re.compile(r"[ ]*(?:de chez|chez|at|from|de la soci[ée]t[ée]|,)[^.!?\n\0]{1,80}", re.IGNORECASE)
_CUT = "…"


def typed_from_message(text: str, *, country: str, next_id: Callable[[], int]) -> Typed:
    """The draft's values; the text itself is the comment, cut where it is too long for a field.

    `text` is as `parse.slack_text` gives it. Raises TextInvalid.
    """
    sheet = Sheet(text, country)
    read_senders(sheet)
    read_all(sheet)
    senders = [sender[1] for sender in _SENDER.finditer(sheet.left)] + list(named_in(sheet.left))
    read_fields(sheet)
    for piece in (*senders, *_told(sheet.left)):
        _read_roles(sheet, piece)
    _read_roles(sheet, "")  # a name by the e-mail, where nothing else told one
    filled = sheet.typed(next_id)
    comment = clean(text).strip()
    if len(comment) > COMMENT_LENGTH:
        comment = comment[: COMMENT_LENGTH - len(_CUT)] + _CUT
    return filled | ({"comment": comment} if comment else {})


def _read_roles(sheet: Sheet, piece: str) -> None:
    whole, sheet.left = sheet.left, piece
    read_roles(sheet)
    sheet.left = whole


def _told(text: str) -> Iterator[str]:
    """The pieces of a message that tell who it is from, the surest first, with whatever is taken left out."""
    for presented in _PRESENTED.finditer(text):
        name = _capitals(presented[1])
        if name:
            yield f"{name}, {_rest_of_sentence(text, presented.start(1) + len(name))}"
    yield from _signed(text.split("\n"))


def _capitals(words: str) -> str:
    """As many words as a name has: 'Je suis Marie Dupont de chez Acme' names two, 'je suis en retard' none."""
    name: list[str] = []
    for word in words.split(" "):
        inside = name and squeeze(word) in PARTICLES and word.islower()
        if not (word[0].isupper() or inside):
            break
        name.append(word.rstrip("."))
        if word.endswith("."):
            break
    while name and name[-1].islower():
        name.pop()
    return " ".join(name)


def _rest_of_sentence(text: str, start: int) -> str:
    """Where somebody works is said in the same breath as the name."""
    found = _BREATH.match(text, start)
    return found[0] if found else ""


def _signed(lines: list[str]) -> Iterator[str]:
    """The lines behind a closing, and those that end the message."""
    for place, line in enumerate(lines):
        closing = _CLOSING.match(line.strip(" \t,.!*_"))
        if closing is not None and closing.end() >= len(line.strip(" \t,.!*_")):
            yield _short_lines(lines[place + 1 :])
    yield _short_lines(lines[_last_pause(lines) :])


def _last_pause(lines: list[str]) -> int:
    """Where the last block of several lines begins."""
    pauses = [place for place, line in enumerate(lines[:-2]) if not line.strip(f" \t{TAKEN}") and TAKEN not in line]
    return pauses[-1] + 1 if pauses else len(lines)


def _short_lines(lines: list[str]) -> str:
    """The lines of a signature: as long as a name, a title or a firm."""
    signed = [line for line in lines if line.strip()][:_SIGNED_LINES]
    return "\n".join(line for line in signed if len(line.replace(TAKEN, "")) <= _SIGNED_LENGTH)

"""Slack's own writing turned into values, before any parser sees a word: mentions, links, the three escapes."""

import re
from dataclasses import dataclass

from bot.model.errors import TextTooLong
from bot.model.folding import clean
from bot.model.ids import ChannelId, MemberId

COMMAND_LENGTH = 8000

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text; `start` and `end` bound their label in the unwrapped text."""

    member: MemberId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """A text as a person would read it, and who and which channels it names."""

    text: str
    people: tuple[Mention, ...] = ()
    channels: tuple[ChannelId, ...] = ()

    def without_leading_people(self) -> tuple[tuple[MemberId, ...], str]:
        """The people named before anything else, each once, and the words that follow them."""
        members: list[MemberId] = []
        end = 0
        for mention in self.people:
            if self.text[end : mention.start].strip(" ,&"):
                break
            members.append(mention.member)
            end = mention.end
        return tuple(dict.fromkeys(members)), self.text[end:].strip(" ,")


def unwrap(text: str) -> Said:
    """`<@U1|ann> & <https://a.fr|site>` becomes '@ann & https://a.fr'. Raises TextInvalid, TextTooLong."""
    if len(text) > COMMAND_LENGTH:
        raise TextTooLong(limit=COMMAND_LENGTH)
    pieces: list[str] = []
    people: list[Mention] = []
    channels: list[ChannelId] = []
    length = place = 0
    for token in _TOKEN.finditer(text):
        # Cleaned piece by piece: offsets are counted in what is kept.
        plain = clean(unescape(text[place : token.start()]))
        spoken = clean(_spoken(token))
        pieces += [plain, spoken]
        length += len(plain)
        if token[1] == "@":
            people.append(Mention(MemberId(token[2]), length, length + len(spoken)))
        elif token[1] == "#":
            channels.append(ChannelId(token[2]))
        length += len(spoken)
        place = token.end()
    pieces.append(clean(unescape(text[place:])))
    joined = "".join(pieces)
    lead = len(joined) - len(joined.lstrip())
    moved = tuple(Mention(each.member, each.start - lead, each.end - lead) for each in people)
    return Said(joined.strip(), moved, tuple(channels))


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _spoken(token: re.Match[str]) -> str:
    kind, target, label = token.groups()
    label = unescape(label or "")
    if kind == "@":
        return f"@{label or target}"
    if kind == "#":
        return f"#{label or target}"
    if kind == "!":
        return "@" + (label or target.partition("^")[0]).removeprefix("@")  # a group's label has the sign already
    if target.startswith("mailto:"):
        return label or target.removeprefix("mailto:")
    return unescape(target)

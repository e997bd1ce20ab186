"""Slips of the pen: words one letter away from a word of time ("wednsday", "fevrer", "demian")."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.parse.when._doubts import SMALL_WORDS
from bot.parse.when._lexicon import Words, listed
from bot.parse.when._tokens import Token, one_apart

SHORTEST, LONGEST = 2, 13  # letters of a word that may be a slip
SHORTEST_SURE = 5
FOREIGN_FROM = 5  # letters: shorter words of the other language are near too many words of one's own

# One letter away from a word of time, and names: never taken for it without asking.
NAMES = frozenset(
    listed(
        "aprile augusta auguste avrila frida fridan jane joel juan judy lunda lundin lundy mara marcha marche"
        " marco marcy mardin mardo mardy mari marin mart marti martin martis sonday sundae"
        " sundar toady"
    )
)
# Of these one says so many that they are always themselves.
ORDINARY = frozenset(
    listed(
        "avery ajout annex arch atout avail bars bay bear bears bois boon boutes cars claque cour cuit dad dais dam"
        " dams domain dry dune ear fear fours gay gays gear gout hay hays hear here heurts hire jars join joue"
        " jouer joues jouir junk jupe jury latin lay lays leek loir lund mac mach mad maid mail main malin man"
        " mans many map maps marc mare mark marks marsh martin mary mas mass match mats maxi maya mayo mays"
        " meek merch midway mini mis mods moi moise moist moit mont moon moths mots mounth mourning mouth"
        " mouths murs mutin nearly neat nest net newt noels noir non noun novel nuits out patin pay pays pear"
        " peek pois pours quit ray rays rear remain routes rune satin say says seek soar soi soie soif soin"
        " sois soit stir suit sundry tear tears text tier tour tours toute tune unit voir vois wars way ways"
        " weak weakly wee weed weeds weep yeah yearn yours"
    )
)
# "my mari" is no day, whatever the word.
OWNERS = frozenset(listed("my our your his her their mon ma mes notre nos votre vos leur leurs son sa ses"))


@dataclass(frozen=True, slots=True)
class Slip:
    """The token at `place` and the words it may have been meant for; `sure` where it can hardly be another word."""

    place: int
    words: tuple[str, ...]
    sure: bool


def slips(cut: list[Token], own: Words, other: Words) -> list[Slip]:
    shouted = not any(token.word and not token.capital for token in cut if token.word.isalpha())
    found = (_slip(cut, i, own, other, shouted=shouted) for i in range(len(cut)))
    return [slip for slip in found if slip]


def mended(cut: list[Token], place: int, word: str) -> list[Token]:
    return [*cut[:place], replace(cut[place], word=word), *cut[place + 1 :]]


def _slip(cut: list[Token], i: int, own: Words, other: Words, *, shouted: bool) -> Slip | None:
    word = cut[i].word
    if not SHORTEST <= len(word) <= LONGEST or cut[i].literal or not word.isalpha():
        return None
    if word in ORDINARY or word in SMALL_WORDS or word in OWNERS or word in own.known or word in other.known:
        return None
    if i and cut[i - 1].word in OWNERS:
        return None
    meant = near(word, own)
    if meant:
        named = cut[i].capital and i > 0 and not shouted
        sure = not named and all(_is_sure(word, each) for each in meant)
        return Slip(i, meant, sure)
    foreign = tuple(far for far in near(word, other) if len(far) >= FOREIGN_FROM)
    return Slip(i, foreign, sure=False) if foreign else None


def _is_sure(word: str, meant: str) -> bool:
    return len(word) >= SHORTEST_SURE and word[0] == meant[0] and word not in NAMES


@lru_cache(maxsize=4096)
def near(word: str, words: Words) -> tuple[str, ...]:
    """The words of time one slip away: a letter left out, doubled, put in, changed, or two that changed places."""
    keys = {word, *_without_a_letter(word)}
    found = {target for key in keys for target in words.near.get(key, ()) if one_apart(word, target)}
    return tuple(sorted(found))


def _without_a_letter(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))

"""Filters by what an admin keeps lists of, by who is above, by consents and birthdays: what must be true, in SQL.

`c` is the contact.
"""

import re
from collections.abc import Iterator, Sequence

from bot.model.consents import Channel
from bot.model.filters import NOBODY, FilterKey
from bot.store._search._words import Words

_NO_CONTACT = -1
_DAY = re.compile(r"([0-9]{2})(?:-([0-9]{2}))?")

# A choice that is retired is none.
_HAD = """EXISTS (SELECT 1 FROM contact_choices w JOIN choices k ON k.tenant = w.tenant AND k.id = w.choice
    WHERE w.tenant = :tenant AND w.contact = c.id AND k.kind = '{kind}' AND substr(k.folded, 1, 1) <> ' '{which})"""
_TAGGED = """EXISTS (SELECT 1 FROM contact_tags w JOIN tags t ON t.tenant = w.tenant AND t.id = w.tag
    WHERE w.tenant = :tenant AND w.contact = c.id AND t.built_in IS NOT NULL{which})"""


def has(key: FilterKey, words: Words, sought: Sequence[str]) -> str:
    """Of a list of the same name."""
    some = _HAD.format(kind=key.value, which=f" AND w.choice IN {words.keys(sought)}")
    return f"{some} OR NOT {_HAD.format(kind=key.value, which='')}" if NOBODY in sought else some


def is_in_state(words: Words, sought: Sequence[str]) -> str:
    """A state of the team's own, or a built-in tag."""
    tagged = _TAGGED.format(which=f" AND t.folded IN {words.texts(sought)}")
    some = f"{_HAD.format(kind=FilterKey.STATE.value, which=f' AND w.choice IN {words.keys(sought)}')} OR {tagged}"
    none = f"NOT {_HAD.format(kind=FilterKey.STATE.value, which='')} AND NOT {_TAGGED.format(which='')}"
    return f"{some} OR ({none})" if NOBODY in sought else some


def is_below(words: Words, sought: Sequence[str]) -> str:
    """Of an employer or of the contact above."""
    keys = words.keys(sought)
    some = f"coalesce(c.employer, {_NO_CONTACT}) IN {keys} OR coalesce(c.parent, {_NO_CONTACT}) IN {keys}"
    return f"{some} OR (c.employer IS NULL AND c.parent IS NULL)" if NOBODY in sought else some


def is_employed(words: Words, sought: Sequence[str]) -> str:
    some = f"coalesce(c.employer, {_NO_CONTACT}) IN {words.keys(sought)}"
    return f"{some} OR c.employer IS NULL" if NOBODY in sought else some


def consents(words: Words, sought: Sequence[str]) -> str:
    """A channel, 'email', or what it refuses, 'email=no'."""
    return " OR ".join(_consents(words, sought)) or "1 = 0"


def _consents(words: Words, sought: Sequence[str]) -> Iterator[str]:
    for channel in Channel:
        for text, given in ((channel.value, "true"), (f"{channel.value}=no", "false")):
            if text in sought:
                yield f"coalesce({_given(words, channel)}, '') = '{given}'"
    if NOBODY in sought:
        yield f"{_in_more(words, 'consents')} IS NULL"


def _given(words: Words, channel: Channel) -> str:
    """'true', 'false' or NULL."""
    if words.postgres:
        return f"(c.more #>> '{{consents,{channel.value},given}}')"
    return f"(c.more -> '$.consents.{channel.value}.given')"


def _in_more(words: Words, name: str) -> str:
    return f"(c.more -> '{name}')" if words.postgres else f"(c.more -> '$.{name}')"


def is_born_on(words: Words, sought: Sequence[str]) -> str:
    """A month, '03', or a day of it, '03-12'."""
    days = [f"{day[1]}{day[2] or ''}" for day in map(_DAY.fullmatch, sought) if day is not None]
    born = (f"substr(coalesce(c.birthday_key, ''), 1, {len(day)}) = '{day}'" for day in days)
    none = ["c.birthday_key IS NULL"] if NOBODY in sought else []
    return " OR ".join((*born, *none)) or "1 = 0"

"""Phones found in a text, in any format."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from bot.model.contacts import CoordinateKind
from bot.model.coordinates import PHONE_LENGTH, national, phone
from bot.model.folding import digits
from bot.parse.contacts._marks import before, behind
from bot.parse.contacts._sheet import Sheet, Span

_RUN = re.compile(r"(?<![\w@#.])[(]?\+?\d[\d ().\-/\t\u00a0\u202f\u2010-\u2013]*+")
_GROUP = re.compile(r"\d+")
_EXTENSION = re.compile(r"[ \t,]{0,3}(?:poste|ext\.?|extension|x)[ \t.:]{0,3}\d{1,6}(?!\w)", re.IGNORECASE)
# As dialled in France and in North America, wherever the workspace is and whether or not the number is given out yet.
_SHAPE = re.compile(r"0[1-9](?:[ .\-\u00a0]?\d\d){4}|\(?[2-9]\d{2}\)?[ .\-]{0,2}\d{3}[.\-]\d{4}")
_SHORTEST, _LONGEST = 8, 17  # digits of a number that nothing announces
_SHORTEST_SAID = 2
_MOST_TRIES = 400  # numbers tried in one text


def read_phones(sheet: Sheet) -> None:
    sheet.take(list(_Phones(sheet).found()))


class _Phones:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._text = sheet.left
        self._tries = 0

    def found(self) -> Iterator[Span]:
        end = 0
        for run in _RUN.finditer(self._text):
            groups = [group.span() for group in _GROUP.finditer(self._text, *run.span())]
            while groups:
                start = self._begin(groups[0][0], max(end, run.start()))
                mark = before(self._text, start, CoordinateKind.PHONE)
                many = self._longest(start, groups, said=mark.said)
                if not many:
                    groups = groups[1:]
                    continue
                stop = self._end(start, groups[many - 1][1])
                last, label = behind(self._text, stop, CoordinateKind.PHONE)
                typed = self._text[start:stop]
                if self._sheet.add(phone(typed, self._sheet.country, label=mark.label or label)):
                    yield max(end, mark.start), last
                    end = last
                groups = groups[many:]

    def _begin(self, digit: int, low: int) -> int:
        """With the sign or the bracket before the first digit."""
        while digit > low and self._text[digit - 1] in "(+":
            digit -= 1
        return digit

    def _end(self, start: int, last: int) -> int:
        """With the extension behind the last digit."""
        if self._text[last : last + 1] == ")" and "(" in self._text[start:last]:
            last += 1
        extension = _EXTENSION.match(self._text, last)
        return last if extension is None or extension.end() - start > PHONE_LENGTH else extension.end()

    def _longest(self, start: int, groups: Sequence[Span], *, said: bool) -> int:
        """How many of the groups are a phone, 0 for none; an announced number need not be one that can be dialled."""
        fitting = []
        for many, (_, end) in enumerate(groups[:_LONGEST], start=1):
            count = len(digits(self._text[start:end]))
            if count <= _LONGEST and end - start <= PHONE_LENGTH and count >= (_SHORTEST_SAID if said else _SHORTEST):
                fitting.append(many)
        for many in reversed(fitting):
            if self._is_phone(self._text[start : groups[many - 1][1]]):
                return many
        return fitting[-1] if said and fitting else 0

    def _is_phone(self, typed: str) -> bool:
        if _SHAPE.fullmatch(typed):
            return True
        self._tries += 1
        if self._tries > _MOST_TRIES:
            return False
        try:
            number = phonenumbers.parse(typed, self._sheet.country)
        except phonenumbers.NumberParseException:
            return False
        if typed.lstrip("(").startswith(("+", "00")):
            return phonenumbers.is_possible_number(number)
        at_home = national(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        return digits(typed).removeprefix("1") == at_home.removeprefix("1") and phonenumbers.is_valid_number(number)

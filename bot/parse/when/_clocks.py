"""Hours of the day: "9h30", "4 pm", "half past nine", "neuf heures moins le quart", "midi et demi"."""

from bot.parse.when._facts import Clock, Style, Unit
from bot.parse.when._lexicon import Kind, Sentence
from bot.parse.when._literals import halved
from bot.parse.when._spans import Found, number


def clock(s: Sentence, i: int, *, led: bool) -> Found[Clock] | None:
    """`led`: a word before says that an hour follows, so a bare number may be one."""
    if i >= len(s):
        return None
    found = _figures(s, i) or _word(s, i) or _relative(s, i) or _hour_mark(s, i) or _spaced(s, i)
    if found is None and (led or _part_follows(s, i)):
        found = _bare(s, i)
    if found is None:
        return None
    return Found(found.value, s.past(found.end, Kind.SHARP))


def _part_follows(s: Sentence, i: int) -> bool:
    """`7 in the morning`, `7 tonight`, `7 tomorrow morning`: the number is an hour without "at"."""
    hour = number(s, i)
    if hour is None:
        return False
    named = s.take(hour.end, Kind.OFFSET, Kind.WEEKDAY)
    if named and s.take(named.end, Kind.PART):
        return True
    return s.take(hour.end, Kind.IN_PART, Kind.TODAY_PART) is not None


def _figures(s: Sentence, i: int) -> Found[Clock] | None:
    """9h30, 16:30, 4pm, and 4:30 pm in two words."""
    literal = s.tokens[i].literal
    if not literal or not literal.clock or literal.iso:
        return None
    said = literal.clock
    meridiem = s.take(i + 1, Kind.MERIDIEM)
    if meridiem and said.style is not Style.HALVED:
        pm = meridiem.value == 12
        return Found(halved(said.hour, said.minute, pm=pm, to_the_minute=said.to_the_minute), meridiem.end)
    if said.style is Style.BARE and s.language == "fr":
        said = Clock(said.hour, said.minute, to_the_minute=True)
    if not said.to_the_minute:
        return _parts_of_hour(s, said.hour, said.style, i + 1)
    return Found(said, i + 1)


def _spaced(s: Sentence, i: int) -> Found[Clock] | None:
    """`4 pm`, `4 30 pm` and `430 pm`."""
    hour = number(s, i)
    if hour is not None and 100 <= hour.value < 1300 and hour.value % 100 < 60:
        half = s.take(hour.end, Kind.MERIDIEM)
        at = divmod(hour.value, 100)
        return Found(halved(*at, pm=half.value == 12, to_the_minute=True), half.end) if half else None
    if hour is None or hour.value > 24:
        return None
    minute = number(s, hour.end)
    if minute and minute.value < 60 and s.take(minute.end, Kind.MERIDIEM):
        hour, said = Found(hour.value, minute.end), minute.value
    else:
        minute, said = None, 0
    meridiem = s.take(hour.end, Kind.MERIDIEM)
    if not meridiem:
        return None
    pm = meridiem.value == 12
    return Found(halved(hour.value, said, pm=pm, to_the_minute=bool(minute)), meridiem.end)


def _hour_mark(s: Sentence, i: int) -> Found[Clock] | None:
    """`17 h 30`, `neuf heures et quart`, `nine o'clock`."""
    hour = number(s, i) or _one_hour(s, i)
    mark = s.take(hour.end, Kind.HOUR_MARK) if hour else None
    if not hour or not mark or hour.value > 99:
        return None
    figures = s.tokens[i].literal is not None
    style = Style.FULL if s.language == "fr" and (figures or hour.value > 12) else Style.BARE
    return _parts_of_hour(s, hour.value, style, mark.end)


def _one_hour(s: Sentence, i: int) -> Found[int] | None:
    one = s.take(i, Kind.ONE)
    return Found(1, one.end) if one else None


def _parts_of_hour(s: Sentence, hour: int, style: Style, i: int) -> Found[Clock]:
    half = s.take(i, Kind.HALF, Kind.QUARTER)
    if half:
        return Found(Clock(hour, half.value, style, to_the_minute=True), half.end)
    less = s.take(i, Kind.TO_HOUR)
    if less and s.language == "fr":
        after = s.past(less.end, Kind.THE)
        quarter = s.take(after, Kind.QUARTER_WORD)
        minutes = Found(15, quarter.end) if quarter else number(s, after)
        if minutes and 0 < minutes.value < 60:
            return Found(Clock((hour - 1) % 24, 60 - minutes.value, style, to_the_minute=True), minutes.end)
    minutes = number(s, i)
    if minutes and minutes.value < 60 and s.language == "fr" and _ends_a_clock(s, minutes.end):
        return Found(Clock(hour, minutes.value, style, to_the_minute=True), minutes.end)
    return Found(Clock(hour, 0, style), i)


def _ends_a_clock(s: Sentence, i: int) -> bool:
    """Whether the number before `i` can be minutes: "17 h 30 chez Paul", but not "17 h 3 clients"."""
    if i >= len(s) or s.tokens[i].mark or s.meanings[i]:
        return True
    return len(s.tokens[i - 1].word) == 2 and s.tokens[i - 1].literal is not None


def _word(s: Sentence, i: int) -> Found[Clock] | None:
    """Noon and midnight, "midi et demi", "midi trente", "midi moins le quart"."""
    word = s.take(i, Kind.CLOCK_WORD)
    if not word:
        return None
    style = Style.FULL if word.value else Style.MIDNIGHT
    return _parts_of_hour(s, word.value // 60, style, word.end)


def _relative(s: Sentence, i: int) -> Found[Clock] | None:
    """`half past nine`, `quarter to five`, `ten minutes past eight`; English only."""
    half = s.take(i, Kind.HALF_PAST)
    if half:
        return _from_hour(s, half.value, half.end)
    half_hour = s.take(i, Kind.HALF_HOUR)
    hour = number(s, half_hour.end) if half_hour else None
    if half_hour and hour and not s.take(hour.end, Kind.UNIT, Kind.TIMES):
        return _from_hour(s, half_hour.value, half_hour.end)
    quarter = s.take(i, Kind.QUARTER)
    minutes = Found(quarter.value, quarter.end) if quarter else number(s, i)
    if not minutes or not 0 < minutes.value < 60:
        return None
    unit = s.take(minutes.end, Kind.UNIT)
    after = unit.end if unit and unit.value == Unit.MINUTE else minutes.end
    past = s.take(after, Kind.PAST_HOUR)
    if past:
        return _from_hour(s, minutes.value, past.end)
    to = s.take(after, Kind.TO_HOUR)
    if to and s.language == "en" and (quarter or unit or minutes.value in {5, 10, 20, 25}):
        return _from_hour(s, -minutes.value, to.end)
    return None


def _from_hour(s: Sentence, minutes: int, i: int) -> Found[Clock] | None:
    hour = number(s, i)
    word = s.take(i, Kind.CLOCK_WORD)
    if word:
        total = (word.value + minutes) % 1440
        return Found(Clock(total // 60, total % 60, to_the_minute=True), word.end)
    if hour is None or not 1 <= hour.value <= 12:
        return None
    base = hour.value if minutes > 0 else (hour.value - 1) or 12
    meridiem = s.take(hour.end, Kind.MERIDIEM)
    if meridiem:
        pm = meridiem.value == 12
        total = (halved(hour.value, 0, pm=pm, to_the_minute=True).hour * 60 + minutes) % 1440
        return Found(Clock(total // 60, total % 60, Style.HALVED, to_the_minute=True), meridiem.end)
    return Found(Clock(base, minutes % 60, Style.BARE, to_the_minute=True), hour.end)


def _bare(s: Sentence, i: int) -> Found[Clock] | None:
    """`at 9`, `at nine thirty`, `at 1630`."""
    hour = number(s, i)
    if hour is None:
        return None
    figures = s.tokens[i].word if s.tokens[i].literal else ""
    if len(figures) in {3, 4} and figures.zfill(4) < "2400" and figures[-2] < "6":
        named = hour.end < len(s) and s.tokens[hour.end].capital and not s.meanings[hour.end]  # "at 1430 Main St"
        style = Style.FULL if len(figures) == 4 else Style.BARE
        return None if named else Found(Clock(*divmod(hour.value, 100), style, to_the_minute=True), hour.end)
    if hour.value > 24:
        return None
    minute = number(s, hour.end)
    if minute and 10 <= minute.value < 60 and not s.take(minute.end, Kind.UNIT) and _ends_a_clock(s, minute.end):
        return Found(Clock(hour.value, minute.value, Style.BARE, to_the_minute=True), minute.end)
    style = Style.FULL if hour.value > 12 or (len(figures) == 2 and figures[0] == "0") else Style.BARE
    return Found(Clock(hour.value, 0, style), hour.end)

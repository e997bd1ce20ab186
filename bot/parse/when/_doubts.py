"""Doubts an expression because of what stands around it: a word of time that was not understood, a topic, a range."""

import re

from bot.parse.when import _numbered
from bot.parse.when._before import NONE, before, is_odd
from bot.parse.when._facts import Doubt, MonthDay, MovingFeast, NumericDate, Offset, Period, Style, Weekday, Which
from bot.parse.when._feasts import BY_EASTER
from bot.parse.when._grammar import Run, is_filler, run_at
from bot.parse.when._lexicon import Kind, Lexeme, Sentence, listed
from bot.parse.when._spans import count, number, span

# Right after an expression, these would change its meaning, were they understood.
BENDING = (
    Kind.BEFORE,
    Kind.AFTER,
    Kind.EXCEPT,
    Kind.VAGUE,
    Kind.NEXT,
    Kind.LAST,
    Kind.HALF,
    Kind.AGO,
    Kind.AFTER_NEXT,
    Kind.MERIDIEM,
    Kind.MONTH,
    Kind.WEEKDAY,
    Kind.WEEKDAYS,
    Kind.OFFSET,
    Kind.PART,
    Kind.IN_PART,
    Kind.TIMES,
    Kind.UNIT,
    Kind.DONE,
    Kind.OFTEN,
    Kind.EVERY,
    Kind.IN_N,
    Kind.UNREAD,
    Kind.WEEKEND,
)
# These only before another time.
JOINING = (Kind.AND, Kind.OR, Kind.TO, Kind.UNTIL, Kind.THEN, Kind.START, Kind.EACH, Kind.OUT_OF, Kind.LASTING)
CONNECTING = (
    Kind.AT,
    Kind.BY,
    Kind.IN,
    Kind.ON,
    Kind.THE,
    Kind.THE_MANY,
    Kind.OF,
    Kind.APPROX,
    Kind.START,
    Kind.BETWEEN,
)
ALMOST_A_PART = frozenset(listed("eve ev aft nite"))  # and names: "tomorrow eve"
POINTED_HOUR = re.compile(r"\d{1,2}[.,][0-5]\dh")
TIMES = re.compile(r"x\d{1,3}|\d{1,3}x")
SEASONS = frozenset(listed("time period break season holiday holidays week"))  # "at christmas time"
SUNDAYS = frozenset({BY_EASTER, BY_EASTER + 49})
BIRTHDAYS = frozenset(listed("birthday anniversary anniversaire"))
ALMOST_PM = frozenset(listed("p pn pmm ppm mp om nm amm aam"))
SMALL_WORDS = frozenset(
    listed(
        "a about after and around as at because before but by during for from if in near of off on or outside over re"
        " regarding please so the then through to until via when where which while who with without my our his her"
        " afin au aupres aux avec car chez dans de des devant donc du en et la le les mais ou par pour pres que qui"
        " sans si sur svp un une mon notre"
    )
)
OWNERS = frozenset(
    listed("the my our your his her their this that la le notre mon votre leur son ma cette un une a an")
)


def past_marks(s: Sentence, i: int) -> int:
    while i < len(s) and s.tokens[i].mark:
        i += 1
    return i


def doubts_about(s: Sentence, run: Run) -> frozenset[Doubt]:
    if run.said.clock is None and _hours_unknown(s):
        return frozenset({Doubt.CUT})
    if _feast_unread(s, run) or _feast_beside(s, run) or _is_a_title(s, run):
        return frozenset({Doubt.CUT})
    found, after = before(s, run), _after(s, run)
    # "the offer of 3 december tomorrow": what follows a topic belongs to something else.
    found |= after - {Doubt.CUT} if Doubt.TOPIC in found else after
    if not found and _is_out_of_place(s, run):
        return frozenset({Doubt.PLACE})
    return found


def _is_a_title(s: Sentence, run: Run) -> bool:
    """`relancer Le Soir à 9h`: a newspaper, not the evening; where not every word has its capital."""
    if s.language != "fr" or all(token.capital for token in s.tokens if token.word.isalpha()):
        return False
    pairs = range(max(1, run.start), run.end - 1)
    return any(s.take(i, Kind.IN_PART) and s.tokens[i].capital and s.tokens[i + 1].capital for i in pairs)


def _feast_beside(s: Sentence, run: Run) -> bool:
    """`samedi de Pâques`, `christmas friday`, `halloween next month`: a day of a feast that was not read with it."""
    said = run.said
    counted = said.span is not None and said.span.months > 0 and said.since is None
    ruled = said.every is not None and bool(said.every.weekdays)
    if not (counted or ruled) and not isinstance(said.day, Weekday | Period):
        return False
    return _feast_after(s, run) is not None or s.ending(run.start, Kind.FEAST) is not None


def _feast_unread(s: Sentence, run: Run) -> bool:
    """`diwali at 9`, `fin d'exercice à 10h`: the day is said, and not known; `ramadan monday`, `fiscal year end`."""
    said = run.said
    if said.day is None and said.every is None and said.span is None:
        return any(Kind.FEAST_UNREAD in here or Kind.FEAST in here for here in s.meanings)  # "christmas party at 6pm"
    beside = s.ending(run.start, Kind.FEAST_UNREAD) is not None or s.take(s.past(run.end, Kind.OF), Kind.FEAST_UNREAD)
    return bool(beside) and not isinstance(said.day, Offset | MonthDay | NumericDate)


def _feast_after(s: Sentence, run: Run) -> Lexeme | None:
    of = s.past(run.end, Kind.OF)
    return s.take(of, Kind.FEAST) or s.take(s.past(of, Kind.THE), Kind.FEAST)


def day_by_feast(s: Sentence, run: Run) -> MovingFeast | None:
    """The Saturday next to Easter of `samedi de Pâques`, `easter saturday`; such a feast is a Sunday."""
    on = run.said.day
    before = s.ending(run.start, Kind.FEAST)
    word = _feast_after(s, run) or (s.take(before, Kind.FEAST) if before is not None else None)
    if word is None or word.value not in SUNDAYS or not isinstance(on, Weekday) or on.which is not Which.COMING:
        return None
    return MovingFeast(word.value + (on.day + 4) % 7 - 3)


def _hours_unknown(s: Sentence) -> bool:
    """`after lunch`, `before work`, anywhere in the sentence."""
    if any(Kind.MEAL in here and here[Kind.MEAL].value for here in s.meanings):
        return True  # "lundi à l'heure du dîner"
    leads = (here.get(Kind.AFTER) or here.get(Kind.BEFORE) for here in s.meanings if here)
    return any(lead and s.take(s.past(lead.end, Kind.THE), Kind.MEAL, Kind.CHORE) for lead in leads)


def _after(s: Sentence, run: Run) -> frozenset[Doubt]:
    i = run.end
    if i >= len(s):
        return NONE
    if _lasts(s, i):
        return NONE
    if any(_time_at(s, joint.end) for joint in s.all(i, *JOINING)) and not _is_bent(s, run):
        return frozenset({Doubt.RANGE})
    if _leaves_out(s, run) or _goes_on(s, i) or _part_follows(s, run) or (run.said.span and _counts_from(s, i)):
        return frozenset({Doubt.CUT})
    aside = s.past_comma(i)  # "demain, aux aurores"
    beyond = s.past(s.past(aside, *CONNECTING), *CONNECTING)
    if beyond > aside and (s.take(beyond, Kind.MEAL, Kind.VAGUE) is not None or is_odd(s, beyond)):
        return frozenset({Doubt.CUT})
    cut = _is_bent(s, run) or s.take(aside, Kind.UNREAD) or _day_follows(s, run, beyond) or _bare_hour_follows(s, run)
    return frozenset({Doubt.CUT}) if cut else NONE


def _leaves_out(s: Sentence, run: Run) -> bool:
    """`every day at 9 (not weekends)`, `every year on her birthday`, anywhere after it."""
    beyond = range(run.end, len(s)) if run.said.every else ()
    if any(TIMES.fullmatch(s.text[s.tokens[i].start : s.tokens[i].end].lower()) for i in beyond):
        return True  # "every tuesday x5"
    if any((n := count(s, i)) and s.take(n.end, Kind.TIMES) for i in beyond):
        return True  # "every monday at most 5 times"
    return any(s.take(i, Kind.WEEKEND, Kind.EXCEPT) or s.tokens[i].word in BIRTHDAYS for i in beyond)


def _lasts(s: Sentence, i: int) -> bool:
    """`demain pendant 2 heures`: how long, not until when."""
    word = s.take(i, Kind.LASTING) if not s.take(i, Kind.BY) else None
    length = span(s, word.end) if word else None
    return length is not None and length.value.seconds > 0


def _goes_on(s: Sentence, i: int) -> bool:
    """More about time follows, that was not understood with it."""
    return _cut_short(s, i) or _counted_after(s, i) or _within_more(s, i)


def _cut_short(s: Sentence, i: int) -> bool:
    """`tomorrow between 9 and 10`, `tomorrow late`, `at 10 to`, `vendredi ou plus tard`."""
    either = s.take(i, Kind.OR)
    joint = s.take(i, Kind.AND, Kind.OR)
    if joint and s.take(s.past(joint.end, Kind.THE, Kind.THE_MANY), Kind.PART, Kind.PARTS, Kind.CLOCK_WORD):
        return True  # "every morning and evening"
    other = s.past(either.end, Kind.THE) if either else i
    if s.take(i, Kind.BETWEEN) or (either and s.take(other, Kind.VAGUE, Kind.UNIT, Kind.NEXT)):
        return True
    return s.take(i, Kind.EDGE, Kind.TO_HOUR, Kind.PAST_HOUR) is not None and past_marks(s, i + 1) >= len(s)


def _counted_after(s: Sentence, i: int) -> bool:
    """`les lundis une fois sur deux`, `un lundi par mois`, `monday for 3 weeks`, `lundi en deux semaines`."""
    n, per, lasting = count(s, i), s.take(i, Kind.PER), s.take(i, Kind.LASTING)
    if (n and s.take(n.end, Kind.TIMES)) or (per and s.take(per.end, Kind.UNIT)):
        return True
    if lasting and span(s, lasting.end):
        return True
    length = span(s, i + 1) if s.tokens[i].word == "en" or s.take(i, Kind.IN) else None
    return length is not None and not length.value.seconds


def _within_more(s: Sentence, i: int) -> bool:
    """`mondays of the month`, `lundi de la semaine du 7`, `tous les matins en semaine`, `thursday in week 50 of it`."""
    week = s.past(i, Kind.IN_MONTH, Kind.IN, Kind.OF)
    if _numbered.week(s, week) or _numbered.quarter(s, week):
        return True
    if s.tokens[i].word == "en" and s.take(i + 1, Kind.UNIT):
        return True
    of = s.take(i, Kind.OF)
    start = s.past(of.end, Kind.THE, Kind.EACH) if of else i
    return of is not None and s.take(start, Kind.UNIT, Kind.PERIOD, Kind.WEEK_OF, Kind.MONTH) is not None


def _part_follows(s: Sentence, run: Run) -> bool:
    """`tomorrow really early`, `demain en toute fin de matinée`, at the end of the sentence."""
    if run.said.day is None or run.said.clock or run.said.part:
        return False
    part = s.take(run.end + 1, Kind.PART) or s.take(run.end + 2, Kind.PART)
    return part is not None and past_marks(s, part.end) >= len(s)


def _counts_from(s: Sentence, i: int) -> bool:
    """`within 5 days of monday`"""
    of = s.take(i, Kind.OF, Kind.FROM)
    return of is not None and _time_at(s, of.end)


def _is_bent(s: Sentence, run: Run) -> bool:
    """A word of time right after, that was not understood with it."""
    after, clock = s.tokens[run.end], run.said.clock
    if isinstance(run.said.day, Weekday) and after.word == "/" and number(s, run.end + 1) is not None:
        return True  # "1 mardi/2"
    if after.word in SEASONS and s.ending(run.end, Kind.FEAST) is not None:
        return True
    if s.take(run.end, *BENDING) is not None or is_odd(s, run.end):
        return True
    if clock and clock.style is Style.BARE and after.word in ALMOST_PM:
        return True
    if clock is None and run.said.day is not None and after.word in ALMOST_A_PART:
        return True
    return s.language == "en" and s.take(run.end, Kind.SHORT_WEEKDAY) is not None


def _day_follows(s: Sentence, run: Run, beyond: int) -> bool:
    """`lundi 30 ou plus tard`, `monthly on the 15th or so`: a day of the month that was not understood."""
    if not isinstance(run.said.day, Weekday | Period) and not (run.said.every and run.said.every.nth is None):
        return False
    literal = s.tokens[beyond].literal if beyond < len(s) else None
    if (literal and literal.ordinal) or (run.said.every and beyond > run.end and s.take(beyond, Kind.ORD)):
        return True  # "every month on the first call Bob"
    figure = number(s, beyond)
    return figure is not None and s.language == "fr" and run.said.clock is None and 0 < figure.value <= 31


def _bare_hour_follows(s: Sentence, run: Run) -> bool:
    """`tomorrow 4`, and `tomorrow 4 call Bob` at the very start."""
    figure = number(s, run.end)
    if POINTED_HOUR.fullmatch(s.tokens[run.end].word) and run.said.clock is None:
        return True  # "demain 10.30h"
    if not figure:
        return False
    to = s.take(figure.end, Kind.TO) if run.said.clock is None else None
    if past_marks(s, figure.end) >= len(s) or (to and number(s, to.end)):
        return True
    if run.said.clock:
        return not run.said.clock.to_the_minute and figure.value < 60
    return run.start == 0 and figure.value <= 24


def _time_at(s: Sentence, i: int) -> bool:
    run = run_at(s, i) or run_at(s, s.past(i, Kind.THE, Kind.THE_MANY))
    if run is not None and not is_filler(run.said):
        return True
    literal = s.tokens[i].literal if i < len(s) else None
    if s.take(i, Kind.MONTH, Kind.WEEKEND, Kind.MEAL, Kind.DAY_FROM) is not None or (literal and literal.ordinal):
        return True
    figure = number(s, i)
    if not figure:
        return False
    after = s.take(figure.end, Kind.MERIDIEM, Kind.HOUR_MARK, Kind.TO, Kind.AND)
    return past_marks(s, figure.end) >= len(s) or after is not None


def _counts_things(s: Sentence, run: Run) -> bool:
    """`look at 9 houses`: after an hour comes a small word, a name or a mark."""
    if run.start == 0 or run.end >= len(s) or run.pieces > 1:
        return False
    after = s.tokens[run.end]
    return bool(after.word) and not after.mark and not after.capital and after.word not in SMALL_WORDS


def _is_out_of_place(s: Sentence, run: Run) -> bool:
    """A lone weekday, date or hour with nothing to say that it is the time meant."""
    said = run.said
    if said.clock and said.clock.style is Style.BARE and _counts_things(s, run):
        return True
    if run.led or run.pieces > 1:
        return False
    if run.start == 0 or past_marks(s, run.end) >= len(s) or s.tokens[run.end].mark:
        return said.clock is not None and run.start > 0 and s.tokens[run.start - 1].word in OWNERS
    if isinstance(said.day, Weekday):
        lower = s.language == "fr" and not s.tokens[run.start].capital
        return said.day.which is Which.COMING and not lower
    return isinstance(said.day, MonthDay | NumericDate) or said.clock is not None

"""Doubts an expression because of what stands around it: a word of time that was not understood, a topic, a range."""

from bot.parse.when._facts import Doubt, MonthDay, NumericDate, Style, Weekday, Which
from bot.parse.when._grammar import Run, is_filler, run_at
from bot.parse.when._lexicon import Kind, Sentence, listed
from bot.parse.when._spans import number

NONE: frozenset[Doubt] = frozenset()

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
)
# These only before another time.
JOINING = (Kind.AND, Kind.OR, Kind.TO, Kind.UNTIL, Kind.THEN, Kind.START, Kind.EACH, Kind.OUT_OF, Kind.LASTING)
# Right before an expression.
TURNING = (
    Kind.AFTER,
    Kind.BEFORE,
    Kind.EXCEPT,
    Kind.UNTIL,
    Kind.BETWEEN,
    Kind.EVERY,
    Kind.ORD,
    Kind.LAST,
    Kind.EDGE,
    Kind.PART,
    Kind.WEEKEND,
    Kind.WEEKDAY,
    Kind.WEEKDAYS,
    Kind.PERIOD,
    Kind.NUM,
    Kind.NEXT,
)
CONNECTING = (Kind.AT, Kind.IN, Kind.ON, Kind.THE, Kind.OF, Kind.APPROX, Kind.START, Kind.BETWEEN)
DAYS = (Kind.WEEKDAY, Kind.SHORT_WEEKDAY)
DASHES = frozenset("-–—/")
TOPICS = (Kind.OF, Kind.ABOUT, Kind.SINCE, Kind.START)
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
    found, after = _before(s, run), _after(s, run)
    # "the offer of 3 december tomorrow": what follows a topic belongs to something else.
    found |= after - {Doubt.CUT} if Doubt.TOPIC in found else after
    if not found and _is_out_of_place(s, run):
        return frozenset({Doubt.PLACE})
    return found


def _hours_unknown(s: Sentence) -> bool:
    """`after lunch`, `before work`, anywhere in the sentence."""
    leads = (here.get(Kind.AFTER) or here.get(Kind.BEFORE) for here in s.meanings if here)
    return any(lead and s.take(s.past(lead.end, Kind.THE), Kind.MEAL, Kind.CHORE) for lead in leads)


def _before(s: Sentence, run: Run) -> frozenset[Doubt]:
    if run.start == 0:
        return NONE
    if _ends_a_range(s, run.start):
        return frozenset({Doubt.RANGE})
    before = s.tokens[run.start - 1]
    if before.glued and s.take(run.start - 2, *DAYS) and s.take(run.start - 1, *DAYS):
        return frozenset({Doubt.RANGE})  # "mon-fri at 9am"
    if before.mark or before.glued or s.ending(run.start, Kind.NAME) is not None:
        return NONE
    if _turned(s, run):
        return frozenset({Doubt.CUT})
    return frozenset({Doubt.TOPIC}) if s.ending(run.start, *TOPICS) is not None else NONE


def _turned(s: Sentence, run: Run) -> bool:
    """A word of time right before, that was not understood with it."""
    before = s.tokens[run.start - 1]
    if s.ending(run.start, *TURNING) is not None or _is_odd(s, run.start - 1):
        return True
    literal = before.literal
    if literal and literal.ordinal and run.said.day is None:
        return True  # "3rd at 9"
    unit = s.ending(run.start, Kind.UNIT)
    if unit is not None and (unit == 0 or number(s, unit - 1) is None):
        return True  # "week on tuesday", but not "call for 20 minutes tomorrow"
    if s.take(run.start - 1, Kind.SHORT_WEEKDAY) and not (s.language == "fr" and before.capital):
        return True
    if run.said.part and not run.said.clock and number(s, run.start - 1) is not None:
        return True  # "7 in the morning"
    return run.said.every is not None and s.ending(run.start, Kind.TIMES) is not None


def _ends_a_range(s: Sentence, start: int) -> bool:
    """`du 3 au 5`, `de 8 à 10h`, `between 2 and 4pm`, `8-10h`."""
    before = s.tokens[start - 1]
    if before.mark and before.word in DASHES and start > 1:
        joined = s.tokens[start - 2].end == before.start and before.end == s.tokens[start].start
        return joined and bool(s.tokens[start - 2].literal or s.meanings[start - 2])
    joint = s.ending(start, Kind.TO, Kind.AND)
    end = joint if joint is not None else start if s.take(start, Kind.TO, Kind.AND) else None
    if not end:
        return False
    opening = s.ending(end - 1, Kind.OF, Kind.START, Kind.BETWEEN)
    return number(s, end - 1) is not None and opening is not None


def _is_odd(s: Sentence, i: int) -> bool:
    """Figures that look like a time and are none that we read: `17h5`, `9-11`."""
    literal = s.tokens[i].literal if i < len(s) else None
    return bool(literal and (literal.odd or literal.dotted))


def _after(s: Sentence, run: Run) -> frozenset[Doubt]:
    i = run.end
    if i >= len(s):
        return NONE
    if any(_time_at(s, joint.end) for joint in s.all(i, *JOINING)) and not _is_bent(s, run):
        return frozenset({Doubt.RANGE})
    beyond = s.past(s.past(i, *CONNECTING), *CONNECTING)
    if beyond > i and (s.take(beyond, Kind.MEAL, Kind.VAGUE) is not None or _is_odd(s, beyond)):
        return frozenset({Doubt.CUT})
    cut = _is_bent(s, run) or _day_follows(s, run, beyond) or _bare_hour_follows(s, run)
    return frozenset({Doubt.CUT}) if cut else NONE


def _is_bent(s: Sentence, run: Run) -> bool:
    """A word of time right after, that was not understood with it."""
    after, clock = s.tokens[run.end], run.said.clock
    if s.take(run.end, *BENDING) is not None or _is_odd(s, run.end):
        return True
    if clock and clock.style is Style.BARE and after.word in ALMOST_PM:
        return True
    return s.language == "en" and s.take(run.end, Kind.SHORT_WEEKDAY) is not None


def _day_follows(s: Sentence, run: Run, beyond: int) -> bool:
    """`lundi 30 ou plus tard`, `monthly on the 15th or so`: a day of the month that was not understood."""
    if not isinstance(run.said.day, Weekday) and not (run.said.every and run.said.every.nth is None):
        return False
    literal = s.tokens[beyond].literal if beyond < len(s) else None
    if literal and literal.ordinal:
        return True
    figure = number(s, beyond)
    return figure is not None and s.language == "fr" and run.said.clock is None and 0 < figure.value <= 31


def _bare_hour_follows(s: Sentence, run: Run) -> bool:
    """`tomorrow 4`, and `tomorrow 4 call Bob` at the very start."""
    figure = number(s, run.end)
    if not figure:
        return False
    if past_marks(s, figure.end) >= len(s):
        return True
    if run.said.clock:
        return not run.said.clock.to_the_minute and figure.value < 60
    return run.start == 0 and figure.value <= 24


def _time_at(s: Sentence, i: int) -> bool:
    run = run_at(s, i) or run_at(s, s.past(i, Kind.THE, Kind.THE_MANY))
    if run is not None and not is_filler(run.said):
        return True
    literal = s.tokens[i].literal if i < len(s) else None
    if s.take(i, Kind.MONTH, Kind.WEEKEND, Kind.MEAL) is not None or (literal and literal.ordinal):
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

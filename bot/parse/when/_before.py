"""What stands right before an expression and makes it doubtful: half a range, a count, a topic, a day not read."""

from bot.parse.when._facts import Doubt, EdgeOf, Offset, Period, Unit, Weekday, Which
from bot.parse.when._grammar import Run
from bot.parse.when._lexicon import Kind, Sentence, listed
from bot.parse.when._spans import number

NONE: frozenset[Doubt] = frozenset()

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
HOUR_LEADS = (Kind.START, Kind.AFTER, Kind.BEFORE, Kind.UNTIL, Kind.BETWEEN, Kind.APPROX, Kind.AT, Kind.IN)
DAYS = (Kind.WEEKDAY, Kind.SHORT_WEEKDAY)
NUMBERED = frozenset(
    listed(
        "salle salles bureau chambre quai porte lot stand poste etage voie dossier article page n° no numero appt"
        " table box place hall rue batiment bat ligne client devis facture commande room suite gate unit floor item"
        " version phase step stage day case ticket part level invoice order quote door track week ext extension"
    )
)
NAMED_BY_FIGURES = frozenset(
    listed("salle chambre quai porte stand room gate suite unit version ratio article page lot appt box score part")
)
DASHES = frozenset("-–—/")
TOPICS = (Kind.OF, Kind.ABOUT, Kind.SINCE, Kind.START)


def before(s: Sentence, run: Run) -> frozenset[Doubt]:
    if run.start == 0:
        return NONE
    if _ends_a_range(s, run.start) or _short_weekday_joined(s, run) or _between_bare_hours(s, run):
        return frozenset({Doubt.RANGE})
    before = s.tokens[run.start - 1]
    if s.ending(run.start, Kind.UNREAD, Kind.UNTIL) is not None or _day_unread(s, run):
        return frozenset({Doubt.CUT})  # also where it is glued: "bi-weekly tuesday"
    if before.mark or before.glued or s.ending(run.start, Kind.NAME) is not None:
        return NONE
    if _turned(s, run):
        return frozenset({Doubt.CUT})
    return frozenset({Doubt.TOPIC}) if s.ending(run.start, *TOPICS) is not None else NONE


def _short_weekday_joined(s: Sentence, run: Run) -> bool:
    """`tue & thu 9am`, `mar/jeu 9h`: the first of them was not read."""
    ruled = run.said.every is not None and bool(run.said.every.weekdays)
    if not (ruled or isinstance(run.said.day, Weekday)):
        return False
    joint = s.ending(run.start, Kind.AND, Kind.OR)
    before = s.tokens[run.start - 1]
    end = joint if joint is not None else run.start - 1 if before.mark and before.word in {",", "/"} else 0
    short = s.ending(end, Kind.SHORT_WEEKDAY) if end else None
    return short is not None and not (s.language == "fr" and s.tokens[short].capital)


def _day_unread(s: Sentence, run: Run) -> bool:
    """`friday's 9am`, `Jeu 10h`, `wed call Bob at 3pm`: a day was said, but not read."""
    if run.said.clock is None or run.said.day is not None or run.said.every:
        return False
    if s.language == "en" and any(s.take(i, Kind.SHORT_WEEKDAY) and _led(s, i) for i in range(run.end, len(s))):
        return True  # "at 7:15am on Mon if possible"
    owned = s.tokens[run.start - 1].word == "s" and s.tokens[run.start - 1].glued
    named = s.ending(run.start, Kind.NAME) is not None  # "black friday 9am"
    return (
        named
        or s.take(0, Kind.SHORT_WEEKDAY) is not None
        or (owned and s.take(run.start - 2, *DAYS, Kind.OFFSET) is not None)
    )


def _led(s: Sentence, i: int) -> bool:
    return s.ending(i, Kind.ON, Kind.BY) is not None


def _turned(s: Sentence, run: Run) -> bool:
    """A word of time right before, that was not understood with it."""
    before = s.tokens[run.start - 1]
    if _any_of_them(s, run) or s.ending(run.start, *TURNING) is not None or is_odd(s, run.start - 1):
        return True
    if _loosely_led(s, run) or _may_be_a_number(s, run) or _numbered_before(s, run) or _counted_before(s, run):
        return True
    month = s.ending(run.start, Kind.MONTH)
    if month is not None and any(s.take(i, Kind.EVERY) for i in range(max(0, month - 3), month)):
        return True  # "every january on the 5th"
    if s.take(run.start - 1, Kind.SHORT_WEEKDAY) and not (s.language == "fr" and before.capital):
        return True
    if run.said.part and not run.said.clock and number(s, run.start - 1) is not None:
        return True  # "7 in the morning"
    # "every othr friday", "2 times every monday", "twice weekly", "every big monday", "2 fridays from now"
    othr = isinstance(run.said.day, Weekday) and s.ending(run.start - 1, Kind.EVERY) is not None
    return othr or (
        (run.said.every is not None)
        and (
            s.ending(run.start, Kind.TIMES, Kind.VAGUE) is not None
            or s.ending(run.start - 1, Kind.EVERY) is not None
            or number(s, run.start - 1) is not None
        )
    )


def _any_of_them(s: Sentence, run: Run) -> bool:
    """`un jeudi`, `one monday`, `un de ces jeudis`, `one of these fridays`"""
    ruled = run.said.every is not None and bool(run.said.every.weekdays)
    weekday = isinstance(run.said.day, Weekday) and run.said.day.which is Which.COMING
    if not ruled and not weekday:
        return False
    word = s.tokens[run.start - 1].word
    return word in {"ces", "these", "those"} or (weekday and word in {"un", "a", "one", "some", "any", "quelque"})


def _loosely_led(s: Sentence, run: Run) -> bool:
    """`call over christmas`, `at dinner tomorrow`, `au petit déjeuner demain`"""
    if s.tokens[run.start - 1].word == "over" and s.take(run.start, Kind.FEAST):
        return True
    if s.tokens[run.start - 1].word in {"all", "toute"} and isinstance(run.said.day, Period):
        return True  # "all next week"
    if s.take(run.start - 1, Kind.FORTNIGHT) and isinstance(run.said.day, Weekday):
        return True  # "fortnight friday"
    meal = s.ending(run.start, Kind.MEAL)
    return meal is not None and (s.ending(meal, Kind.AT) is not None or s.tokens[meal - 1].word == "au")


def _may_be_a_number(s: Sentence, run: Run) -> bool:
    """`salle 9h`, `ratio 3/12`: the name of a place or a figure as well as an hour or a day."""
    if run.pieces > 1 or run.led or run.end != run.start + 1:
        return False
    literal = s.tokens[run.start].literal
    return literal is not None and s.tokens[run.start - 1].word in NAMED_BY_FIGURES


def _numbered_before(s: Sentence, run: Run) -> bool:
    """`3rd at 9`, `3rd monday`, `S50 lundi`."""
    literal, on = s.tokens[run.start - 1].literal, run.said.day
    if not literal:
        return False
    weekday = isinstance(on, Weekday)
    return bool((literal.numbered and weekday) or (literal.ordinal and (weekday or on is None or type(on) is Period)))


def _counted_before(s: Sentence, run: Run) -> bool:
    """`week on tuesday`, `3 weeks monday`, `0900 tomorrow`, `mer. 25 at 10`: but not "call for 20 minutes tomorrow"."""
    before = s.tokens[run.start - 1]
    unit = s.ending(run.start, Kind.UNIT)
    if unit is not None:
        counted = number(s, unit - 1) if unit else None
        finest = Unit.DAY if isinstance(run.said.day, EdgeOf) else Unit.WEEK  # "30 jours fin de mois"
        long = s.meanings[unit][Kind.UNIT].value >= finest
        within = unit > 1 and s.ending(unit - 1, Kind.LASTING, Kind.OF, Kind.ON, Kind.ABOUT) is not None
        military = bool(counted) and len(s.tokens[unit - 1].word) == 4  # "0930 hours tomorrow"
        ahead = s.take(run.start, Kind.BEFORE) is not None  # "2 hours before christmas"
        return counted is None or military or ahead or (long and not within and not run.led)
    if number(s, run.start - 1) and s.ending(run.start - 1, *HOUR_LEADS) is not None:
        return True  # "from 2 tomorrow"
    figures = before.word if before.literal and before.literal.number is not None else ""
    if not figures or run.led:
        return bool(figures) and _short_weekday_ends(s, run.start - 1)
    if run.start == 1:
        return True  # "9 tomorrow", "1430 tomorrow"
    if _hour_before_a_day(s, run, figures):
        return True
    as_hour = len(figures) == 4 and figures < "2400" and figures[2] < "6"
    return _short_weekday_ends(s, run.start - 1) or (as_hour and _stands_alone(s, run.start - 1))


def _hour_before_a_day(s: Sentence, run: Run, figures: str) -> bool:
    """`ring sue 12 tmrw`, but not `room 12 tomorrow`; in French an hour has its "h"."""
    named = isinstance(run.said.day, Offset | Weekday) and run.said.clock is None and run.said.part is None
    hour = s.language == "en" and figures.isdigit() and 0 < int(figures) <= 12
    return named and hour and s.tokens[run.start - 2].word not in NUMBERED


def _stands_alone(s: Sentence, i: int) -> bool:
    """`call 0900 tomorrow`, but not the end of a telephone number."""
    return s.tokens[i].word[0] == "0" and bool(s.tokens[i - 1].word) and s.tokens[i - 1].literal is None


def _short_weekday_ends(s: Sentence, i: int) -> bool:
    end = i - 1 if i and s.tokens[i - 1].mark else i
    return s.ending(end, Kind.SHORT_WEEKDAY) is not None


def _ends_a_range(s: Sentence, start: int) -> bool:
    """`du 3 au 5`, `de 8 à 10h`, `between 2 and 4pm`, `8-10h`."""
    before = s.tokens[start - 1]
    if before.mark and before.word in DASHES and start > 1:
        joined = s.tokens[start - 2].end == before.start and before.end == s.tokens[start].start
        return joined and bool(s.tokens[start - 2].literal or s.meanings[start - 2])
    if _range_before(s, start):
        return True
    joint = s.ending(start, Kind.TO, Kind.AND)
    if joint and any(Kind.BETWEEN in here for here in s.meanings[:joint]):
        return True  # "entre Noël et le jour de l'an"
    end = joint if joint is not None else start if s.take(start, Kind.TO, Kind.AND) else None
    if not end:
        return False
    literal = s.tokens[end - 1].literal
    if (literal and literal.ordinal) or s.ending(end, Kind.ORD) is not None:
        return bool(s.take(start, Kind.ORD) or s.tokens[start].literal)  # "the 1st and 15th"
    weekday = s.ending(end - 1, *DAYS)
    opening = s.ending(end - 1 if weekday is None else weekday, Kind.OF, Kind.START, Kind.BETWEEN)
    return number(s, end - 1) is not None and opening is not None


def _range_before(s: Sentence, start: int) -> bool:
    """`from 2 to 4 tomorrow`, `de 14 à 16 demain`, `3 or 4pm`."""
    either = s.ending(start, Kind.OR)
    if either and (number(s, either - 1) or s.ending(either, Kind.ORD) is not None):
        return True  # "premier ou deuxième lundi de décembre"
    both = s.ending(start, Kind.AND)
    if both and number(s, both - 1) and _numbers_a_day(s, start):
        return True  # "3 et 4 décembre"
    joint = s.ending(start - 1, Kind.TO, Kind.AND) if start > 2 and number(s, start - 1) else None
    if not joint or not number(s, joint - 1):
        return False
    return s.ending(joint - 1, Kind.OF, Kind.START, Kind.BETWEEN) is not None


def _numbers_a_day(s: Sentence, i: int) -> bool:
    figure = number(s, i)
    return figure is not None and s.take(figure.end, Kind.MONTH, Kind.SHORT_MONTH) is not None


def _between_bare_hours(s: Sentence, run: Run) -> bool:
    """`vérifier 14 à 16 demain`: from two to four, or fourteen of them at four? But `salle 12 à 15h`."""
    figure = number(s, run.start - 1)
    if figure is None or run.said.clock is None or s.language != "fr" or not s.take(run.start, Kind.AT):
        return False
    counted = run.start > 1 and s.tokens[run.start - 2].word in NUMBERED
    return figure.value < run.said.clock.hour <= 24 and not counted


def is_odd(s: Sentence, i: int) -> bool:
    """Figures that look like a time and are none that we read: `17h5`, `9-11`."""
    literal = s.tokens[i].literal if i < len(s) else None
    return bool(literal and (literal.odd or literal.dotted))

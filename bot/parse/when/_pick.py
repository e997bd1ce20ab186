"""Finds the expressions of time in a sentence, and leaves alone the names and quantities that look like one."""

from dataclasses import dataclass, replace

from bot.parse.when._days import day
from bot.parse.when._doubts import day_by_feast, doubts_about, past_marks
from bot.parse.when._facts import DayOfMonth, Doubt, Feast, MonthDay, MovingFeast, Said, Weekday
from bot.parse.when._grammar import Run, is_filler, run_at
from bot.parse.when._lexicon import Kind, Lexeme, Sentence, listed
from bot.parse.when._spans import span
from bot.parse.when._titles import either_way, titled
from bot.parse.when._zones import zone_aside

RUNS_BEYOND = 6  # a sentence with more expressions is asked in any case
ELISIONS = frozenset(listed("l d qu jusqu s n c m t j"))

# After words of time a legal form makes them a firm's name; a trade does where both are capitals.
LEGAL_FORMS = frozenset(
    listed(
        "ltd limited inc llc llp plc corp corporation co gmbh ag sa sas sasu sarl eurl sci snc scop srl bv nv oy ab"
        " kft spa cie associes associates"
    )
)
TRADES = frozenset(
    listed(
        "company group groupe club bar restaurant agency agence productions production records magazine studio studios"
        " consulting partners media hotel fils sons brothers freres immobilier services solutions conseil conseils"
        " films editions holding foundation fondation association international digital tech labs design cafe events"
    )
)
CIVILITIES = frozenset(listed("m mr mrs ms mlle mme dr miss madame monsieur maitre docteur mister prof"))
# "rue du 8 mai 1945", "place de la Toussaint", "métro 4 Septembre"
STREETS = frozenset(
    listed(
        "rue avenue av ave boulevard bd bvd quai square impasse allee allees chemin esplanade faubourg fbg parvis"
        " promenade metro station arret"
    )
)
STOPS = frozenset(listed("metro station arret"))
# A place may be a seat too, but for these days it is a street's name.
FAMOUS = {(19, 3), (8, 5), (18, 6), (14, 7), (4, 9), (11, 11)}
# After an hour or a day these make it an address, a price, a quantity.
AFTER_NUMBER = frozenset(
    listed(
        "rue avenue av boulevard bd place quai chemin impasse allee route cours street st road rd ave lane drive square"
        " units unites people persons personnes clients euros euro eur dollars dollar usd percent pourcent % € $ £ k km"
        " kg m2 cm bis ter pieces items offers offres pages points fois times"
    )
)

# What only makes room for a doubt: another expression in the sentence settles it.
INERT = frozenset({Doubt.TOPIC, Doubt.LENGTH, Doubt.BARE_SPAN, Doubt.TITLE})
# Where the expression may belong to the sentence, or is only half of one, the whole sentence is kept.
WITHIN = INERT | {Doubt.PLACE, Doubt.CUT, Doubt.RANGE, Doubt.OTHER}

# Said alone and not understood, these still speak of time; the second list only beside one of the third.
HINTS = (
    Kind.OFFSET,
    Kind.WEEKDAY,
    Kind.WEEKDAYS,
    Kind.VAGUE,
    Kind.PERIOD,
    Kind.EDGE_OF,
    Kind.TODAY_PART,
    Kind.END_OF_DAY,
    Kind.CLOCK_WORD,
    Kind.WORKDAYS,
    Kind.WEEKEND,
    Kind.OFTEN,
    Kind.GONE,
    Kind.AGO,
    Kind.UNREAD,
    Kind.ONCE,
    Kind.FORTNIGHTLY,
    Kind.WEEK_OF,
    Kind.FEAST_UNREAD,
)
FAINT_HINTS = (Kind.UNIT, Kind.PART, Kind.PARTS, Kind.MONTH, Kind.FEAST, Kind.MEAL)
SUPPORTS = (
    Kind.NUM,
    Kind.ONE,
    Kind.AT,
    Kind.NEXT,
    Kind.IN,
    Kind.EVERY,
    Kind.THIS,
    Kind.PER,
    Kind.EDGE,
    Kind.BEFORE,
    Kind.AFTER,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The expressions of a sentence in one language; `spoken` when some word speaks of time at all."""

    sentence: Sentence
    runs: tuple[Run, ...]
    spoken: bool

    @property
    def sure(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if not is_inert(run))


def is_inert(run: Run) -> bool:
    return bool(run.said.doubts) and run.said.doubts <= INERT


def belongs(run: Run) -> bool:
    return bool(run.said.doubts & WITHIN)


def find(s: Sentence) -> Found:
    runs: list[Run] = []
    names: set[int] = set()
    i = 0
    while i < len(s) and len(runs) < RUNS_BEYOND:
        run = titled(s, i) or _run(s, i)
        named = _name_end(s, i, run)
        if named:
            names.update(range(i, named))
        elif run:
            runs.append(run)
        i = named or (run.end if run else i + 1)
    return Found(s, tuple(either_way(s, runs)), bool(runs) or _spoken(s, names))


def _run(s: Sentence, i: int) -> Run | None:
    if not (s.meanings[i] or s.tokens[i].literal):
        return None
    if s.tokens[i].glued and s.tokens[i - 1].word not in ELISIONS:
        return None
    run = run_at(s, i)
    if run is None or is_filler(run.said) or _is_number(s, run):
        return _bare_span(s, i)
    if (run.end < len(s) and s.tokens[run.end].glued) or _is_quantity(s, run):
        return None
    doubts = run.said.doubts | doubts_about(s, run)
    said = replace(run.said, doubts=doubts, perhaps=day_by_feast(s, run) if doubts else None)
    return replace(run, said=_with_zone_aside(s, said))


def _with_zone_aside(s: Sentence, said: Said) -> Said:
    """`Paris time is best, tomorrow at 9`: asked, in that zone."""
    zone = zone_aside(s) if (said.clock or said.part) and said.zone is None else None
    return replace(said, doubts=said.doubts | {Doubt.CUT}, zone=zone) if zone else said


def _is_number(s: Sentence, run: Run) -> bool:
    """`version 3.12`: figures with a point are an hour only after "at" or beside a day."""
    literal = s.tokens[run.start].literal
    return run.pieces == 1 and literal is not None and literal.pointed is not None


def _bare_span(s: Sentence, i: int) -> Run | None:
    """`20 min` by itself is a time from now; at the end of a sentence it may be one."""
    found = span(s, i)
    if not found or past_marks(s, found.end) < len(s) or s.ending(i, Kind.VAGUE, Kind.TIMES, Kind.EVERY) is not None:
        return None
    doubts = frozenset({Doubt.BARE_SPAN}) if i > 0 else frozenset[Doubt]()
    return Run(Said(span=found.value, doubts=doubts), i, found.end, led=False, pieces=1)


def _name_end(s: Sentence, i: int, run: Run | None) -> int | None:
    """Where a name ends that begins here with a word of time, if one does."""
    name = s.take(i, Kind.NAME) or _part_in_name(s, i)
    if name:
        return name.end
    street = _street_end(s, i)
    if street:
        return street
    if run and _is_name(s, run):
        return run.end
    if _is_person(s, i):
        return i + 1
    lasting = s.take(i, Kind.LASTING) if not s.take(i, Kind.ON, Kind.BY) else None
    length = span(s, lasting.end) if lasting else None
    return length.end if length else None  # "pendant 2 heures" is no hour


def _street_end(s: Sentence, i: int) -> int | None:
    """Past the date or the feast that a street is named after."""
    of = next((n for n in range(max(0, i - 2), i) if s.take(n, Kind.OF) and s.all(n, Kind.OF)[0].end == i), i)
    street = s.tokens[of - 1].word if of else ""
    if s.language != "fr" or street not in (STREETS | {"place"} if of < i else STOPS):
        return None
    found = day(s, i, led=True)
    match found.value if found else None:
        case MonthDay(on, month):
            named = street != "place" or (on, month) in FAMOUS
        case Feast() | MovingFeast():
            named = True
        case _:
            named = False
    return found.end if found and named else None


def _part_in_name(s: Sentence, i: int) -> Lexeme | None:
    """`Café du Matin`, among words without capitals."""
    part = s.take(i, Kind.IN_PART, Kind.PART)
    named = part and i > 0 and s.tokens[i - 1].capital and s.tokens[part.end - 1].capital
    return part if named and not s.text.isupper() else None


def _is_person(s: Sentence, i: int) -> bool:
    """`M. Lundi`, `Ms Friday`"""
    if not s.tokens[i].capital or s.text.isupper() or s.take(i, Kind.WEEKDAY) is None:
        return False
    before = i - 2 if i > 1 and s.tokens[i - 1].word == "." else i - 1
    return before >= 0 and s.tokens[before].word in CIVILITIES and (s.tokens[before].capital or before == i - 1)


def _is_name(s: Sentence, run: Run) -> bool:
    """`Saturday Night Ltd`, `Demain SA`: words of time before a firm's word, or a weekday among capitals."""
    if any(token.literal for token in s.tokens[run.start : run.end]):
        return False
    following = s.tokens[run.end] if run.end < len(s) else None
    if following and _is_firm(s, run):
        return True
    if run.led or run.start == 0 or s.text.isupper() or not isinstance(run.said.day, Weekday):
        return False
    capitals = [token.capital for token in s.tokens[run.start : run.end]]
    if len(capitals) > 1 and all(capitals):
        return True
    return bool(capitals[0] and following and following.capital and not s.meanings[run.end])


def _is_firm(s: Sentence, run: Run) -> bool:
    """`Demain SA`, `Lundi & Associés`."""
    after = s.past(run.end, Kind.AND)
    if after >= len(s):
        return False
    firm, capitals = s.tokens[after], s.tokens[run.start].capital and s.tokens[after].capital
    if firm.word in LEGAL_FORMS:
        return after == run.end or capitals
    return firm.word in TRADES and capitals


def _is_quantity(s: Sentence, run: Run) -> bool:
    """`at 9 rue Lepic`, `à 12 euros`, `le 9 bis rue Lepic`."""
    if _is_amount(s, run):
        return True
    numbered = run.said.clock is not None or isinstance(run.said.day, DayOfMonth)
    return (
        numbered
        and s.tokens[run.end - 1].literal is not None
        and run.end < len(s)
        and s.tokens[run.end].word in AFTER_NUMBER
    )


def _is_amount(s: Sentence, run: Run) -> bool:
    """`3 h de conseil`"""
    of = s.take(run.end, Kind.OF) if s.language == "fr" and run.pieces == 1 and not run.led else None
    if not of or run.said.clock is None or run.said.clock.to_the_minute or of.end >= len(s):
        return False
    of_what = s.tokens[of.end]
    return bool(of_what.word) and not (of_what.mark or of_what.literal or of_what.capital or s.meanings[of.end])


def _spoken(s: Sentence, names: set[int]) -> bool:
    return any(_hints(s, i) for i in range(len(s)) if i not in names)


def _hints(s: Sentence, i: int) -> bool:
    literal = s.tokens[i].literal
    if s.take(i, *HINTS) is not None or (literal and literal.odd):
        return True
    if s.take(i, *FAINT_HINTS) is None or i == 0:
        return False
    return s.tokens[i - 1].literal is not None or s.ending(i, *SUPPORTS) is not None

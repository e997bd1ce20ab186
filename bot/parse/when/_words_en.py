"""The English words of time, folded: no capitals, a space for each hyphen and apostrophe."""

from bot.parse.when._facts import Edge, Part, Unit
from bot.parse.when._feasts import BY_EASTER, LABOUR_DAY, MEMORIAL_DAY, THANKSGIVING
from bot.parse.when._lexicon import Kind, Words, listed
from bot.parse.when._words_feasts import FEASTS_EN, UNREAD_EN

_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 90: "ninety"}
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_MONTHS = listed("january february march april may june july august september october november december")
_SHORT_MONTHS = ("jan", "feb|febr", "mar", "apr", "", "jun", "jul", "aug", "sep|sept", "oct", "nov", "dec")
_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_SHORT_DAYS = ("mon", "tue|tues", "wed|weds|wedn", "thu|thur|thurs|thr", "fri", "sat", "sun")
_SHORT_PLURALS = ("mons", "tues", "weds", "thurs", "fris", "sats", "suns")


def _numbers() -> dict[int, str]:
    named = {n: word for n, word in enumerate(_SMALL) if n != 1}
    for ten, word in _TENS.items():
        named[ten] = word
        named |= {ten + n: f"{word} {_SMALL[n]}" for n in range(1, 10)}
    return named | {2: "two|a couple of|a couple|couple of", 12: "twelve|a dozen", 100: "a hundred|one hundred"}


_ENTRIES: list[tuple[Kind, int, str]] = [
    *((Kind.NUM, n, words) for n, words in _numbers().items()),
    (Kind.ONE, 1, "a|an|one"),
    *((Kind.ORD, n, word) for n, word in enumerate(_ORDINALS, 1)),
    *((Kind.ORD, 20 + n, f"twenty {_ORDINALS[n - 1]}") for n in range(1, 10)),
    (Kind.ORD, 30, "thirtieth"),
    (Kind.ORD, 31, "thirty first"),
    (Kind.ORD, -1, "last"),
    (Kind.ORD, -2, "second to last|penultimate"),
    (Kind.UNIT, Unit.SECOND, "second|seconds|sec|secs"),
    (Kind.UNIT, Unit.MINUTE, "minute|minutes|min|mins|mn"),
    (Kind.UNIT, Unit.HOUR, "hour|hours|hr|hrs|h"),
    (Kind.UNIT, Unit.DAY, "day|days|calendar days|d"),
    (
        Kind.UNIT,
        Unit.WORKDAY,
        "business day|business days|biz day|biz days|working day|working days|workday|workdays|work day|work days"
        "|weekday|weekdays"
        "|week day|week days",
    ),
    (Kind.UNIT, Unit.WEEK, "week|weeks|wk|wks"),
    (Kind.UNIT, Unit.MONTH, "month|months|mth|mths|mo|mos"),
    (Kind.UNIT, Unit.QUARTER, "quarter|quarters"),
    (Kind.UNIT, Unit.YEAR, "year|years|yr|yrs"),
    (
        Kind.HALF_OF,
        Unit.HOUR,
        "half an hour|half hour|a half hour|half a hour|half an hr|half hr|1 2 hour|one half hour",
    ),
    (Kind.SPAN, 15, "a quarter of an hour|quarter of an hour|a quarter hour|quarter hour"),
    (Kind.SPAN, 60, "the hour|the next hour"),
    (Kind.SPAN, 45, "three quarters of an hour"),
    (Kind.ROUGH, 0, "good|short|full|solid|whole|long"),
    (Kind.FORTNIGHT, 14, "a fortnight|fortnight|one fortnight|fortnights"),
    (Kind.HALF, 30, "and a half|and half"),
    (Kind.HALF_OF, Unit.YEAR, "half a year|a half year|half year"),
    (Kind.HALF_OF, Unit.DAY, "half a day|a half day"),
    (Kind.QUARTER, 15, "quarter|a quarter"),
    (Kind.SHARP, 0, "please|pls|sharp|exactly|on the dot|prompt|ish|at the latest|latest|or so|max"),
    (Kind.CLOCK_WORD, 720, "noon|midday|mid day|12 noon|twelve noon|noontime|lunchtime|lunch time|noonish|middayish"),
    (Kind.CLOCK_WORD, 0, "midnight|12 midnight"),
    (Kind.HOUR_MARK, 0, "o clock|oclock"),
    (Kind.MERIDIEM, 0, "am"),
    (Kind.MERIDIEM, 12, "pm"),
    (Kind.PAST_HOUR, 0, "past"),
    (Kind.TO_HOUR, 0, "to|till|of"),
    (Kind.HALF_PAST, 30, "half past"),
    (Kind.HALF_HOUR, 30, "half"),
    (Kind.PART, Part.EARLY, "early morning|first thing|bright and early|early|very early|really early"),
    (Kind.PART, Part.MORNING, "morning|mornings|morn"),
    (Kind.PART, Part.LATE_MORNING, "late morning|mid morning"),
    (Kind.PART, Part.AFTERNOON, "afternoon|afternoons|early afternoon|arvo|mid afternoon"),
    (Kind.PART, Part.LATE_AFTERNOON, "late afternoon|end of afternoon"),
    (Kind.PART, Part.END_OF_DAY, "last thing"),
    (Kind.PART, Part.EVENING, "evening|evenings|early evening"),
    (Kind.PART, Part.NIGHT, "night|nights|late evening|late night"),
    (Kind.IN_PART, Part.EARLY, "early in the morning|first thing in the morning"),
    (Kind.IN_PART, Part.MORNING, "in the morning|in the mornings|of the morning"),
    (Kind.IN_PART, Part.AFTERNOON, "in the afternoon|early in the afternoon|in the afternoons"),
    (Kind.IN_PART, Part.LATE_AFTERNOON, "in the late afternoon|late in the afternoon"),
    (Kind.IN_PART, Part.EVENING, "in the evening|in the evenings|of the evening"),
    (Kind.IN_PART, Part.NIGHT, "at night|in the night"),
    (Kind.TODAY_PART, Part.MORNING, "this morning"),
    (Kind.TODAY_PART, Part.AFTERNOON, "this afternoon|early this afternoon|this arvo"),
    (Kind.TODAY_PART, Part.LATE_AFTERNOON, "late this afternoon|this late afternoon"),
    (Kind.TODAY_PART, Part.EVENING, "this evening|this eve"),
    (Kind.TODAY_PART, Part.NIGHT, "tonight|tonite|this night|2nite"),
    (
        Kind.END_OF_DAY,
        0,
        "end of day|end of the day|the end of the day|eod|close of business|cob|close of play|the end of day|days end"
        "|end of business|end of business day|eob|close of day|end of play|by close|at close|end of the working day"
        "|by close of business|by close of play|by close of day|at close of business|at close of play|at close of day",
    ),
    (Kind.OFFSET, 0, "today|2day"),
    (
        Kind.OFFSET,
        1,
        "tomorrow|tmrw|tmr|tmw|tomorow|tommorow|tommorrow|tomorrrow|2morrow|morrow|2moro|tomoz|tmrrw|tmoro|2mrw|2mro",
    ),
    (Kind.OFFSET, 2, "the day after tomorrow|day after tomorrow|overmorrow|the day after tmrw"),
    (Kind.DAY_FROM, 9, "the day before|day before"),
    (Kind.DAY_FROM, 11, "the day after|day after"),
    (
        Kind.WEEK_OF,
        0,
        "week of|the week of|week commencing|the week commencing|week beginning|the week beginning|week starting"
        "|the week starting|w / c|wc|w / b",
    ),
    (Kind.GONE, 0, "yesterday|last night|the day before yesterday|day before yesterday"),
    *((Kind.WEEKDAY, n, word) for n, word in enumerate(_DAYS)),
    (Kind.WEEKDAY, 2, "wensday|wendsday"),
    *((Kind.SHORT_WEEKDAY, n, words) for n, words in enumerate(_SHORT_DAYS)),
    *((Kind.WEEKDAYS, n, f"{word}s") for n, word in enumerate(_DAYS)),
    *((Kind.WEEKDAYS, n, word) for n, word in enumerate(_SHORT_PLURALS) if word not in {"tues", "weds", "thurs"}),
    (
        Kind.WORKDAYS,
        0,
        "weekday|weekdays|week days|week day|business day|business days|working day|working days|workday|workdays",
    ),
    (Kind.WEEKEND, 0, "weekend|weekends|week end|week ends|wknd|wkend|w / e"),
    *((Kind.MONTH, n, word) for n, word in enumerate(_MONTHS, 1)),
    *((Kind.SHORT_MONTH, n, words) for n, words in enumerate(_SHORT_MONTHS, 1) if words),
    (Kind.FEAST, 1225, "christmas|christmases|christmas day|xmas|xmas day"),
    (Kind.FEAST, 1224, "christmas eve|xmas eve"),
    (Kind.FEAST, 1226, "boxing day"),
    (Kind.FEAST, 101, "new year s day|new years day|new year day"),
    (Kind.FEAST, 1231, "new year s eve|new years eve|nye"),
    (Kind.FEAST, 214, "valentine s day|valentines day|valentine day"),
    (Kind.FEAST, 317, "st patrick s day|st patricks day|saint patrick s day"),
    (Kind.FEAST, 714, "bastille day"),
    (Kind.FEAST, 1031, "halloween"),
    (Kind.FEAST, 501, "may day"),
    (Kind.FEAST, 704, "independence day"),
    (Kind.FEAST, BY_EASTER - 47, "shrove tuesday|pancake day"),
    (Kind.FEAST, BY_EASTER - 46, "ash wednesday"),
    (Kind.FEAST, BY_EASTER - 7, "palm sunday"),
    (Kind.FEAST, BY_EASTER - 3, "maundy thursday"),
    (Kind.FEAST, BY_EASTER - 2, "good friday"),
    (Kind.FEAST, BY_EASTER - 1, "holy saturday|easter eve"),
    (Kind.FEAST, BY_EASTER, "easter|easter sunday|easter day"),
    (Kind.FEAST, BY_EASTER + 1, "easter monday"),
    (Kind.FEAST, BY_EASTER + 39, "ascension day|ascension thursday"),
    (Kind.FEAST, BY_EASTER + 49, "pentecost|whit sunday|whitsun|pentecost sunday"),
    (Kind.FEAST, BY_EASTER + 50, "whit monday|pentecost monday"),
    *((Kind.FEAST, on, words) for on, words in FEASTS_EN.items()),
    (Kind.FEAST_UNREAD, 0, UNREAD_EN),
    (Kind.FEAST, THANKSGIVING, "thanksgiving|thanksgiving day"),
    (Kind.FEAST, LABOUR_DAY, "labor day|labour day"),
    (Kind.FEAST, MEMORIAL_DAY, "memorial day"),
    (Kind.NEXT, 1, "next|nxt|the next|the coming|coming|following|the following"),
    (Kind.THIS, 0, "this|this coming|this very|later this|this next"),
    (Kind.LAST, 0, "last|past|previous"),
    (Kind.AFTER_NEXT, 0, "after next"),
    (Kind.PERIOD, Unit.WEEK * 100 + 50, "this week|the current week|later this week"),
    (
        Kind.PERIOD,
        Unit.WEEK * 100 + 51,
        "next week|the next week|the coming week|following week|the following week|nxt week|next wk|nxt wk",
    ),
    (Kind.PERIOD, Unit.WEEK * 100 + 52, "the week after next|week after next"),
    (Kind.PERIOD, Unit.MONTH * 100 + 50, "this month|the current month|later this month"),
    (
        Kind.PERIOD,
        Unit.MONTH * 100 + 51,
        "next month|the next month|the coming month|following month|the following month",
    ),
    (Kind.PERIOD, Unit.MONTH * 100 + 52, "the month after next|month after next"),
    (Kind.PERIOD, Unit.QUARTER * 100 + 50, "this quarter|the current quarter|later this quarter"),
    (Kind.PERIOD, Unit.QUARTER * 100 + 51, "next quarter|the next quarter|the coming quarter"),
    (Kind.PERIOD, Unit.YEAR * 100 + 50, "this year|the current year|later this year"),
    (Kind.PERIOD, Unit.YEAR * 100 + 51, "next year|the next year|the coming year|the following year|next yr"),
    (
        Kind.EDGE,
        Edge.START,
        "the beginning of|beginning of|the start of|start of|early|early in|at the beginning of|at the start of"
        "|in early",
    ),
    (Kind.EDGE, Edge.MIDDLE, "mid|the middle of|middle of|in the middle of|in mid"),
    (
        Kind.EDGE,
        Edge.END,
        "the end of|end of|end|late|late in|in late|at the end of|by the end of|before the end of",
    ),
    (
        Kind.EDGE_OF,
        Unit.WEEK,
        "end of the week|the end of the week|end of week|eow|the end of this week|end of this week",
    ),
    (
        Kind.EDGE_OF,
        Unit.MONTH,
        "end of the month|the end of the month|end of month|eom|month end|month s end|the end of this month"
        "|end of this month",
    ),
    (Kind.EDGE_OF, Unit.QUARTER, "end of the quarter|the end of the quarter|end of quarter|eoq|quarter end"),
    (
        Kind.EDGE_OF,
        Unit.YEAR,
        "end of the year|the end of the year|end of year|eoy|year end|year s end|the end of this year|end of this year",
    ),
    (Kind.AGO, 0, "ago|earlier"),
    (Kind.IN, 0, "in|in about|in around|in exactly|in just|in another|within|in approximately"),
    (Kind.WITHIN, 0, "within|within the next"),
    (Kind.FROM_NOW, 0, "from now|from today|hence|later|from this moment|time|s time|' time|’ time"),
    (Kind.FROM, 0, "from|after|on|following"),
    (Kind.AT, 0, "at|@"),
    (Kind.APPROX, 0, "around|about|approximately|at about|at around|circa|roughly|ish|at exactly|exactly at|sharp at"),
    (Kind.ON, 0, "on|on the|for|for the|upon"),
    (Kind.THE, 0, "the"),
    (Kind.THE_MANY, 0, "the|all|all the"),
    (Kind.BY, 0, "by|by the|no later than|not later than|at the latest by|at the latest on"),
    (Kind.BEFORE, 0, "before|prior to|before the|ahead of"),
    (Kind.AFTER, 0, "after|after the|past"),
    (Kind.UNTIL, 0, "until|till|til|up to|up until|through|thru|ending|ending on|until the|to"),
    (
        Kind.START,
        0,
        "starting|from|starting on|starting from|beginning|beginning on|as of|as from|starting in|effective",
    ),
    (Kind.LASTING, 0, "for|for the next|during|over the next"),
    (Kind.EVERY, 0, "every|each|every single|on every|on each"),
    (Kind.EACH, 0, "each|every|the|a|per"),
    (Kind.OTHER, 2, "other|alternate|second|on alternate"),
    (Kind.OFTEN, Unit.DAY, "daily|everyday"),
    (Kind.FORTNIGHTLY, 0, "fortnightly"),
    (Kind.ONCE, 0, "once a|once per|once every|once each|one time per|one time a"),
    (Kind.OFTEN, Unit.WEEK, "weekly"),
    (Kind.OFTEN, Unit.MONTH, "monthly"),
    (Kind.OFTEN, Unit.QUARTER, "quarterly"),
    (Kind.OFTEN, Unit.YEAR, "yearly|annually"),
    (Kind.TIMES, 0, "times|occurrences|time in total|times in total"),
    (Kind.PER, 0, "a|per|each|every"),
    (
        Kind.DONE,
        0,
        "after done|after it s done|after it is done|once done|once it s done|once it is done|after completion"
        "|after i complete it|after completing|after finishing|when done|after closing|after it is closed"
        "|after i finish|after being done|from completion|after it s closed|after it s completed|after i m done"
        "|after it is completed|after i close it|after finishing it|after completing it|after i have done it"
        "|after doing it|after closing it",
    ),
    (Kind.THEN, 0, "then|and then|then again"),
    (Kind.OF, 0, "of|of the|in|in the"),
    (Kind.OF_YEAR, 0, "of|in"),
    (Kind.IN_MONTH, 0, "in|by|in the month of|sometime in|during"),
    (Kind.IN_THE, 0, "in the"),
    (Kind.ABOUT, 0, "about|regarding|re|concerning|dated|of|from|titled|called|named|since the|s"),
    (Kind.SINCE, 0, "since|ever since"),
    (Kind.BETWEEN, 0, "between"),
    (Kind.AND, 0, "and|&|+|plus"),
    (Kind.OR, 0, "or|or else|otherwise|and or"),
    (Kind.TO, 0, "to|and|till|until|through|thru|-|–|—"),
    (Kind.EXCEPT, 0, "except|but not|excluding|unless|other than|apart from|save|not|never"),
    (Kind.IN_N, 1, "week"),
    (Kind.IN_N, 2, "fortnight"),
    (
        Kind.VAGUE,
        0,
        "soon|later|asap|sometime|some time|someday|one day|whenever|a few|few|several|as soon as possible|some day"
        "|shortly|in a bit|in a while|in a moment|when|eventually|twice"
        "|thrice|onwards|onward|hourly|first thing|last thing|before long"
        "|in no time|crack of dawn|the crack of dawn",
    ),
    (
        Kind.UNREAD,
        0,
        "mwf|tth|m f|m w f|m / w / f|t / th|tu / th|same date|biweekly|bi weekly|bimonthly|bi monthly"
        "|same time|same hour"
        "|this time|later today|gone|just gone|holiday|holidays|bank holiday|bank holidays"
        "|public holiday|public holidays|mornings only|semiannually"
        "|semi annually|semi monthly|semimonthly|alternating|new year|new years|nightly|this spring"
        "|this summer|this autumn|this fall|this winter"
        "|in spring|in summer"
        "|in autumn|in winter|in the spring|in the summer|in the autumn|in the fall|in the winter|next spring"
        "|next summer|next autumn|next fall|next winter",
    ),
    (Kind.MEAL, 0, "first light|lunch|dinner|breakfast|brunch|dawn|dusk|sunrise|sunset|tea|bedtime|supper|teatime"),
    (Kind.CHORE, 0, "work|school|class|hours|office hours|church"),
    (
        Kind.NAME,
        0,
        "black friday|cyber monday|giving tuesday|girl friday|super bowl sunday|saturday night live|opening night"
        "|night shift|daily mail|daily telegraph|daily mirror|daily express|sunday times",
    ),
]

_SLIPPERY = (
    *(word for word in (*_DAYS, *_MONTHS)),
    *(f"{word}s" for word in _DAYS),
    *listed(
        "today tonight tomorrow morning afternoon evening noon midday midnight next every week weeks weekend"
        " weekday weekdays month months quarter year years day days hour hours minute minutes daily weekly monthly"
        " yearly christmas fortnight"
    ),
)

ENGLISH = Words("en", _ENTRIES, _SLIPPERY)

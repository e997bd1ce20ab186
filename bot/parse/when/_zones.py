"""Zones said beside an hour: "9am Paris time", "9h heure de Montréal", "14:00 UTC", "3pm EST"."""

import re
from functools import lru_cache
from zoneinfo import available_timezones

from bot.parse.when._facts import ZoneSaid
from bot.parse.when._lexicon import Sentence, listed
from bot.parse.when._spans import Found
from bot.parse.when._tokens import fold

OWN = "own"
OFFSET = re.compile(r"(?:utc|gmt)?([+-−])(\d{1,2})(?::?(\d{2}))?")
UNKNOWN = re.compile(r"[A-Z]{1,3}[SD]T")  # "9am MSDT", right after an hour: some zone
NO_ZONES = frozenset({"TEST", "POST", "COST", "LIST", "HOST", "REST", "BEST", "LAST", "MUST", "COAST"})
WORDS = 3  # of the longest name of a city: "rio de janeiro"

SHORT = {
    **dict.fromkeys(("utc", "gmt"), "UTC"),
    **dict.fromkeys(("cet", "cest"), "Europe/Paris"),
    **dict.fromkeys(("eet", "eest"), "Europe/Helsinki"),
    **dict.fromkeys(("wet", "west"), "Europe/Lisbon"),
    **dict.fromkeys(("est", "edt", "et", "hne", "hae", "he"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct", "hnc", "hac"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt", "hnr", "har"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt", "hnp", "hap"), "America/Los_Angeles"),
    **dict.fromkeys(("hna", "haa"), "America/Halifax"),
    "awst": "Australia/Perth",
    **dict.fromkeys(("acst", "acdt"), "Australia/Adelaide"),
    **dict.fromkeys(("nzst", "nzdt"), "Pacific/Auckland"),
    "bst": "Europe/London",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
}
# In small letters these are words, at least of one of the two languages.
CAPITALS_ONLY = frozenset(listed("est et pt ct mt he har hap hac west wet mst cet"))

# What people call a zone where the time zone database has no such city.
NAMES = {
    **dict.fromkeys(("l est",), "America/New_York"),
    "pacifique": "America/Los_Angeles",
    "l atlantique": "America/Halifax",
    **dict.fromkeys(listed("eastern boston washington miami atlanta ny nyc"), "America/New_York"),
    **dict.fromkeys(listed("central dallas houston"), "America/Chicago"),
    "mountain": "America/Denver",
    **dict.fromkeys(("pacific", "seattle", "san francisco", "california", "la"), "America/Los_Angeles"),
    **dict.fromkeys(listed("uk british england londres manchester edinburgh"), "Europe/London"),
    **dict.fromkeys(("french", "france", "francaise", "lyon", "marseille", "la france"), "Europe/Paris"),
    **dict.fromkeys(("india", "indian", "inde", "l inde", "indienne", "delhi", "mumbai", "bangalore"), "Asia/Kolkata"),
    **dict.fromkeys(("quebec", "ottawa"), "America/Toronto"),
    **dict.fromkeys(("geneve", "geneva"), "Europe/Zurich"),
    **dict.fromkeys(("bruxelles",), "Europe/Brussels"),
    **dict.fromkeys(("munich", "frankfurt", "german", "germany"), "Europe/Berlin"),
    **dict.fromkeys(("barcelona", "barcelone"), "Europe/Madrid"),
    **dict.fromkeys(("milan", "italian"), "Europe/Rome"),
    **dict.fromkeys(("beijing", "pekin", "china"), "Asia/Shanghai"),
    **dict.fromkeys(("japan", "japanese"), "Asia/Tokyo"),
    "singapour": "Asia/Singapore",
    "lisbonne": "Europe/Lisbon",
    **dict.fromkeys(("my", "our", "mine"), OWN),
}
AMERICAN = frozenset(listed("eastern central mountain pacific"))  # "9am Eastern", but "9am Central Park"
ASKED = frozenset(listed("local your their his her locale"))  # whose?


def zone_at(s: Sentence, i: int) -> Found[ZoneSaid] | None:
    """The zone that begins at token `i`, brackets and a comma before it included; its key is None where unknown."""
    start = s.past_comma(i)
    opened = start < len(s) and s.tokens[start].mark and s.tokens[start].word == "("
    start += opened
    if start >= len(s):
        return None
    found = _short(s, start) or _offset(s, start) or (_named_fr if s.language == "fr" else _named_en)(s, start)
    if not found or not opened:
        return found
    closed = found.end < len(s) and s.tokens[found.end].word == ")"
    return Found(found.value, found.end + closed)


def zone_aside(s: Sentence) -> ZoneSaid | None:
    """A zone that stands by name elsewhere in the sentence than beside the hour."""
    reading = _named_fr if s.language == "fr" else _named_en
    mark = "heure" if s.language == "fr" else "time"
    if not any(token.word == mark for token in s.tokens):
        return None
    found = (reading(s, i) for i in range(len(s)))
    return next((zone.value for zone in found if zone and zone.value.key), None)


def _short(s: Sentence, i: int) -> Found[ZoneSaid] | None:
    token = s.tokens[i]
    key = SHORT.get(token.word)
    said = s.text[token.start : token.end]
    if UNKNOWN.fullmatch(said) and not key and said not in NO_ZONES and not s.text.isupper():
        return Found(ZoneSaid(None), i + 1)
    if not key or (token.word in CAPITALS_ONLY and not said.isupper() and (s.language == "fr" or token.word != "est")):
        return None
    if token.word in CAPITALS_ONLY and s.language == "fr" and s.text.isupper():
        return None
    follows = i + 1 < len(s) and s.tokens[i + 1].word == "time"
    return Found(ZoneSaid(key, token.word), i + 1 + follows)


def _offset(s: Sentence, i: int) -> Found[ZoneSaid] | None:
    """`UTC+1`, which is asked: few are sure which way it counts."""
    token = s.tokens[i]
    m = OFFSET.fullmatch(s.text[token.start : token.end].lower()) if not token.word else None
    if not m or int(m[2]) > 12:
        return None
    whole = m[3] in {None, "00"}
    sign = "-" if m[1] == "+" else "+"  # as POSIX counts, in the names of the database
    return Found(ZoneSaid(f"Etc/GMT{sign}{int(m[2])}" if whole else None, asked=True), i + 1)


def _named_en(s: Sentence, i: int) -> Found[ZoneSaid] | None:
    """`Paris time`, `New York time`, `my time`, `9am Eastern`."""
    i += s.tokens[i].word == "in"
    for n in range(WORDS, 0, -1):
        end = i + n
        if end >= len(s) or s.tokens[end].word != "time":
            continue
        words = [token.word for token in s.tokens[i:end]]
        key = _key(" ".join(words))
        if key or words[0] in ASKED or all(token.capital for token in s.tokens[i:end]):
            return Found(ZoneSaid(key), end + 1)
    bare = i < len(s) and s.tokens[i].capital and s.tokens[i].word in AMERICAN
    return Found(ZoneSaid(_key(s.tokens[i].word), asked=True), i + 1) if bare else None


def _named_fr(s: Sentence, i: int) -> Found[ZoneSaid] | None:
    """`heure de Paris`, `heure d'Inde`, `heure locale`, `à l'heure de New York`."""
    i += s.tokens[i].word == "a"
    i += i < len(s) and s.tokens[i].word == "l"
    if i + 1 >= len(s) or s.tokens[i].word != "heure":
        return None
    if s.tokens[i + 1].word not in {"de", "d", "du"}:
        own = _key(s.tokens[i + 1].word)
        return Found(ZoneSaid(own), i + 2) if own or s.tokens[i + 1].word in ASKED else None
    for n in range(WORDS, 0, -1):
        key = _key(" ".join(token.word for token in s.tokens[i + 2 : i + 2 + n]))
        if key and i + 2 + n <= len(s):
            return Found(ZoneSaid(key), i + 2 + n)
    unknown = i + 2 < len(s) and s.tokens[i + 2].capital
    return Found(ZoneSaid(None), i + 3) if unknown else None


def _key(name: str) -> str | None:
    return NAMES.get(name) or _cities().get(name)


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """By the city's folded name; read from disk, so only once somebody speaks of a zone."""
    keys = (key for key in sorted(available_timezones()) if key.count("/") == 1 and not key.startswith("Etc/"))
    return {fold(key.partition("/")[2]).replace("_", " ").replace("-", " "): key for key in keys}

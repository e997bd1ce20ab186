"""E-mails, sites, social networks and tags found in a text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.model.contacts import CoordinateKind
from bot.model.coordinates import EMAIL_LENGTH, SITE_LENGTH, email, site
from bot.model.folding import squeeze
from bot.model.labels import built_in_label
from bot.model.legal_forms import LEGAL_FORMS
from bot.parse.contacts._marks import before, behind
from bot.parse.contacts._sheet import TAKEN, Sheet, Span
from bot.parse.contacts._social import network_of, social
from bot.parse.contacts._words import PARTICLES

_CHUNK = re.compile(r"[^\s,;<>()\[\]|«»\"\0]+")
_URL = re.compile(r"(?<!\w)https?://[^\s<>\"\0|«»]+", re.IGNORECASE)
_TAG = re.compile(r"(?<![\w#/&])#([\w-]{1,50})(?![\w-])")
_HANDLE = re.compile(
    r"(?<!\w)(linkedin|facebook|instagram|twitter|youtube)[ \t]{0,3}(?::[ \t]{0,3}|(?=@))(@?[\w.-]{2,100})",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(
    r"[ \t\"']*(?:(?:from|de|to|cc|à)[ \t]*:[ \t]*[\"']?)?([^,\"<>@\d\n]{1,60}),[ \t]*([^,\"<>@\d\n]{1,60})",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"<(?=([^\s<>@]{1,64})@)")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_WINDOW = 130  # signs that a name in front of an address may have
_TRAIL = ".,;:!?'’)"
_MOST_TRIES = 200  # chunks that look like an e-mail in one text
_TOP_LEVEL = frozenset((
    "com", "net", "org", "info", "biz", "eu", "io", "co", "app", "dev", "pro", "shop", "store", "tech", "online",
    "site", "agency", "paris", "bzh", "fr", "re", "be", "ch", "lu", "ca", "quebec", "de", "at", "it", "es", "pt",
    "nl", "uk", "ie", "us", "in", "au", "nz", "za", "se", "no", "dk", "fi", "pl", "cz", "ma", "tn", "sn", "ci",
    "example", "test", "invalid",
))  # fmt: skip


def read_reach(sheet: Sheet) -> None:
    """The order matters: an address holds a domain, and a link may hold a # or an @."""
    sheet.take(list(_sites(sheet, _URL)))
    sheet.take(list(_emails(sheet)))
    sheet.take(list(_sites(sheet, _CHUNK)))
    sheet.take(list(_handles(sheet)))


def read_tags(sheet: Sheet) -> None:
    spans = []
    for found in _TAG.finditer(sheet.left):
        if any(sign.isalpha() for sign in found[1]) and sheet.tag(found[1]):
            spans.append(found.span())
    sheet.take(spans)


def read_senders(sheet: Sheet) -> None:
    """'Dupont, Jean <jean.dupont@mail.example>' as a mail program writes it: the family name stands first."""
    for sign in _BRACKET.finditer(sheet.left):
        start = max(sheet.left.rfind(end, 0, sign.start()) for end in ("\n", ";", ">", TAKEN)) + 1
        found = _OUTLOOK.fullmatch(sheet.left[max(start, sign.start() - _WINDOW) : sign.start()].rstrip(" \"'"))
        if found is None:
            continue
        last, first = found[1].strip(), found[2].strip()
        if _is_sender(last, first, sign[1]) and "last_name" not in sheet.values:
            sheet.values |= {"last_name": last, "first_name": first}
            sheet.take([(max(start, sign.start() - _WINDOW), sign.start())])


def _is_sender(last: str, first: str, local: str) -> bool:
    named = squeeze(local)
    if squeeze(last) in named and squeeze(first) in named:
        return True
    one_word = len(last.split()) == 1 or squeeze(last.split(maxsplit=1)[0]) in PARTICLES
    return one_word and len(first.split()) <= 2 and not LEGAL_FORMS & {squeeze(word) for word in last.split()}


def _emails(sheet: Sheet) -> Iterator[Span]:
    text, end, tries = sheet.left, 0, 0
    for chunk in _CHUNK.finditer(text):
        if "@" not in chunk[0] or len(chunk[0]) > EMAIL_LENGTH or tries == _MOST_TRIES:
            continue
        tries += 1
        typed = chunk[0].strip("'’").rstrip(_TRAIL)
        typed = typed[typed.rfind(":", 0, typed.find("@")) + 1 :]
        start = chunk.start() + chunk[0].index(typed)
        read = email(typed) if typed else None
        if read is None:
            continue
        mark = before(text, start, CoordinateKind.EMAIL)
        stop, label = behind(text, start + len(typed), CoordinateKind.EMAIL)
        if sheet.add(replace(read, label=mark.label or label)):
            yield max(end, mark.start), stop
            end = stop


def _sites(sheet: Sheet, pattern: re.Pattern[str]) -> Iterator[Span]:
    text, end = sheet.left, 0
    for chunk in pattern.finditer(text):
        typed = chunk[0].rstrip(_TRAIL)
        typed = typed if "://" in typed else typed.rpartition(":")[2]  # 'web:acme.fr'
        if len(typed) > SITE_LENGTH or not _is_site(typed):
            continue
        start = chunk.start() + chunk[0].index(typed)
        read = social(typed) if network_of(typed) is not None else site(typed)
        mark = before(text, start, read.kind)
        stop, label = behind(text, start + len(typed), read.kind)
        if sheet.add(replace(read, label=mark.label or label or read.label)):
            yield max(end, mark.start), stop
            end = stop


def _is_site(typed: str) -> bool:
    if _URL.fullmatch(typed):
        return len(typed) > len("https://")
    host, _, path = typed.partition("/")
    labels = host.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    is_named = labels[0].lower() == "www" or typed == typed.lower() or bool(path)
    return is_named and len(labels[-2]) > 1 and labels[-1].lower() in _TOP_LEVEL


def _handles(sheet: Sheet) -> Iterator[Span]:
    for found in _HANDLE.finditer(sheet.left):
        label = built_in_label(CoordinateKind.SOCIAL, found[1]) or ""
        typed = found[2].rstrip(_TRAIL)
        if typed.strip("@") and sheet.add(social(typed, label=label)):
            yield found.start(), found.start(2) + len(typed)

"""What people type and apps post, as Slack writes it down: escapes always, entities where an app asks for them."""

import re

from ..world import World
from ..world.people import named

# An address ends before the signs that end a sentence or a style.
_URL = r"https?://[^\s<>|`\"]*[^\s<>|`\".,;:!?')\]*_~]"
_TOKEN = re.compile(
    rf"(?P<url>{_URL})"
    r"|(?<![A-Za-z0-9._%+\-])(?P<mail>[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)"
    r"|(?<![\w@#])@(?P<user>[\w.\-]+)"
    r"|(?<![\w@#])#(?P<channel>[\w\-]+)"
    r"|(?P<domain>(?<![\w.@/\-])(?:[a-z0-9\-]+\.)+(?:com|org|net|fr|io|dev|example)(?![\w.@]))"
)
# What an app may write between < and >: whom and what Slack knows, and whatever has a scheme.
_POSTED = re.compile(rf"(?P<token><(?:[@#!]\w|[A-Za-z][A-Za-z0-9+.\-]*:)[^<>\n]*>)|(?P<url>{_URL})")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_EVERYBODY = {"channel", "here", "everyone"}


def escaped(text: str) -> str:
    """The three escapes that Slack writes in every text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_entities(world: World, team: str, text: str) -> str:
    """Escapes, then people, channels and links as entities: `<@U…|name>`, `<#C…|name>`, `<mailto:…|…>`."""
    return _entities(world, team, text, with_names=True)


def as_message(world: World, team: str, text: str) -> str:
    """A message as it is kept: like a command's entities, but a mention of a person bears no name."""
    return _entities(world, team, text, with_names=False)


def as_posted(text: str) -> str:
    """An app's text: its entities and escapes stay, other signs are escaped, and addresses become links."""
    done, at = [], 0
    for match in _POSTED.finditer(text):
        done.append(_escaped_once(text[at : match.start()]))
        whole = _BARE_AMPERSAND.sub("&amp;", match.group())
        done.append(whole if match["token"] else f"<{whole}>")
        at = match.end()
    return "".join(done) + _escaped_once(text[at:])


def _escaped_once(text: str) -> str:
    return _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _entities(world: World, team: str, text: str, *, with_names: bool) -> str:
    done, at = [], 0
    for match in _TOKEN.finditer(text):
        done.append(escaped(text[at : match.start()]))
        done.append(_entity(world, team, match, with_names=with_names))
        at = match.end()
    return "".join(done) + escaped(text[at:])


def _entity(world: World, team: str, match: re.Match[str], *, with_names: bool) -> str:
    whole = match.group()
    if match["url"]:
        return f"<{escaped(whole)}>"
    if match["mail"]:
        return f"<mailto:{whole}|{whole}>"
    if match["domain"]:
        return f"<http://{whole}|{whole}>"
    if match["user"]:
        return _mention(world, team, match["user"], with_names=with_names)
    channel = next((one for one in world.channels_of(team) if one.name == match["channel"]), None)
    return f"<#{channel.id}|{channel.name}>" if channel else escaped(whole)


def _mention(world: World, team: str, written: str, *, with_names: bool) -> str:
    if written in _EVERYBODY:
        return f"<!{written}>"
    name = written
    # A full stop after a name ends the sentence, unless the name has it.
    while name and not (person := named(world, team, name)):
        name = name[:-1] if name[-1] in ".-_" else ""
    if not name or person is None:
        return f"@{written}"
    tail = written[len(name) :]
    return (f"<@{person.id}|{person.name}>" if with_names else f"<@{person.id}>") + tail

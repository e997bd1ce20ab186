"""The Home tab: what one did last, what one is to do, and how to begin."""

from collections.abc import Sequence

from bot.model.contacts import Found
from bot.model.messages import Block
from bot.model.searches import SavedSearch
from bot.templates import _blocks as b
from bot.templates._words import Reader, mrkdwn, plain
from bot.templates.contacts import CREATE, LIST, rows
from bot.templates.feed import Listed as ListedFeed
from bot.templates.feed import home_blocks as feed_blocks
from bot.templates.notes import Listed as ListedNotes
from bot.templates.notes import home_blocks as note_blocks
from bot.templates.reminders import Listed, home_blocks
from bot.templates.searches import run_buttons

NOUN = "home"
OPEN = "contacts.open_home"
FORM = "searches.form"
SEARCHES = "searches.open"
METADATA = "home"
_CONTACTS = 20
_SEARCHES = 5


def landing(
    name: str,
    latest: Sequence[Found],
    reminders: Listed,
    reader: Reader,
    *,
    notes: ListedNotes | None = None,
    feed: ListedFeed | None = None,
    searches: Sequence[SavedSearch] = (),
) -> Block:
    """`name` is of whoever looks, `reminders` what they are to do, `notes` their own, `feed` what happened last,
    `searches` those they may run."""
    blocks = [b.header(plain(reader, NOUN, "hello", name=name)), b.actions(_doors(latest, reader), block_id="home-new")]
    blocks += home_blocks(reminders, reader)
    blocks += [] if notes is None else note_blocks(notes, reader)
    blocks += [] if feed is None else feed_blocks(feed, reader)
    if searches:
        blocks += [b.header(plain(reader, NOUN, "searches")), _searches(searches, reader)]
    if latest:
        blocks += [b.header(plain(reader, NOUN, "latest")), *rows(latest[:_CONTACTS], reader, action=OPEN)]
    else:
        blocks.append(b.section(mrkdwn(reader, NOUN, "no_contact")))
    return b.home([*blocks, b.context(mrkdwn(reader, NOUN, "typing"))], metadata=METADATA)


def _doors(latest: Sequence[Found], reader: Reader) -> list[b.Element]:
    new = b.button(plain(reader, NOUN, "new_contact"), action=CREATE, value="", style="primary")
    if not latest:
        return [new]
    listed = b.button(plain(reader, NOUN, "all_contacts"), action=LIST, value="")
    return [new, listed, b.button(plain(reader, NOUN, "advanced"), action=FORM, value="")]


def _searches(searches: Sequence[SavedSearch], reader: Reader) -> Block:
    """The first few, and the way to the others."""
    shown = run_buttons(searches[:_SEARCHES])
    if len(searches) > _SEARCHES:
        shown.append(b.button(plain(reader, NOUN, "all_searches"), action=SEARCHES, value=""))
    return b.actions(shown, block_id="home-searches")

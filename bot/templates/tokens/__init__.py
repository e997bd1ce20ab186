"""The tokens of the API as blocks: their list, the form of a new one, its secret, shown once."""

from collections.abc import Mapping, Sequence

from bot.model.fields import TOKEN
from bot.model.messages import Block
from bot.model.tokens import Token
from bot.templates import _blocks as b
from bot.templates._dates import day, when
from bot.templates._form import draw_form
from bot.templates._pages import turning
from bot.templates._rich import told
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, plain, raw

NOUN = TOKEN.noun
PAGE = "tokens.page"  # followed by a dot and the number of the page
NEW = "tokens.new"
REVOKE = "tokens.revoke"
FORM = "tokens.save"
ON_A_PAGE = 10


def list_view(tokens: Sequence[Token], reader: Reader, *, total: int, page: int) -> Block:
    """Ten a page, counted from 0."""
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value="new")
    webhooks = b.button(plain(reader, "webhooks", "open"), action="webhooks.open", value="open")
    count = plain(reader, NOUN, "total", total=total) if total else plain(reader, NOUN, "none")
    return b.modal(
        plain(reader, NOUN, "list_title"),
        [
            told(reader, NOUN, "about"),
            b.actions([new, webhooks], block_id="tokens-new"),
            *(_row(token, reader) for token in tokens[:ON_A_PAGE]),
            b.plain_context(count),
            *turning(page, -(-total // ON_A_PAGE), reader, action=PAGE),
        ],
        callback="tokens.list",
        close=plain(reader, "form", "close"),
        metadata=f"tokens:{page}",
    )


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int) -> Block:
    return b.modal(
        plain(reader, NOUN, "form_title"),
        draw_form(TOKEN, typed, reader),
        callback=FORM,
        submit=plain(reader, NOUN, "make"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def made_view(token: Token, secret: str, reader: Reader) -> Block:
    """The one time that the secret is seen."""
    return b.modal(
        plain(reader, NOUN, "made_title"),
        [
            told(reader, NOUN, "made", name=token.name),
            b.rich_text({"type": "rich_text_preformatted", "elements": [b.words(Raw(secret))]}),
            told(reader, NOUN, "how_to_use"),
        ],
        callback="tokens.made",
        close=plain(reader, NOUN, "copied"),
    )


def _row(token: Token, reader: Reader) -> Block:
    label = plain(reader, NOUN, "revoke_label", name=token.name)
    button = b.button(plain(reader, NOUN, "revoke"), action=REVOKE, value=str(token.id), style="danger", label=label)
    asked = b.confirmation(
        plain(reader, NOUN, "revoke_question"),
        plain(reader, NOUN, "revoke_effect", name=token.name),
        confirm=plain(reader, NOUN, "revoke"),
        deny=plain(reader, "form", "cancel"),
    )
    return b.section(_line(token, reader), accessory=button | {"confirm": asked})


def _line(token: Token, reader: Reader) -> Mrkdwn:
    """Two lines: what it is, and what is known of its use."""
    named = mrkdwn(
        reader, NOUN, "named", name=token.name, scope=raw(reader, NOUN, f"scope_{token.scope.value}"), last=token.ending
    )
    made = mrkdwn(reader, NOUN, "made_by", person=b.mention(token.created_by), day=day(token.created_at, reader))
    used = (
        mrkdwn(reader, NOUN, "never_used")
        if token.last_used_at is None
        else mrkdwn(reader, NOUN, "last_used", when=when(token.last_used_at, reader))
    )
    return Mrkdwn(f"{named}\n{made} · {used}")

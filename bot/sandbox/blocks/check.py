"""What Slack refuses before it shows anything: blocks, attachments and views against the tables of limits."""

from ..errors import BadPayload, SlackError
from ..wire import Json, dumps
from .limits import ATTACHMENT, ATTACHMENTS, HOME, MARKDOWN_TOTAL, MESSAGE, MODAL, VIEW_BYTES
from .places import placed
from .plain import at
from .walk import problems
from .wholes import crowded_tables, message_problems, repeated_block_ids, view_problems


def check_blocks(blocks: object) -> list[Json]:
    """The blocks of a message; raises `invalid_blocks` naming the paths."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    found = problems(blocks, MESSAGE, "/blocks", "M") or message_problems(blocks, "/blocks")
    if found:
        raise BadPayload("invalid_blocks", found)
    _refuse_totals(list(placed(blocks, "/blocks")))
    return blocks


def check_attachments(attachments: list[Json], blocks: list[Json]) -> list[Json]:
    """The attachments of a message that has these blocks; raises `invalid_attachments`, `too_many_attachments`."""
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    found: list[str] = []
    places = list(placed(blocks, "/blocks"))
    for index, attachment in enumerate(attachments):
        bad = _attachment_problems(attachment, path := f"/attachments/{index}")
        found += bad
        places += [] if bad else placed(attachment.get("blocks", ()), f"{path}/blocks")
    found = found or repeated_block_ids(places)
    if found:
        raise BadPayload("invalid_attachments", found)
    _refuse_totals(places)
    return attachments


def _attachment_problems(attachment: object, path: str) -> list[str]:
    if not isinstance(attachment, dict):
        return [at("must provide an object", path)]
    known = [(name, rule) for name, rule in ATTACHMENT.items() if name in attachment]
    found = [bad for name, rule in known for bad in problems(attachment[name], rule, f"{path}/{name}", "M")]
    return found or message_problems(attachment.get("blocks", ()), f"{path}/blocks")


def check_view(view: object, expected: str) -> Json:
    """A modal or home view; raises `invalid_arguments` naming the paths, `view_too_large`."""
    if not isinstance(view, dict):
        raise BadPayload("invalid_arguments", [at("must provide an object", "/view")])
    if view.get("type") != expected:
        raise BadPayload("invalid_arguments", [at("must be a valid enum value", "/view/type")])
    shape, surface = (MODAL, "V") if expected == "modal" else (HOME, "H")
    found = problems(view, shape, "/view", surface) or view_problems(view)
    if found:
        raise BadPayload("invalid_arguments", found)
    if len(dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return view


def _refuse_totals(places: list[tuple[Json, str]]) -> None:
    """What all the blocks of a message may come to, those of its attachments included."""
    if sum(len(block["text"]) for block, _ in places if block.get("type") == "markdown") > MARKDOWN_TOTAL:
        raise SlackError("msg_too_long")
    if crowd := crowded_tables(places):
        raise BadPayload("invalid_attachments", crowd)

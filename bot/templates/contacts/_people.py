"""The people of a company on its record: the main one first, each with what they are for and how to reach them."""

from collections.abc import Mapping, Sequence

from bot.model.contacts import Line
from bot.model.ids import ChoiceId
from bot.model.messages import Block
from bot.model.records import People, Record
from bot.templates import _blocks as b
from bot.templates._fields import NOUN, role_words
from bot.templates._pages import turning
from bot.templates._rich import told
from bot.templates._tags import tag_name
from bot.templates._words import Raw, Reader, mrkdwn, plain, raw, value_raw
from bot.templates.contacts._card import RECORD
from bot.templates.contacts._parts import LINKED
from bot.templates.contacts._saved import UNDO

PEOPLE = "people"
ADD = "people.add"
ROLE = "people.role"
EVERYONE = "people.everyone"
PAGE = "people.page"  # followed by a dot and the page
PERSON = "people.more"
ON_A_PAGE = 10
_TAGS = 5
_PART = 150  # letters of each thing that is said of one of them


def people_blocks(record: Record, reader: Reader) -> list[Block]:
    people, key = record.people, str(record.contact.id)
    names = {each.id: each.in_language(reader.language).name for each in people.roles}
    blocks = [b.actions(_ways(record, names, reader), block_id="people-ways")]
    if not people.lines:
        empty = "none" if people.role is None else "none_for"
        return [*blocks, b.plain_context(plain(reader, PEOPLE, empty))]
    blocks.append(b.context(mrkdwn(reader, PEOPLE, "count", n=people.total)))
    for line in people.lines[:ON_A_PAGE]:
        blocks += [
            _person(line, names, reader),
            b.actions(_acts(line, key, reader), block_id=f"person-{line.found.id}"),
        ]
    role = "" if people.role is None else str(people.role)
    return [*blocks, *turning(*_place(people), reader, action=PAGE, of=f"{key}:{role}:")]


def changed(block: str, names: Mapping[str, str], batch: int | None, reader: Reader) -> list[Block]:
    """What was just done to one of them, with the way back."""
    if batch is None:
        return []
    back = b.button(plain(reader, NOUN, "undo"), action=UNDO, value=str(batch))
    return [told(reader, PEOPLE, block, **names), b.actions([back], block_id=f"undo-{batch}")]


def _place(people: People) -> tuple[int, int]:
    return people.offset // ON_A_PAGE, -(-people.total // ON_A_PAGE)


def _ways(record: Record, names: Mapping[ChoiceId, str], reader: Reader) -> list[b.Element]:
    key, role = str(record.contact.id), record.people.role
    ways = [b.button(plain(reader, PEOPLE, "add"), action=ADD, value=key, style="primary")]
    if role is not None:
        ways.append(b.button(plain(reader, PEOPLE, "everyone"), action=EVERYONE, value=key))
    filtering: b.Element = {
        "type": "external_select",
        "action_id": f"{ROLE}.{key}",
        "min_query_length": 0,
        "placeholder": b.plain_text(plain(reader, PEOPLE, "of_role"), b.HEADER),
    }
    if role is not None and role in names:
        filtering["initial_option"] = b.option(value_raw(names[role]), str(role))
    return [*ways, filtering]


def _person(line: Line, names: Mapping[ChoiceId, str], reader: Reader) -> Block:
    name = b.words(b.cut(line.found.name.strip() or f"#{line.found.number}", _PART), bold=True)
    main = [b.words(Raw(f" · ★ {raw(reader, PEOPLE, 'main')}"), italic=True)] if line.main_person else []
    job = [b.words(Raw(f" · {b.cut(line.job_title, _PART)}"))] if line.job_title else []
    lines = [[name, *job, *main], _reach(line), _roles(line, names, reader), _tags(line, reader)]
    shown: list[b.Element] = []
    for each in lines:
        shown += ([b.words(Raw("\n"))] if shown and each else []) + each
    return b.rich_text(b.line(*shown))


def _reach(line: Line) -> list[b.Element]:
    """A click calls or writes."""
    reached: list[b.Element] = []
    for text, url in (
        (line.phone, f"tel:{line.dialled}" if line.dialled else ""),
        (line.email, f"mailto:{line.email}"),
    ):
        if text:
            shown = b.cut(text, _PART)
            reached += [b.words(Raw(" · "))] if reached else []
            reached.append(b.link(url, shown) if url and len(url) <= LINKED else b.words(shown))
    return reached


def _roles(line: Line, names: Mapping[ChoiceId, str], reader: Reader) -> list[b.Element]:
    said = [role_words(names[role.choice], role.rank, reader) for role in line.roles if role.choice in names]
    return [b.words(b.cut(", ".join(said), _PART), italic=True)] if said else []


def _tags(line: Line, reader: Reader) -> list[b.Element]:
    worn: Sequence[Raw] = [tag_name(name, reader) for name in line.tags[:_TAGS]]
    return [b.words(b.cut(", ".join(worn) + ("…" if len(line.tags) > _TAGS else ""), _PART))] if worn else []


def _acts(line: Line, company: str, reader: Reader) -> list[b.Element]:
    key = str(line.found.id)
    label = plain(reader, NOUN, "open_label", name=line.found.name)
    opens = b.button(plain(reader, NOUN, "open"), action=RECORD, value=key, label=label)
    values = {"edit": key, "main": f"{key}:{company}", "out": f"{key}:{company}"}
    acts = [act for act in values if act != "main" or not line.main_person]
    more = [b.option(raw(reader, PEOPLE, f"more_{act}"), f"{act}:{values[act]}") for act in acts]
    return [opens, b.overflow(*more, action=PERSON)]

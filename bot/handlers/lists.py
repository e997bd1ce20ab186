"""A list of contacts in a modal: asked, turned, ordered. Where somebody has come to stands in its draft."""

from collections.abc import Collection
from dataclasses import replace

from bot.crm import bulk, contacts, drafts, members
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._lines import line_of, members_in, read_aloud
from bot.model.bulk import Act
from bot.model.columns import Column
from bot.model.drafts import Draft
from bot.model.errors import DraftGone, QueryInvalid, TextTooLong
from bot.model.events import Change
from bot.model.fields import COLUMNS
from bot.model.messages import Block
from bot.model.policy import NEEDED, Can, allows
from bot.model.query import Sort
from bot.model.searches import LINE_LENGTH
from bot.parse._form import check_required, lines_of, read_form
from bot.templates import errors as show_errors
from bot.templates import lists as show
from bot.templates import searches as show_searches
from bot.templates._words import reader_of

# Among a draft's values: what is asked, in which order, and what the view shows of it.
TEXT, SORT, PAGE, MODE, ALL = "text", "sort", "page", "mode", bulk.ALL
SELECTING = "selecting"
# Whoever has an employer: how the line of the list of all people begins.
PEOPLE = {"en": "kind:person -employer:none", "fr": "type:personne -employeur:aucun"}
SHOWN = "shown"  # the ids that stand there to be ticked
EDITION, DRAWN = "edition", "drawn"  # of the line, and of the ticks: see `model.fields.block_of`


async def look(ask: Ask, work: Work) -> Reply:
    """`/contact list tag:clients`; without words, everyone."""
    return await opened(work, line_of(ask.said))


async def open_line(ask: Ask, work: Work) -> Reply:
    """The line that the button carries."""
    return await opened(work, ask.value)


async def opened(work: Work, text: str) -> Reply:
    """What is wrong with the line stands under it, to be mended there."""
    draft = await begun(work, text)
    try:
        return Reply(view=await view_of(work, draft))
    except QueryInvalid as wrong:
        draft = await drafts.write(work, with_values(draft, **{TEXT: ""}))
        reader = reader_of(work.viewer.member)
        return Reply(view=show.wrong_view(text, show_errors.alert_text(wrong, reader), reader, draft=draft.id))


async def begun(work: Work, text: str, **values: str) -> Draft:
    """A list that nobody has touched yet, in the order that its reader likes. Raises TextTooLong."""
    line = _on_one_line(text)
    if len(line) > LINE_LENGTH:
        raise TextTooLong(limit=LINE_LENGTH)
    sort = work.viewer.member.preferences.sort
    return await drafts.browse(work, bulk.NOUN, {TEXT: line, SORT: sort} | values)


async def search_on_enter(ask: Ask, work: Work) -> Reply:
    """What was typed into the list's own field."""
    return await redrawn(work, _from_first_page(ask, await held(ask, work)))


async def search(ask: Ask, work: Work) -> Reply:
    """The same, by the button below."""
    return replace(await search_on_enter(ask, work), keeps_draft=True)


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button carries."""
    page = ask.value if ask.value.isascii() and ask.value.isdigit() else "0"
    return await redrawn(work, with_values(await held(ask, work), **{PAGE: page}))


async def columns(ask: Ask, work: Work) -> Reply:
    draft = await drafts.write(work, await held(ask, work))
    liked = work.viewer.member.preferences
    typed = {"columns": "\n".join(liked.columns), "sort": draft.values.get(SORT, liked.sort)}
    return Reply(view=show_searches.columns_view(typed, reader_of(work.viewer.member), draft=draft.id))


async def keep_columns(ask: Ask, work: Work) -> Reply:
    """Columns and order, from now on and for the list below."""
    draft = await held(ask, work)
    typed = read_form(COLUMNS, ask.state)
    check_required(COLUMNS, typed)
    chosen = [each for each in lines_of(typed["columns"]) if each in set(Column)]
    sort = typed["sort"] if typed["sort"] in set(Sort) else Sort.RELEVANCE.value
    await members.prefer(work, columns=chosen, sort=sort)
    ordered = with_values(draft, **{SORT: sort, PAGE: "0"})
    # Who is looking is remembered for a minute, with what they liked before.
    return Reply(below=await view_of(work, ordered, columns=chosen), alters_workspace=True, keeps_draft=True)


async def redrawn(work: Work, draft: Draft) -> Reply:
    """The list in its place, with the ticks that the draft says, whatever was ticked there."""
    return Reply(view=await view_of(work, with_values(draft, **{DRAWN: str(number(draft, DRAWN) + 1)})))


async def view_of(work: Work, draft: Draft, *, columns: list[str] | None = None) -> Block:
    """The list as its draft stands, which keeps what is shown. Raises QueryInvalid of a line that was just asked."""
    sort = Sort(draft.values.get(SORT, Sort.RELEVANCE.value))
    text = draft.values.get(TEXT, "")
    listed = await contacts.listed(work, text, page=number(draft, PAGE), sort=sort)
    lines = tuple(await contacts.lines(work, listed.results.page.found))
    shown = {PAGE: str(listed.page), SHOWN: " ".join(str(line.found.id) for line in lines)}
    draft = await drafts.write(work, with_values(draft, **shown))
    names = await names_of(work, {*members_in(text), *(line.owner for line in lines if line.owner is not None)})
    takes_all = ALL in draft.values
    people = next((each for each in PEOPLE.values() if text.startswith(each)), "")
    reader = reader_of(work.viewer.member)
    view = show.ListShown(
        draft=draft.id,
        text=text,
        said=read_aloud(text.removeprefix(people).strip(), names),
        lines=lines,
        total=listed.total,
        reach=listed.reach,
        columns=work.viewer.member.preferences.columns if columns is None else columns,
        guess=_guess(listed.results),
        sort=sort.value,
        page=listed.page,
        names=names,
        acts=acts_of(work),
        can_save=allows(work.viewer.member, Can.WRITE),
        selecting=draft.values.get(MODE) == SELECTING,
        selected=frozenset(draft.selection),
        takes_all=takes_all,
        of_people=bool(people),
        exact=(await bulk.chosen(work, draft)).count if takes_all else 0,
        edition=number(draft, EDITION),
        drawn=number(draft, DRAWN),
    )
    return show.list_view(view, reader)


def _guess(found: contacts.Results) -> show.Guess:
    if not found.query.typos:
        return show.Guess.NONE
    return show.Guess.ALL if found.guessed else show.Guess.SOME


async def names_of(work: Work, members: Collection[str]) -> dict[str, str]:
    """Of those of the team who are known."""
    return dict(await contacts.value_names(work, [Change("owner", None, member) for member in sorted(members)]))


async def held(ask: Ask, work: Work) -> Draft:
    """The draft of the list that was clicked in, with what is ticked there. Raises DraftGone."""
    draft = await drafts.find(work, ask.draft)
    if draft.noun != bulk.NOUN:  # what was chosen is being seen to
        raise DraftGone
    return _ticked(ask, draft)


def _ticked(ask: Ask, draft: Draft) -> Draft:
    """What is chosen on other pages stays; of those that stand here, the ticked ones."""
    inputs = ask.state.get(show.PICKS)
    if inputs is None:
        return draft
    here = str(draft.values.get(SHOWN, "")).split()
    ticked = [str(option["value"]) for each in inputs.values() for option in each.get("selected_options") or ()]
    elsewhere = [key for key in draft.selection if key not in here]
    return replace(draft, selection=[*elsewhere, *(key for key in ticked if key in here)])


def _from_first_page(ask: Ask, draft: Draft) -> Draft:
    return with_values(now_in_field(ask, draft), **{PAGE: "0"})


def now_in_field(ask: Ask, draft: Draft) -> Draft:
    """The list as what stands in its field asks it."""
    return for_line(draft, typed_in(ask) or "") if has_another_line(ask, draft) else draft


def has_another_line(ask: Ask, draft: Draft) -> bool:
    """Whether something else stands in the field than what the list below it was asked."""
    typed = typed_in(ask)
    return typed is not None and typed != draft.values.get(TEXT, "")


def for_line(draft: Draft, text: str) -> Draft:
    """Another line finds others, so nobody is chosen."""
    kept = {name: value for name, value in draft.values.items() if name not in (ALL, bulk.UPTO)}
    return replace(draft, values=kept | {TEXT: text, PAGE: "0"}, selection=[])


def typed_in(ask: Ask) -> str | None:
    """What stands in the list's own field; None where there is no such field."""
    inputs = ask.state.get(show.QUERY)
    if inputs is None:
        return None
    return next((_on_one_line(str(each.get("value") or "")) for each in inputs.values()), "")


def _on_one_line(text: str) -> str:
    """As the list's field holds it: what stands there is compared with what was asked."""
    return " ".join(text.split())


def with_values(draft: Draft, **values: str) -> Draft:
    return replace(draft, values=draft.values | values)


def number(draft: Draft, name: str) -> int:
    return int(draft.values.get(name, "0"))


def acts_of(work: Work) -> list[Act]:
    """What this person may do to many at once."""
    member = work.viewer.member
    return [act for act in Act if allows(member, Can.BULK) and allows(member, NEEDED[act])]

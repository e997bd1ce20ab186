"""What the shell does around every handler: views opened, laid on top and drawn anew, options, shortcuts, Home."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.crm import drafts
from bot.crm._work import Work
from bot.handlers import _shell
from bot.handlers._ask import Ask, Reply, ViewType
from bot.model.errors import ContactNotFound, FieldsInvalid
from bot.model.ids import DraftId, MemberId
from bot.model.members import Standing
from tests.conftest import Database
from tests.handlers._stage import Stage, button, field_of, home, menu, modal, on_stage, section
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import PEOPLE, until


@pytest.fixture(params=["sqlite"])
def engine_kind(request: pytest.FixtureRequest) -> str:
    """The shell says nothing to a database itself."""
    kind: str = request.param
    return kind


@pytest_asyncio.fixture
async def stage(database: Database, tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(database, tmp_path) as stage:
        yield stage


@pytest.fixture
def nathan(stage: Stage) -> Person:
    return stage.person("nathan")


async def _opens_draft(stage: Stage, nathan: Person, callback: str = "test.save") -> tuple[Form, DraftId]:
    """A form with one field, a menu and a button, over a draft."""
    made: list[DraftId] = []

    async def open_form(ask: Ask, work: Work) -> Reply:
        draft = await drafts.open(work, "notes", {"text": ""})
        made.append(draft.id)
        fields = (field_of("text"), button("Turn", "test.write", value="7"))
        return Reply(view=modal("Form", *fields, callback=callback, metadata=str(draft.id)))

    stage.does["open"] = open_form
    return await nathan.opens("/contact"), made[0]


async def _fails(ask: Ask, work: Work) -> Reply:
    raise ContactNotFound(words="Zoé")


async def test_a_shortcut_opens_a_view_and_fills_it(stage: Stage, nathan: Person) -> None:
    stage.replies(shortcut=Reply(view=modal("New", field_of("name"))))
    assert (await nathan.shortcut("new_contact")).title == "New"


async def test_a_shortcut_that_is_refused_says_so_in_its_view(stage: Stage, nathan: Person) -> None:
    stage.does["shortcut"] = _fails
    await nathan.visitor.act("shortcut", callback_id="new_contact")
    assert "Zoé" in await nathan.form(saying="Zoé")


async def test_a_guest_s_shortcut_is_answered_though_nothing_was_opened(stage: Stage) -> None:
    guest = stage.person("guest")
    await guest.visitor.act("shortcut", callback_id="new_contact")
    assert "members" in await guest.form(saying="members")


async def test_a_message_shortcut_brings_the_message(stage: Stage, nathan: Person) -> None:
    stage.replies(message_shortcut=Reply(view=modal("New", field_of("name"))))
    message = await stage.person("claire").posts("Écrivez à jean@acme.fr & <Cie>")
    await nathan.shortcut_on(message, "contact_from_message")
    quoted = stage.asked.message
    assert quoted is not None
    assert (quoted.said.text, quoted.user, quoted.ts) == (
        "Écrivez à jean@acme.fr & <Cie>", PEOPLE["claire"], message.ts,
    )  # fmt: skip
    assert quoted.channel == stage.slack.channels["sales"]


async def _menu_open(stage: Stage, nathan: Person) -> Form:
    search = field_of("tag") | {"element": {"type": "external_select", "action_id": "test.pick", "min_query_length": 1}}
    stage.replies(open=Reply(view=modal("Form", search, metadata="12")))
    return await nathan.opens("/contact")


async def _offered_at_once(nathan: Person, form: Form) -> object:
    return (await nathan.visitor.suggestions("test.pick", "vip", on=form.raw))["options"]


async def test_a_menu_is_filled_with_what_fits_the_letters_typed(stage: Stage, nathan: Person) -> None:
    await _menu_open(stage, nathan)
    offered = [{"text": {"type": "plain_text", "text": f"VIP {n}"}, "value": str(n)} for n in range(120)]
    stage.replies(options=Reply(options=offered))
    assert await nathan.offered("tag", "vi") == [f"VIP {n}" for n in range(100)]
    assert (stage.asked.value, stage.asked.block, stage.asked.draft) == ("vi", "tag", 12)


async def test_a_menu_is_empty_where_looking_fails_or_takes_too_long(
    stage: Stage, nathan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await _menu_open(stage, nathan)
    stage.does["options"] = _fails
    assert await _offered_at_once(nathan, form) == []
    monkeypatch.setattr(_shell, "WAIT_SECONDS", 0.05)
    was_offered = asyncio.Event()

    async def look(ask: Ask, work: Work) -> Reply:
        await was_offered.wait()
        return Reply(options=[{"text": {"type": "plain_text", "text": "VIP"}, "value": "1"}])

    stage.does["options"] = look
    assert await _offered_at_once(nathan, form) == []
    was_offered.set()


async def test_home_is_drawn_afresh_and_knows_what_was_open_in_it(stage: Stage, nathan: Person) -> None:
    stage.replies(home=Reply(view=home(section("Hello"), metadata="contact:7")))
    assert "Hello" in await nathan.opens_home()
    assert stage.asked.view is None
    await nathan.opens_home()
    assert (stage.asked.metadata, stage.asked.view_type) == ("contact:7", ViewType.HOME)


async def test_home_says_why_it_shows_nothing(stage: Stage, nathan: Person) -> None:
    stage.does["home"] = _fails
    assert "Zoé" in await nathan.opens_home()
    assert "members" in await stage.person("guest").opens_home()


async def test_a_click_in_home_draws_it_anew(stage: Stage, nathan: Person) -> None:
    stage.replies(home=Reply(view=home(button("Next", "test.read", "2"))), read=Reply(view=home(section("Page 2"))))
    await nathan.clicks("Next", on=await nathan.opens_home())
    await nathan.home("Page 2")
    assert stage.asked.value == "2"


async def test_a_click_in_home_opens_a_modal_of_its_own(stage: Stage, nathan: Person) -> None:
    stage.replies(home=Reply(view=home(button("Edit", "test.open"))), top=Reply(view=modal("Form", field_of("name"))))
    await nathan.clicks("Edit", on=await nathan.opens_home())
    await nathan.form()
    assert stage.slack.calls("views.open")
    assert not stage.slack.calls("views.push")


async def test_a_click_in_home_that_is_refused_says_so_in_a_modal(stage: Stage, nathan: Person) -> None:
    stage.replies(home=Reply(view=home(button("Next", "test.read"))))
    stage.does["read"] = _fails
    await nathan.clicks("Next", on=await nathan.opens_home())
    assert "Zoé" in await nathan.form(saying="Zoé")


async def test_a_click_in_a_form_brings_what_is_typed_and_whose_draft_it_is(stage: Stage, nathan: Person) -> None:
    form, draft = await _opens_draft(stage, nathan)
    stage.replies(write=Reply(view=modal("Turned", metadata=str(draft))))
    await nathan.clicks("Turn", on=form, text="half a sentence")
    await nathan.form(saying="Turned")
    ask = stage.asked
    assert (ask.value, ask.draft, ask.view_type) == ("7", draft, ViewType.MODAL)
    assert ask.state["text"]["value"]["value"] == "half a sentence"


async def test_a_click_in_a_form_that_is_refused_keeps_the_typing_and_says_why(stage: Stage, nathan: Person) -> None:
    form, draft = await _opens_draft(stage, nathan)
    stage.does["write"] = _fails
    await nathan.clicks("Turn", on=form, text="half a sentence")
    refused = await nathan.form(saying="Zoé")
    assert refused.typed("Text") == "half a sentence"
    assert (await stage.kept(draft))["text"] == "half a sentence"


async def test_an_option_of_a_menu_has_a_route_of_its_own(stage: Stage, nathan: Person) -> None:
    options = menu("test.menu", First="first:42", Second="second:43")
    stage.replies(open=Reply(view=modal("Menu", options, field_of("text"))), first=Reply(), rest=Reply())
    form = await nathan.opens("/contact")
    await nathan.chooses("First", on=form)
    assert (stage.asked.value, stage.asked.selected) == ("42", "first:42")
    await nathan.chooses("Second", on=form)
    assert (stage.asked.value, stage.asked.selected) == ("43", "second:43")


async def _stacked(stage: Stage, nathan: Person) -> Form:
    """A form that lies on another view."""
    under = modal("Under", section("Old"), button("Open", "test.open"), field_of("text"))
    stage.replies(open=Reply(view=under), top=Reply(view=modal("Top", field_of("name"), callback="test.save")))
    form = await nathan.opens("/contact")
    await nathan.clicks("Open", on=form)
    return await nathan.form()


async def test_saving_closes_the_form_and_draws_the_one_under_it_anew(stage: Stage, nathan: Person) -> None:
    await _stacked(stage, nathan)
    stage.replies(save=Reply(below=modal("Under", section("New"))))
    await nathan.submits(name="Ann")
    assert (await nathan.form(saying="New")).title == "Under"


async def test_a_form_may_lay_another_on_top_or_close_all(stage: Stage, nathan: Person) -> None:
    await _stacked(stage, nathan)
    stage.replies(save=Reply(push=modal("Third", field_of("name"), callback="test.save")))
    assert (await nathan.submits(name="Ann")).form is not None
    stage.replies(save=Reply(clear=True))
    assert (await nathan.submits(name="Ann")).form is None


async def test_a_form_that_is_saved_late_draws_the_one_under_it_and_closes_all_when_it_is_closed(
    stage: Stage, nathan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _stacked(stage, nathan)
    monkeypatch.setattr(_shell, "WAIT_SECONDS", 0.05)
    was_answered = asyncio.Event()

    async def save(ask: Ask, work: Work) -> Reply:
        await was_answered.wait()
        return Reply(clear=True, below=modal("Under", section("New")))

    stage.does["save"] = save
    await nathan.submits(name="Ann")
    was_answered.set()
    saved = await nathan.form(saying="Saved")
    assert saved.raw["clear_on_close"]
    views = stage.slack.sandbox.slack.views
    await until(lambda: bool(views.stack(nathan.id)[0]["blocks"][0]["text"]["text"] == "New"))
    await nathan.visitor.close()
    assert await nathan.looks() is None


async def test_home_is_drawn_anew_by_a_form_that_says_so(stage: Stage, nathan: Person) -> None:
    await _opens_draft(stage, nathan)
    stage.replies(save=Reply(home=home(section("Changed"))))
    await nathan.submits(text="x")
    await nathan.home("Changed")


async def test_a_fourth_view_takes_the_place_of_the_third(stage: Stage, nathan: Person) -> None:
    under = modal("View", button("Open", "test.open"), field_of("text"))
    stage.replies(open=Reply(view=under), top=Reply(view=under))
    form = await nathan.opens("/contact")
    for _ in range(2):
        await nathan.clicks("Open", on=form)
        form = await nathan.form()
    stage.replies(top=Reply(view=modal("Fourth", field_of("text"))))
    await nathan.clicks("Open", on=form)
    await until(lambda: bool(stage.slack.sandbox.slack.views.stack(nathan.id)[-1]["title"]["text"] == "Fourth"))
    assert len(stage.slack.sandbox.slack.views.stack(nathan.id)) == 3


async def test_a_draft_that_lives_on_is_no_repeat(stage: Stage, nathan: Person) -> None:
    """A page that was turned, a conflict that was shown: the next submit of the same draft is a new one."""
    form, draft = await _opens_draft(stage, nathan)
    again = modal("Again", field_of("text"), callback="test.save", metadata=str(draft))
    stage.replies(save=Reply(view=again, keeps_draft=True))
    await nathan.submits(text="one")
    stage.replies(save=Reply(view=modal("Done")))
    assert "Done" in await nathan.submits(text="two")
    assert form.title == "Form"


async def test_another_form_of_the_same_draft_is_no_repeat(stage: Stage, nathan: Person) -> None:
    """What lies on top of a form is of its draft too."""
    _, draft = await _opens_draft(stage, nathan)
    stage.replies(save=Reply(view=modal("Next", field_of("text"), callback="test.people", metadata=str(draft))))
    await nathan.submits(text="one")
    stage.replies(people=Reply(view=modal("Done")))
    assert "Done" in await nathan.submits(text="two")


async def test_what_a_handler_finds_wrong_is_no_save(stage: Stage, nathan: Person) -> None:
    await _opens_draft(stage, nathan)

    async def refuse(ask: Ask, work: Work) -> Reply:
        raise FieldsInvalid({"text": "field_missing"})

    stage.does["save"] = refuse
    assert (await nathan.submits(text="one")).errors == {"Text": "Please fill in this field."}
    stage.replies(save=Reply(view=modal("Done")))
    assert "Done" in await nathan.submits(text="two")


async def test_what_is_wrong_with_a_field_that_the_view_does_not_ask_is_said_over_it(
    stage: Stage, nathan: Person
) -> None:
    """An empty list of errors would close it as if it were saved."""
    await _opens_draft(stage, nathan)

    async def refuse(ask: Ask, work: Work) -> Reply:
        raise FieldsInvalid({"name": "field_missing", "test.write": "choice_gone"})

    stage.does["save"] = refuse
    sent = await nathan.submits(text="one")
    assert (sent.errors, "Please fill in this field. This entry was deleted meanwhile." in sent) == ({}, True)
    assert sent.form is not None
    assert sent.form.typed("Text") == "one"


async def test_whoever_is_chosen_in_a_form_is_known_before_its_work(stage: Stage, nathan: Person) -> None:
    """Whether they may be chosen, the work says: it knows who was there before."""
    people = field_of("people") | {"element": {"type": "multi_users_select", "action_id": "value"}}
    owner = field_of("owner") | {"element": {"type": "users_select", "action_id": "value"}}
    seen: dict[str, Standing] = {}

    async def look(ask: Ask, work: Work) -> Reply:
        chosen = [MemberId(PEOPLE[who]) for who in ("claire", "guest", "left", "robot")]
        seen.update({member: found.standing for member, found in (await work.members.find_many(chosen)).items()})
        return Reply()

    stage.replies(open=Reply(view=modal("Form", owner, people, callback="test.people")))
    stage.does["people"] = look
    await nathan.opens("/contact")
    chosen = [PEOPLE[who] for who in ("guest", "left", "robot")]
    assert (await nathan.submits(owner=PEOPLE["claire"], people=chosen)).form is None
    assert seen[PEOPLE["claire"]] is Standing.FULL
    assert Standing.FULL not in [seen.get(PEOPLE[who]) for who in ("guest", "left", "robot")]

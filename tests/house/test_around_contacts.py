"""Whatever points to a contact is shown on its record, or it is said here why not."""

from bot.crm import activities, choices, contacts, custom_fields, notes, relations, reminders
from bot.crm._work import Work
from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactKind, ContactValues, CustomValue, with_mains
from bot.model.ids import ChannelId, ContactId, MemberId
from bot.model.members import Role
from bot.model.records import Tab
from bot.store._tables import metadata
from bot.templates._words import Reader
from bot.templates.contacts import record_view
from tests import make
from tests._works import OpenStore
from tests.house._source import sentence
from tests.journeys._reading import read

# The tab of the company's record that shows it, and the words by which it is seen there.
SHOWN = {
    "contacts.employer": (Tab.PEOPLE, "Pia Person"),
    "contacts.parent": (Tab.OVERVIEW, "Below it (1): Branch"),
    "coordinates.contact": (Tab.OVERVIEW, "01 99 00 12 34"),
    "contact_tags.contact": (Tab.OVERVIEW, "Worn"),
    "contact_choices.contact": (Tab.OVERVIEW, "Chosen"),
    "custom_values.contact": (Tab.OVERVIEW, "Sector: building"),
    "contact_assignees.contact": (Tab.OVERVIEW, "@John"),
    "relations.subject": (Tab.OVERVIEW, "advises: Branch"),
    "relations.object": (Tab.OVERVIEW, "is advised by: Pia Person"),
    "notes.contact": (Tab.NOTES, "prefers mornings"),
    "activities.contact": (Tab.ACTIVITY, "wants a quote"),
    "reminders.contact": (Tab.REMINDERS, "call them"),
    "contact_channels.contact": (Tab.OVERVIEW, "Channel: #C0OWN"),
    "files.contact": (Tab.OVERVIEW, "Send me the photo"),
}
NOT_SHOWN = {
    "follows.contact": "a channel's own: /activity follows in that channel says whom it follows",
    "feed_posts.contact": "a message in a place that follows it",
    "contact_search.contact": "the index by which it is found holds nothing that the record does not",
}


def test_whatever_points_to_a_contact_is_known_here() -> None:
    pointing = {
        f"{table.name}.{column}"
        for table in metadata.tables.values()
        for key in table.foreign_key_constraints
        if key.referred_table.name == "contacts"
        for column in key.column_keys
        if column != "tenant"
    }
    told = SHOWN.keys() | NOT_SHOWN.keys()
    missing, gone = sorted(pointing - told), sorted(told - pointing)
    assert not missing, sentence("Show these on the record of a contact, or say here why not.", missing)
    assert not gone, sentence("Nothing of that name points to contacts any more.", gone)


async def test_what_is_said_to_be_shown_is_seen_on_the_record(store: OpenStore) -> None:
    async with store.works.writing(make.viewer(role=Role.ADMIN)) as work:
        company = await _planted(work)
    seen = {}
    async with store.works.reading(make.viewer()) as work:
        for tab in {tab for tab, _ in SHOWN.values()}:
            drawn = record_view(await contacts.record(work, company, tab), tab, Reader("en-US", "Europe/Paris"))
            seen[tab] = read(drawn, {make.JOHN: "John"})
    unseen = [f"{column}: {words!r} on {tab}" for column, (tab, words) in SHOWN.items() if words not in seen[tab]]
    assert not unseen, sentence("The record shows these no longer.", unseen)


async def _planted(work: Work) -> ContactId:
    """A company at which everything points that can."""
    sector = await custom_fields.add(work, make.typed_field("Sector"))
    group = await choices.add(work, ChoiceKind.GROUP, "Chosen")
    advises = await choices.add(work, ChoiceKind.RELATION, "advises", inverse="is advised by")
    values = ContactValues(
        kind=ContactKind.COMPANY,
        company="Acme",
        coordinates=with_mains((make.phone("01 99 00 12 34"),)),
        tags=("Worn",),
        groups=(group.id,),
        custom=(CustomValue(sector.id, "building"),),
        assigned=(MemberId(make.JOHN),),
    )
    acme = (await contacts.create(work, values, photo="F1")).contact
    await work.channels.add(make.contact_channel(1, acme.id, channel=ChannelId("C0OWN")))
    person = await contacts.create(work, make.contact_values("Pia", "Person", employer=acme.id))
    branch = await contacts.create(work, make.company_values("Branch", parent=acme.id))
    await relations.add(work, acme.id, branch.contact.id, advises.id)
    await relations.add(work, person.contact.id, acme.id, advises.id)
    await notes.jot(work, await contacts.found(work, acme.id), "prefers mornings")
    call = await choices.add(work, ChoiceKind.ACTIVITY, "Call")
    await activities.jot(work, acme.id, "wants a quote", type=call.id)
    wanted = make.wanted("call them", due=make.due(work.now), assignees=(work.viewer.id,), contact=acme.id)
    await reminders.plan(work, wanted)
    photo = await work.files.find(acme.values.photo) if acme.values.photo else None
    assert photo is not None
    await work.files.save(photo.kept("shelf", kind="image/png", size=1))
    return acme.id

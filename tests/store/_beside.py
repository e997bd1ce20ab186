"""What a stranger may ask and try about what hangs on contacts: notes, files, reminders, follows, the trace."""

from collections.abc import Awaitable, Callable

from bot.model import notes
from bot.model.events import EventKind
from bot.model.feed import FeedList
from bot.model.follows import Place
from bot.model.ids import (
    ActivityId,
    AudienceId,
    BatchId,
    ChannelId,
    ChoiceId,
    ContactChannelId,
    ContactId,
    DeliveryId,
    EventId,
    FileId,
    FollowId,
    MemberId,
    NoteId,
    PlaceId,
    PostId,
    ReminderId,
    TokenId,
    WebhookId,
)
from bot.model.line_types import LineType
from bot.model.query import query_of
from bot.model.reminders import Which
from bot.store import StoreSession
from bot.store._answers import Answers
from bot.store.activities import Activities
from bot.store.audiences import Audiences
from bot.store.channels import Channels
from bot.store.events import Events
from bot.store.feed import Feed
from bot.store.files import Files
from bot.store.follows import Follows
from bot.store.notes import Notes
from bot.store.posts import Posts
from bot.store.reminders import Reminders
from bot.store.tokens import Tokens
from bot.store.webhooks import Webhooks
from tests import make
from tests.store import _canaries as canary

Call = Callable[[StoreSession], Awaitable[object]]

LONE = MemberId("ULONE")
CONTACT, PLACE = ContactId(canary.CONTACT), PlaceId(canary.CHANNEL)
ACTIVITY = ActivityId(canary.ACTIVITY)
NOTE, FILE = NoteId(canary.NOTE), FileId(canary.FILE)
TOKEN = TokenId(canary.TOKEN)
WEBHOOK, SENDING = WebhookId(canary.WEBHOOK), DeliveryId(canary.SENDING)
REMINDER, EVENT = ReminderId(canary.REMINDER), EventId(canary.EVENT)
POST = PostId(canary.POST)
OWN_CHANNEL = ContactChannelId(canary.OWN_CHANNEL)
COMING = Which.COMING
ALL_NOTES = notes.NoteList(closed=None)

# What a stranger gets who asks for what is there, in the other tenant.
READS: dict[str, Call] = {
    "Files.find": lambda session: Files(session).find(FILE),
    "Notes.find": lambda session: Notes(session).find(NOTE),
    "Notes.list": lambda session: Notes(session).list(CONTACT, limit=10),
    "Reminders.find": lambda session: Reminders(session).find(REMINDER),
    "Reminders.find_many": lambda session: Reminders(session).find_many([REMINDER]),
    "Reminders.to_come": lambda session: Reminders(session).to_come(make.CLAIRE, since=canary.LONG_AGO, limit=10),
    "Reminders.page": lambda session: Reminders(session).page(COMING, now=make.NOW, midnight=make.NOW, limit=10),
    "Reminders.ended": lambda session: Reminders(session).ended(REMINDER, 1),
    "Reminders.of_contact": lambda session: Reminders(session).of_contact(CONTACT, limit=10),
    "Reminders.hold_open": lambda session: Reminders(session).hold_open(CONTACT, limit=10),
    "Reminders.hold_many": lambda session: Reminders(session).hold_many([REMINDER]),
    "Channels.find": lambda session: Channels(session).find(OWN_CHANNEL),
    "Channels.of_contact": lambda session: Channels(session).of_contact(CONTACT),
    "Channels.of_contacts": lambda session: Channels(session).of_contacts([CONTACT]),
    "Channels.beneath": lambda session: Channels(session).beneath(CONTACT),
    "Channels.last_of": lambda session: Channels(session).last_of(CONTACT),
    "Channels.of_channel": lambda session: Channels(session).of_channel(ChannelId(canary.CHANNEL)),
    "Channels.is_known": lambda session: Channels(session).is_known(ChannelId(canary.CHANNEL)),
    "Follows.find": lambda session: Follows(session).find(FollowId(canary.FOLLOW)),
    "Follows.of_contact": lambda session: Follows(session).of_contact(PLACE, CONTACT, limit=10),
    "Follows.list": lambda session: Follows(session).list(PLACE, limit=10),
    "Follows.in_channels": lambda session: Follows(session).in_channels(None, after=FollowId(0), limit=10),
    "Follows.find_many": lambda session: Follows(session).find_many([FollowId(canary.FOLLOW)]),
    "Follows.same": lambda session: Follows(session).same(make.follow(50, canary.CONTACT, canary.CHANNEL)),
    "Follows.count_wide": lambda session: Follows(session).count_wide(),
    "Posts.hold_places": lambda session: Posts(session).hold_places([PLACE]),
    "Posts.places": lambda session: Posts(session).places([PLACE]),
    "Posts.open_post": lambda session: Posts(session).open_post(PLACE, CONTACT, now=make.NOW),
    "Posts.open_digest": lambda session: Posts(session).open_digest(PLACE, now=make.NOW),
    "Posts.thread": lambda session: Posts(session).thread(PLACE, CONTACT),
    "Posts.posts_since": lambda session: Posts(session).posts_since(PLACE, canary.LONG_AGO),
    "Posts.find_post": lambda session: Posts(session).find_post(POST),
    "Posts.lines": lambda session: Posts(session).lines(POST, limit=10),
    "Posts.count_seen": lambda session: Posts(session).count_seen(POST),
    "Follows.wide_of": lambda session: Follows(session).wide_of(POST),
    "Posts.count_lines": lambda session: Posts(session).count_lines(POST),
    "Posts.follows": lambda session: Posts(session).follows(POST),
    "Posts.posts_of": lambda session: Posts(session).posts_of([EVENT]),
    "Posts.taken_out": lambda session: Posts(session).taken_out(POST),
    "Posts.standing": lambda session: Posts(session).standing(POST),
    "Audiences.has": lambda session: Audiences(session).has(AudienceId(canary.AUDIENCE), make.CLAIRE),
    "Follows.around": lambda session: Follows(session).around(CONTACT),
    "Events.find": lambda session: Events(session).find(EVENT),
    "Events.find_many": lambda session: Events(session).find_many([EVENT]),
    "Events.list": lambda session: Events(session).list(CONTACT, limit=10),
    "Events.of_batch": lambda session: Events(session).of_batch(BatchId(1)),
    "Events.subjects": lambda session: Events(session).subjects(BatchId(1), EventKind.NOTE_ADDED, after=0, limit=10),
    "Events.latest_of": lambda session: Events(session).latest_of(CONTACT, [EventKind.NOTE_ADDED]),
    "Events.last_changes": lambda session: Events(session).last_changes(CONTACT, ["text"]),
    "Notes.find locked": lambda session: Notes(session).find(NOTE, lock=True, deleted=True),
    "Notes.page": lambda session: Notes(session).page(ALL_NOTES, member=make.CLAIRE, limit=10),
    "Notes.page by words": lambda session: Notes(session).page(
        notes.NoteList(words=canary.CANARY), member=make.CLAIRE, limit=10
    ),
    "Files.list": lambda session: Files(session).list([NOTE]),
    "Files.of_reminder": lambda session: Files(session).of_reminder(REMINDER),
    "Tokens.find": lambda session: Tokens(session).find(TOKEN),
    "Tokens.list": lambda session: Tokens(session).list(limit=10),
    "Tokens.total": lambda session: Tokens(session).total(),
    "Webhooks.find": lambda session: Webhooks(session).find(WEBHOOK, lock=True),
    "Webhooks.list": lambda session: Webhooks(session).list(),
    "Webhooks.sendings": lambda session: Webhooks(session).sendings(WEBHOOK, limit=10),
    "Webhooks.total": lambda session: Webhooks(session).total(WEBHOOK),
    "Webhooks.sending": lambda session: Webhooks(session).sending(SENDING),
    "Answers.find": lambda session: Answers(session).find(TOKEN, canary.KEY, since=canary.LONG_AGO),
    "Activities.find": lambda session: Activities(session).find(ACTIVITY),
    "Activities.find even deleted": lambda session: Activities(session).find(ACTIVITY, lock=True, deleted=True),
    "Activities.find_many": lambda session: Activities(session).find_many([ACTIVITY]),
    "Activities.of_type": lambda session: Activities(session).of_type(ChoiceId(canary.TYPE), limit=10),
    "Feed.page": lambda session: Feed(session).page(FeedList(), limit=10),
    "Feed.page of a contact": lambda session: Feed(session).page(FeedList(contact=CONTACT), limit=10),
    "Feed.page by words": lambda session: Feed(session).page(FeedList(words=canary.CANARY), called=[CONTACT], limit=10),
    "Feed.page by words and names": lambda session: Feed(session).page(
        FeedList(words=canary.CANARY), called=query_of(canary.CANARY), limit=10
    ),
    "Feed.page of a type": lambda session: Feed(session).page(FeedList(activity=ChoiceId(canary.TYPE)), limit=10),
    "Feed.page of notes": lambda session: Feed(session).page(FeedList(type=LineType.NOTE), limit=10),
    "Feed.page by programs": lambda session: Feed(session).page(FeedList(api=True), limit=10),
    "Events.of_subject": lambda session: Events(session).of_subject(canary.NOTE),
}

# What a stranger may try, with their ids: all of it does nothing there.
WRITES: dict[str, Call] = {
    "Files.save": lambda session: Files(session).save(make.file(canary.FILE, canary.CONTACT, name="x")),
    "Reminders.save": lambda session: Reminders(session).save(make.reminder(canary.REMINDER, title="x", assignees=())),
    "Reminders.close_many": lambda session: Reminders(session).close_many([REMINDER], by=LONE, at=make.NOW),
    "Reminders.reopen_many": lambda session: Reminders(session).reopen_many([REMINDER], anew=[REMINDER]),
    "Posts.take_out": lambda session: Posts(session).take_out([EVENT]),
    "Posts.move_lines": lambda session: Posts(session).move_lines(POST, PostId(canary.POST + 1)),
    "Posts.add_place": lambda session: Posts(session).add_place(Place(id=PLACE)),
    "Posts.close": lambda session: Posts(session).close(POST, at=make.NOW),
    "Posts.save_place": lambda session: Posts(session).save_place(Place(id=PLACE, budget=1)),
    "Follows.save_readings": lambda session: Follows(session).save_readings(
        [make.follow(canary.FOLLOW, canary.CONTACT)]
    ),
    "Follows.save": lambda session: Follows(session).save(make.follow(canary.FOLLOW, canary.CONTACT)),
    "Channels.save": lambda session: Channels(session).save(make.contact_channel(canary.OWN_CHANNEL, 50, name="x")),
    "Channels.remove": lambda session: Channels(session).remove(OWN_CHANNEL),
    "Channels.end": lambda session: Channels(session).end(ChannelId(canary.CHANNEL)),
    "Follows.remove": lambda session: Follows(session).remove(FollowId(canary.FOLLOW)),
    "Follows.remove_place": lambda session: Follows(session).remove_place(PLACE),
    "Reminders.next_number": lambda session: Reminders(session).next_number(),
    "Notes.save": lambda session: Notes(session).save(make.note(canary.NOTE, canary.CONTACT, "x", assignees=())),
    "Reminders.purge": lambda session: Reminders(session).purge(before=canary.LATER, now=canary.LATER, limit=10),
    "Notes.purge": lambda session: Notes(session).purge(before=canary.LATER, now=canary.LATER),
    "Reminders.resume": lambda session: Reminders(session).resume(REMINDER, 1),
    "Notes.next_number": lambda session: Notes(session).next_number(),
    "Activities.save": lambda session: Activities(session).save(make.activity(canary.ACTIVITY, 50, "x")),
    "Activities.purge": lambda session: Activities(session).purge(before=canary.LATER, limit=10),
    "Files.follow": lambda session: Files(session).follow(make.note(canary.NOTE, 50)),
    "Files.remove": lambda session: Files(session).remove([FILE], now=make.NOW),
    "Files.purge": lambda session: Files(session).purge([NOTE], now=make.NOW),
    "Files.purge_reminders": lambda session: Files(session).purge_reminders([REMINDER], now=make.NOW),
    "Tokens.revoke": lambda session: Tokens(session).revoke(TOKEN, at=make.NOW),
    "Tokens.note_use": lambda session: Tokens(session).note_use(TOKEN, at=make.NOW),
    "Answers.erase": lambda session: Answers(session).erase(int(canary.CONTACT)),
    "Webhooks.save": lambda session: Webhooks(session).save(make.webhook(canary.WEBHOOK, "x")),
    "Webhooks.remove": lambda session: Webhooks(session).remove(WEBHOOK),
    "Webhooks.send_again": lambda session: Webhooks(session).send_again(SENDING, at=make.NOW),
    "Webhooks.leave": lambda session: Webhooks(session).leave(WEBHOOK, at=make.NOW),
    "Webhooks.take_back": lambda session: Webhooks(session).take_back([EventId(canary.WEBHOOK)], at=make.NOW),
    "Webhooks.forget": lambda session: Webhooks(session).forget(sent_before=canary.LATER, failed_before=canary.LATER),
    "Answers.sweep": lambda session: Answers(session).sweep(before=canary.LATER),
    "Events.forget_values": lambda session: Events(session).forget_values([EVENT]),
}

# What hangs a row of one's own on a row of theirs: the database refuses.
CHILDREN: dict[str, Call] = {
    "Activities.add": lambda session: Activities(session).add(make.activity(50, canary.CONTACT)),
    "Activities.add of their type": lambda session: Activities(session).add(
        make.activity(50, canary.ARCHIVED, type=ChoiceId(canary.TYPE))
    ),
    "Notes.add": lambda session: Notes(session).add(make.note(50, canary.CONTACT)),
    "Reminders.add": lambda session: Reminders(session).add(make.reminder(50, canary.CONTACT, assignees=())),
    "Reminders.end": lambda session: Reminders(session).end(make.ended(canary.REMINDER, occurrence=2)),
    "Reminders.add for their member": lambda session: Reminders(session).add(make.reminder(50)),
    "Files.add": lambda session: Files(session).add(make.file(50, canary.CONTACT)),
    "Channels.add": lambda session: Channels(session).add(make.contact_channel(50, canary.CONTACT)),
    "Follows.add": lambda session: Follows(session).add(make.follow(50, canary.CONTACT)),
    "Posts.add_post": lambda session: Posts(session).add_post(make.post(50, canary.CONTACT)),
    "Posts.add_line": lambda session: Posts(session).add_line(POST, EVENT, FollowId(canary.FOLLOW)),
    "a note for their audience": lambda session: Notes(session).add(
        make.note(50, canary.CONTACT, audience=canary.AUDIENCE)
    ),
    "Notes.reindex": lambda session: Notes(session).reindex(make.note(canary.NOTE, canary.CONTACT)),
    "Files.add to their note": lambda session: Files(session).add(make.file(51, canary.CONTACT, note=NOTE)),
    "Files.add to their reminder": lambda session: Files(session).add(make.file(52, None, reminder=REMINDER)),
    "Audiences.make of their members": lambda session: Audiences(session).make([make.CLAIRE]),
}

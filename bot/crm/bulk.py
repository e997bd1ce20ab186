"""One thing done to many contacts: begun by a door, carried on by the worker chunk by chunk, taken back as a whole.

What was chosen stands in the draft of the list, which the job takes over: the table of jobs holds ids alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from bot.crm import drafts
from bot.crm._guard import needs
from bot.crm._jobs import job as new_job
from bot.crm._jobs import own
from bot.crm._progress import counted, keep_chunk, report_of, tell_end
from bot.crm._work import Work
from bot.crm.contacts import PAGE, Results, results_there
from bot.crm.contacts._many import assign_many, consent_many, delete_many, tag_many
from bot.crm.contacts._people import refuse_others
from bot.model.bulk import Act, Bulk, BulkReport
from bot.model.changes import consent_of, consent_text
from bot.model.consents import Channel, Consent
from bot.model.contacts import Contact, ContactValues, Found
from bot.model.drafts import Draft
from bot.model.errors import AlreadyDone, DraftGone, FieldsInvalid
from bot.model.ids import BatchId, ContactId, DraftId, JobId, MemberId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.policy import NEEDED, Can, require
from bot.model.query import Filter, FilterKey, Query, Sort, matches
from bot.parse._form import lines_of

__all__ = [
    "ALL",
    "CHUNK",
    "NOUN",
    "TEXT",
    "UPTO",
    "Chosen",
    "Task",
    "advance",
    "ahead",
    "cancel",
    "choose_all",
    "chosen",
    "consent_values",
    "find",
    "finish",
    "report_of",
    "start",
    "task",
]

NOUN = "lists"
TEXT, SORT, ALL, UPTO = "text", "sort", "all", "upto"  # in the values of a list's draft
CHUNK = 500  # contacts of one transaction, at most
_MOST_HELD = 1000  # contacts on hold that are looked for among the chosen
_AHEAD = 5000  # ids read at once, outside the writer's turn
_TAKEN = "bulk"  # the noun of a draft that a job has taken over
_QUERY = "query"
_CHANNEL, _CONSENT = "channel", "consent"
_KEPT = timedelta(days=30)  # of such a draft: the job may have to wait for a worker


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list's draft chooses: `count` of them, and the `first` by name."""

    count: int
    first: tuple[Found, ...]
    on_hold: int = 0  # so many of them; at least, where `more_on_hold`
    more_on_hold: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What a job does to whom: those of `selection`, and who fits the `query` and was there before `upto`."""

    bulk: Bulk
    selection: frozenset[ContactId]
    query: Query | None
    upto: ContactId


@needs(Can.BULK)
async def choose_all(work: Work, draft: Draft) -> Draft:
    """All that the list finds now; who is created later is not among them."""
    values = draft.values | {ALL: "yes", UPTO: str(work.next_id())}
    return await drafts.write(work, replace(draft, values=values, selection=[]))


@needs(Can.BULK)
async def chosen(work: Work, draft: Draft) -> Chosen:
    """What is about to be changed, for whoever is asked to confirm it. Raises QueryInvalid."""
    held = await work.contacts.on_hold(limit=_MOST_HELD + 1)
    if ALL in draft.values:
        found = await _all_results(work, draft, held[:_MOST_HELD])
    else:
        keys = _selected(draft)
        lines = await work.contacts.lines(sorted(keys)[:PAGE])
        found = Chosen(len(keys), tuple(line.found for line in lines), on_hold=len(keys & set(held[:_MOST_HELD])))
    return replace(found, more_on_hold=len(held) > _MOST_HELD and found.on_hold < found.count)


@needs(Can.BULK)
async def start(work: Work, draft: DraftId, act: Act) -> Job:
    """Takes over a list's draft, with what was typed beside it into the act's own form.

    Raises DraftGone, AlreadyDone where it was begun before, FieldsInvalid, RoleRefused, QueryInvalid.
    """
    require(work.viewer.member, NEEDED[act])
    held = await drafts.find(work, draft)
    if held.noun != NOUN:
        raise AlreadyDone
    await _check(work, _bulk_of(act, held.values))
    count = (await chosen(work, held)).count
    await work.drafts.save(await _taken(work, held))
    job = replace(new_job(work, JobKind.BULK, {"draft": str(draft), "act": act.value}), total=count)
    await work.jobs.add(job)
    return job


@needs(Can.READ)
async def find(work: Work, job: JobId) -> Job | None:
    """One's own, how far it has come and how it ended; whoever lost the role meanwhile is told so too."""
    return await own(work, job)


@needs(Can.READ)
async def cancel(work: Work, job: JobId) -> Job | None:
    """Stops one's own before its next chunk; what was done until then stays, is reported and can be undone.

    The job as it was found, which may have ended before.
    """
    found = await find(work, job)
    if found is None or found.kind is not JobKind.BULK:
        return None
    await work.jobs.cancel(job)
    return found


@needs(Can.BULK)
async def task(work: Work, job: Job) -> Task:
    """What a job was asked to do; it stays as it was when it was asked. Raises DraftGone."""
    draft = await work.drafts.find(DraftId(int(job.input["draft"])), member=work.viewer.id, now=work.now)
    if draft is None:
        raise DraftGone
    query = draft.values.get(_QUERY)
    return Task(
        bulk=_bulk_of(Act(job.input["act"]), draft.values),
        selection=_selected(draft),
        query=None if query is None else _query_of(json.loads(query)),
        upto=ContactId(int(draft.values[UPTO])),
    )


@needs(Can.BULK)
async def ahead(work: Work, given: Task, *, after: ContactId) -> Sequence[ContactId]:
    """The next ones it is about, in the order of their ids; none at the end."""
    keys = {key for key in given.selection if key > after}
    if given.query is not None:
        fitting = await work.contacts.ids(given.query, after=after, limit=_AHEAD)
        keys |= {key for key in fitting if key <= given.upto}
    return sorted(keys)[:_AHEAD]


@needs(Can.BULK)
async def advance(work: Work, job: Job, given: Task, contacts: Sequence[ContactId]) -> Job:
    """One chunk: its contacts, their events and how far the job has come, in one transaction or not at all.

    They were read before this transaction began, so each is looked at anew now that it is held.
    """
    require(work.viewer.member, NEEDED[given.bulk.act])  # whoever began it may have another role by now
    work.batch = BatchId(job.id)  # of all chunks, so that they can be taken back as one
    held = await work.contacts.many(contacts)
    there = [each for each in held if each.archived_at is None and each.deleted_at is None]
    meant = [each for each in there if _is_meant(each, given)]
    told = await _act(work, meant, given.bulk)
    told = replace(told, gone=len(contacts) - len(there), left_out=len(there) - len(meant))
    return await keep_chunk(work, job, told, cursor=int(contacts[-1]), count=len(contacts))


@needs(Can.BULK)
async def finish(work: Work, job: Job) -> Job:
    """The end, or the stop that was asked for."""
    ended = replace(job, state=JobState.CANCELLED) if job.cancel else _done(job)
    await work.jobs.save(ended)
    await work.drafts.consume(DraftId(int(job.input["draft"])), member=work.viewer.id)
    await tell_end(work, ended)
    return ended


async def _all_results(work: Work, draft: Draft, held: Sequence[ContactId]) -> Chosen:
    """Whoever was created since they were chosen is left alone, and not counted."""
    found = await results_there(work, draft.values.get(TEXT, ""))
    upto = ContactId(int(draft.values[UPTO]))
    later = await work.contacts.ids(found.query, after=upto, limit=_AHEAD)
    count = await work.contacts.count(found.query) - len(later) + (found.numbered is not None)
    waiting = await _among(work, found.query, [each for each in held if each <= upto])
    return Chosen(count, await _first_but(work, found, later), on_hold=waiting)


async def _among(work: Work, query: Query, some: Sequence[ContactId]) -> int:
    """How many of these a question finds."""
    if not some:
        return 0
    first, *more = map(str, some)
    only = Filter(FilterKey.CONTACT, first, more=tuple(more))
    return await work.contacts.count(replace(query, filters=(*query.filters, only)))


async def _first_but(work: Work, found: Results, later: Sequence[ContactId]) -> tuple[Found, ...]:
    """A page of what a list found without those."""
    if not later:
        return found.page.found
    first, *more = map(str, later)
    query = replace(
        found.query, filters=(*found.query.filters, Filter(FilterKey.CONTACT, first, more=tuple(more), excluded=True))
    )
    others = await work.contacts.list(query, limit=PAGE, mine=work.viewer.id)
    on_top = [each for each in found.page.found if each.id == found.numbered]
    return (*on_top, *others.found)[:PAGE]


def _done(job: Job) -> Job:
    """Who was counted when it was asked for and never came by was changed or put away before its turn."""
    missed = max(job.total - report_of(job).looked_at, 0)
    return replace(counted(job, BulkReport(left_out=missed)), state=JobState.DONE)


async def _check(work: Work, bulk: Bulk) -> None:
    if bulk.act is Act.TAG and not (bulk.tags_on or bulk.tags_off):
        raise FieldsInvalid({"add": "field_missing"})
    if bulk.act is Act.ASSIGN:
        if bulk.owner is None and not bulk.assigned:
            raise FieldsInvalid({"owner": "field_missing"})
        await refuse_others(work, ContactValues(owner=bulk.owner, assigned=bulk.assigned))
    if bulk.act is Act.CONSENT and bulk.consent is None:
        raise FieldsInvalid({"channel": "field_missing"})


async def _taken(work: Work, draft: Draft) -> Draft:
    """The draft as the job keeps it: a question about all is put into its final words, those of now."""
    values = draft.values | {UPTO: draft.values.get(UPTO) or str(work.next_id())}
    selection = draft.selection
    if ALL in draft.values:
        found = await results_there(work, draft.values.get(TEXT, ""))
        values[_QUERY] = json.dumps(asdict(found.query))
        selection = [] if found.numbered is None else [str(found.numbered)]
    return replace(draft, noun=_TAKEN, values=values, selection=selection, expires=work.now + _KEPT)


def _bulk_of(act: Act, values: Mapping[str, Any]) -> Bulk:
    """What the forms of the acts left in a draft."""

    def several(key: str) -> tuple[str, ...]:
        return tuple(lines_of(str(values.get(key, ""))))

    if act is Act.TAG:
        return Bulk(act=act, tags_on=several("add"), tags_off=several("remove"))
    if act is Act.ASSIGN:
        owner = MemberId(str(values["owner"])) if values.get("owner") else None
        return Bulk(act=act, owner=owner, assigned=tuple(map(MemberId, several("assigned"))))
    if act is Act.CONSENT:
        return Bulk(act=act, consent=_consent_in(values))
    return Bulk(act=act)


def consent_values(given: Consent) -> dict[str, str]:
    """An answer as a draft keeps it, with the day on which it was asked for."""
    return {_CHANNEL: given.channel.value, _CONSENT: consent_text(given)}


def _consent_in(values: Mapping[str, Any]) -> Consent | None:
    return consent_of(Channel(values[_CHANNEL]), values[_CONSENT]) if _CONSENT in values else None


def _selected(draft: Draft) -> frozenset[ContactId]:
    return frozenset(ContactId(int(key)) for key in draft.selection if key.isascii() and key.isdigit())


def _is_meant(contact: Contact, given: Task) -> bool:
    if contact.id in given.selection:
        return True
    return given.query is not None and matches(contact, given.query)


async def _act(work: Work, held: Sequence[Contact], bulk: Bulk) -> BulkReport:
    match bulk.act:
        case Act.DELETE:
            return await delete_many(work, held)
        case Act.TAG:
            return await tag_many(work, held, bulk)
        case Act.ASSIGN:
            return await assign_many(work, held, bulk)
        case Act.CONSENT:
            return await consent_many(work, held, bulk)


def _query_of(kept: Mapping[str, Any]) -> Query:
    filters = tuple(
        Filter(FilterKey(each["key"]), each["value"], each["excluded"], tuple(each["more"])) for each in kept["filters"]
    )
    terms, sort = tuple(kept["terms"]), Sort(kept["sort"])
    return Query(text=kept["text"], terms=terms, filters=filters, typos=kept["typos"], sort=sort)

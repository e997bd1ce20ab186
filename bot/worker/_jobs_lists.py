"""A choice that was deleted, a custom field that was changed or deleted: the contacts that have it, chunk by chunk."""

from dataclasses import replace

from bot.crm import choices, custom_fields
from bot.crm._work import Work
from bot.model.ids import BatchId, ChoiceId, ContactId, CustomFieldId, EventId
from bot.model.jobs import Job, JobState


async def move_choice(work: Work, job: Job, limit: int) -> Job:
    """Whoever was seen to has it no more, so there is no place to remember."""
    to = job.input.get("to")
    target = None if to is None else ChoiceId(int(to))
    is_gone = await choices.pass_on(work, ChoiceId(int(job.input["choice"])), target, batch=_batch(job), limit=limit)
    return replace(job, state=JobState.DONE) if is_gone else job


async def refit(work: Work, job: Job, limit: int) -> Job:
    """`cursor` is the last contact of a changed field's chunks; of a deleted one nothing is left behind it."""
    field, event = CustomFieldId(int(job.input["field"])), job.input.get("event")
    if event is None:
        is_gone = await custom_fields.drop(work, field, batch=_batch(job), limit=limit)
        return replace(job, state=JobState.DONE) if is_gone else job
    after = ContactId(job.cursor or int(job.input["after"]))
    cursor = await custom_fields.refit(work, field, EventId(int(event)), after=after, batch=_batch(job), limit=limit)
    return replace(job, state=JobState.DONE) if cursor is None else replace(job, cursor=int(cursor))


def _batch(job: Job) -> BatchId:
    return BatchId(int(job.input["batch"]))

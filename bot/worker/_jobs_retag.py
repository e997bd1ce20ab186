"""A tag that was renamed or deleted: its contacts are written anew, chunk by chunk."""

from dataclasses import replace

from bot.crm import tags
from bot.crm._work import Work
from bot.model.ids import TagId
from bot.model.jobs import Job, JobState


async def retag(work: Work, job: Job, limit: int) -> Job:
    """The first wearers were seen to with the change itself. `cursor` is the last contact of a renamed tag's chunks;
    a deleted one has no place to remember, for whoever was seen to wears it no more."""
    tag = TagId(int(job.input["tag"]))
    if job.input.get("remove") == "yes":
        is_gone = await tags.take_off(work, tag, limit=limit)
        return replace(job, state=JobState.DONE) if is_gone else job
    after = job.cursor or int(job.input["after"])
    cursor = await tags.rewrite(work, tag, after, limit=limit)
    return replace(job, state=JobState.DONE) if cursor is None else replace(job, cursor=cursor)

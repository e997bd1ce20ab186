"""Imports as blocks: the form, the report."""

from markupsafe import Markup

from bot.model.fields import IMPORT
from bot.model.jobs import Job, Report, report_of
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._form import draw_form, question
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain, raw

NOUN = "imports"
FORM = "imports.start"
_LISTED = 20


def form_view(reader: Reader, *, draft: int) -> Block:
    return question(
        plain(reader, NOUN, "form_title"),
        draw_form(IMPORT, {}, reader),
        reader,
        callback=FORM,
        submit=plain(reader, NOUN, "submit"),
        draft=draft,
    )


def started_view(reader: Reader) -> Block:
    return b.modal(
        plain(reader, NOUN, "started_title"),
        [b.section(mrkdwn(reader, NOUN, "started"))],
        callback="imports.started",
        close=plain(reader, "form", "close"),
    )


def progress(done: int, total: int, reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, "progress", done=done, total=total))


def report(told: Report, reader: Reader) -> Message:
    """created + updated + skipped + refused = rows, then the first refused rows with their reasons."""
    text = mrkdwn(
        reader,
        NOUN,
        "report",
        rows=told.rows,
        created=told.created,
        updated=told.updated,
        skipped=told.skipped,
        refused=told.refused,
    )
    listed = [
        mrkdwn(reader, NOUN, "row", row=refusal.row, reason=raw(reader, NOUN, f"reason_{refusal.reason}"))
        for refusal in told.refusals[:_LISTED]
    ]
    if told.refused > _LISTED:
        listed.append(mrkdwn(reader, NOUN, "more", n=told.refused - _LISTED))
    blocks = [b.section(text)]
    if listed:
        blocks.append(b.section(Mrkdwn("\n".join(listed))))
    if told.remarks:
        in_part = {remark.row for remark in told.remarks} - {refusal.row for refusal in told.refusals}
        blocks += [b.context(mrkdwn(reader, NOUN, "taken_in_part", n=len(in_part)))] if in_part else []
    return Message(text, tuple(blocks))


def failed(job: Job, reader: Reader) -> Message:
    """Why there is no whole report, and what was imported until then."""
    if job.error == "file_refused":
        why = mrkdwn(reader, "errors", "file_refused", reason=str(job.result.get("reason", "")))
        return Message(mrkdwn(reader, NOUN, "failed", reason=Markup(why)))  # noqa: S704  # escaped already
    told = report_of(job)
    return Message(mrkdwn(reader, NOUN, "stopped", rows=told.rows, created=told.created))


def report_lost(person: str, reader: Reader) -> Message:
    """To an admin, where whoever asked for the import cannot be written to."""
    return Message(mrkdwn(reader, NOUN, "report_lost", person=b.mention(person)))

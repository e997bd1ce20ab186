"""Files that a person has just given: checked, written down with the change that names them, fetched by a job each."""

from collections.abc import Sequence

from bot.crm._jobs import job
from bot.crm._work import Work
from bot.crm.files import CHANNEL
from bot.model.coordinates import web_address
from bot.model.errors import FieldsInvalid
from bot.model.files import MOST_FILES, TOLD_FIRST, File, Given, ending_at, refusal
from bot.model.ids import AudienceId, ContactId, FileId, NoteId, ReminderId
from bot.model.jobs import JobKind


def fault(work: Work, files: Sequence[Given], *, held: int = 0) -> FieldsInvalid | None:
    """What can be told of them before they are fetched; `held` are those that there are. Every file that is refused is
    named, under its reason."""
    if len(files) + held > MOST_FILES:
        return FieldsInvalid({"files": "files_too_many"}, limit=MOST_FILES)
    refused: dict[str, list[str]] = {reason.value: [] for reason in TOLD_FIRST}
    for file in files:
        reason = refusal(file.name, file.size, excluded=work.viewer.workspace.excluded_kinds)
        if reason is not None:
            refused[reason.value].append(file.name)
    return FieldsInvalid({"files": "files_refused"}, **refused) if any(refused.values()) else None


def fault_of_address(work: Work, typed: str) -> FieldsInvalid | None:
    """None where it is a link that leads where a reader thinks, to what the workspace takes: nobody follows it but a
    reader."""
    if web_address(typed) != typed:
        return FieldsInvalid({"url": "field_link_wrong"})
    if ending_at(typed) in work.viewer.workspace.excluded_kinds:
        return FieldsInvalid({"url": "address_excluded_kind"}, kind=ending_at(typed))
    return None


async def take(
    work: Work,
    file: FileId,
    given: Given,
    *,
    contact: ContactId | None = None,
    note: NoteId | None = None,
    reminder: ReminderId | None = None,
    audience: AudienceId | None = None,
) -> None:
    """Of neither a note nor a reminder it is the contact's picture. `audience` is theirs."""
    taken = File(
        id=file,
        contact=contact,
        author=work.viewer.id,
        created_at=work.now,
        origin=given.origin,
        note=note,
        reminder=reminder,
        audience=audience,
        name=given.name,
        size=given.size or 0,
    )
    await work.files.add(taken)
    asked = {"record": str(file), "file": given.origin}
    where = {} if given.channel is None else {CHANNEL: given.channel}
    await work.jobs.add(job(work, JobKind.FILE, asked | where))

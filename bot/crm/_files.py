"""Files that a person has just given: checked, written down with the change that names them, fetched by a job each."""

from collections.abc import Sequence

from bot.crm._jobs import job
from bot.crm._work import Work
from bot.crm.files import CHANNEL
from bot.model.coordinates import web_address
from bot.model.errors import FieldsInvalid
from bot.model.files import MOST_FILES, File, Given, refusal
from bot.model.ids import AudienceId, ContactId, FileId, NoteId
from bot.model.jobs import JobKind


def check(work: Work, files: Sequence[Given], *, held: int = 0, key: str = "files") -> None:
    """Refuses under the field `key` what can be told before it is fetched; `held` are those that the note has.

    Raises FieldsInvalid, with the first file that is refused as `name`.
    """
    if len(files) + held > MOST_FILES:
        raise FieldsInvalid({key: "files_too_many"}, limit=MOST_FILES)
    for file in files:
        reason = refusal(file.name, file.size, excluded=work.viewer.workspace.excluded_kinds)
        if reason is not None:
            raise FieldsInvalid({key: f"file_{reason.value}"}, name=file.name)


def check_address(typed: str, *, key: str = "url") -> None:
    """It is a link that leads where a reader thinks, or there is none: nobody follows it but a reader.

    Raises FieldsInvalid.
    """
    if typed and web_address(typed) != typed:
        raise FieldsInvalid({key: "field_link_wrong"})


async def take(
    work: Work,
    file: FileId,
    contact: ContactId,
    given: Given,
    *,
    note: NoteId | None = None,
    audience: AudienceId | None = None,
) -> None:
    """Without a note it is the contact's picture. `audience` is the note's."""
    taken = File(
        id=file,
        contact=contact,
        author=work.viewer.id,
        created_at=work.now,
        origin=given.origin,
        note=note,
        audience=audience,
        name=given.name,
        size=given.size or 0,
    )
    await work.files.add(taken)
    asked = {"record": str(file), "file": given.origin}
    where = {} if given.channel is None else {CHANNEL: given.channel}
    await work.jobs.add(job(work, JobKind.FILE, asked | where))

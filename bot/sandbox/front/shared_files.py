"""The handle on files that no page could make: large ones, those that lie elsewhere, those that Slack keeps back."""

from dataclasses import replace

from ..errors import SlackError
from ..slack import Slack
from ..wire import Json
from ..world import StoredFile
from ..world.files import announce
from ..world.messages import discard
from ..world.records import CHECK, DENIED, VISIBLE
from .turning import Turning, refuse_missing, refuse_unknown

_OWN = frozenset({"name", "title", "size", "mimetype", "external_url", "is_hidden", "access"})
_ACCESS = (VISIBLE, CHECK, DENIED)


class FileHandles:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def turnings(self) -> dict[str, Turning]:
        return {"file": self.file}

    def file(self, row: Json) -> Json:
        """{"user", "name", …}: a new file without bytes; with the "id" of one that exists, what changes about it, or
        {"id", "is_deleted": true}."""
        refuse_unknown(row, _OWN | {"id", "user", "is_deleted"})
        if row.get("access", VISIBLE) not in _ACCESS:
            raise ValueError(f"access: {', '.join(_ACCESS)}")
        known = self._known(str(row["id"])) if row.get("id") else self._announced(row)
        if row.get("is_deleted"):
            self._slack.bytes.drop(known.id)
            discard(self._slack.world, known)
        else:
            self._slack.world.files.put(replace(known, **{name: row[name] for name in _OWN & row.keys()}))
        return {"file": known.id}

    def _known(self, file: str) -> StoredFile:
        known = self._slack.world.files.get(file)
        if known is None:
            raise SlackError("file_not_found")
        return known

    def _announced(self, row: Json) -> StoredFile:
        refuse_missing(row, "user", "name")
        owner = self._slack.world.people.get(str(row["user"]))
        if owner is None:
            raise SlackError("user_not_found")
        return announce(self._slack.world, owner, name=str(row["name"]), size=0)

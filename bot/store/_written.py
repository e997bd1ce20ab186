"""A sign of ours in the statement itself, not as a value of it: `written(NoteKind.FILE)`.

PostgreSQL plans a prepared statement once for all values, and what is rare is read in another way than what is not.
SQLAlchemy's own way to write one is decided when a statement is carried out, and a prepared one has been by then.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class written(FunctionElement[str]):  # noqa: N801  # it stands in a statement as a function does
    """Of signs that are enumerated here, so nobody types what is written."""

    name = "written"
    type = Text()
    inherit_cache = False  # the sign is part of the statement

    def __init__(self, sign: StrEnum) -> None:
        super().__init__()
        self.sign = sign


@compiles(written)
def _in_quotes(element: written, compiler: SQLCompiler, **options: Any) -> str:
    return "'" + element.sign.value.replace("'", "''") + "'"

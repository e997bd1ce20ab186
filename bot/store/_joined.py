"""Several texts of a group as one, the same on both engines: `joined(column)`, with a space between them."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class joined(FunctionElement[str]):  # noqa: N801  # it stands in a statement as a function does
    """In no order. SQLAlchemy's own asks for the sign between them as a value, which a prepared statement has not."""

    name = "joined"
    type = Text()
    inherit_cache = True


@compiles(joined, "sqlite")
def _group_concat(element: joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)}, ' ')"


@compiles(joined, "postgresql")
def _string_agg(element: joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)}, ' ')"

"""Several rows of a group as one value, the same on both engines: `joined(column)`, texts with a space between, and
`listed(column, …)`, a list of lists.
"""

from typing import Any

from sqlalchemy import JSON, Text
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


class listed(FunctionElement[list[list[str | None]]]):  # noqa: N801  # as above
    """Of texts, in no order; None or empty where there are no rows."""

    name = "listed"
    type = JSON()
    inherit_cache = True


@compiles(listed, "sqlite")
def _group_array(element: listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(listed, "postgresql")
def _json_agg(element: listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))"

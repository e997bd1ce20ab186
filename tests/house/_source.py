"""What the house tests read: the project's files, each Python file parsed once, and the names that it uses."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")  # where a statement holds others


@dataclass(frozen=True)
class Module:
    """A Python file; `path` is relative to the project, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        return tuple(self._functions())

    @cached_property
    def uses(self) -> tuple[tuple[str, int], ...]:
        """Each dotted name that the file mentions, imports spelt out (`datetime.datetime.now`), and its line."""
        return tuple(self._uses())

    @cached_property
    def imports(self) -> frozenset[str]:
        """The modules and packages that the file imports, wherever the statement stands."""
        return frozenset(self._imports())

    def within(self, *places: str) -> bool:
        """Whether the file is one of the places; a place that ends in `*` or `/` is a beginning."""
        return any(
            self.path.startswith(place.rstrip("*")) if place[-1] in "*/" else self.path == place for place in places
        )

    def _functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """They stand among statements: the expressions, nine nodes in ten, need not be walked through."""
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node
            for block in _BLOCKS:
                waiting += getattr(node, block, ())

    def _uses(self) -> Iterator[tuple[str, int]]:
        known = self._aliases()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute) and (name := _dotted(node)):
                first, dot, rest = name.partition(".")
                yield known.get(first, first) + dot + rest, node.lineno

    def _aliases(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                known |= {name.asname: name.name for name in node.names if name.asname}
            elif isinstance(node, ast.ImportFrom) and node.module:
                known |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
        return known

    def _imports(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


@cache
def files() -> tuple[str, ...]:
    """Every file of the project: what git tracks or would track, or all that is there where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        return tuple(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(str(path) for path in found if not _of_a_tool(path))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files under the folders that have anything in them."""
    wanted = tuple(f"{folder}/" for folder in folders)
    names = [name for name in files() if name.endswith(".py") and name.startswith(wanted)]
    found = tuple(module for module in map(_module, sorted(names)) if module.text.strip())
    assert found, f"no Python file under {folders}: the house tests look in the wrong place"
    return found


@cache
def _module(name: str) -> Module:
    return Module(name, (ROOT / name).read_text(encoding="utf-8"))


def places(module: Module, names: frozenset[str]) -> list[str]:
    """Where the file uses one of the names, as `path:line name`."""
    return [f"{module.path}:{line} {name}" for name, line in module.uses if name in names]


def sentence(rule: str, found: list[str]) -> str:
    return "\n  ".join([rule, *found])


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return None


def _of_a_tool(path: Path) -> bool:
    folders = path.parts[:-1]
    return not {"__pycache__", "node_modules"}.isdisjoint(folders) or any(
        (part.startswith(".") and part != ".ci") or part.endswith(".egg-info") for part in folders
    )

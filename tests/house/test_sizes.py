"""Files and functions stay small enough to be read at one go."""

import ast

from tests.house._source import ROOT, files, modules, sentence

FILE_LINES = 350
FUNCTION_LINES = 50
POSITIONAL = 4
CODE = (".py", ".js", ".mjs")


def test_a_file_has_at_most_350_lines() -> None:
    code = [name for name in files() if name.startswith(("bot/", "tests/")) and name.endswith(CODE)]
    long = [f"{name}: {lines}" for name in code if (lines := _lines(name)) > FILE_LINES]
    assert not long, sentence("Split these files: one past 350 lines becomes a folder of the same name.", long)


def test_a_function_has_at_most_50_lines() -> None:
    # A migration is a list of statements in one order; cutting it up would only hide the order.
    read = [module for module in modules("bot", "tests") if not module.within("bot/store/migrations/versions/")]
    long = [
        f"{module.path}:{function.lineno} {function.name}: {lines}"
        for module in read
        for function in module.functions
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]
    assert not long, sentence(
        "Give the steps of these functions names of their own; 25 lines are usual, 50 the end.", long
    )


def test_a_function_takes_at_most_four_positional_parameters() -> None:
    wide = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in modules("bot")
        for function in module.functions
        if len(_positional(function)) > POSITIONAL
    ]
    assert not wide, sentence("Make the parameters after the fourth keyword-only: put a `*` before them.", wide)


def test_every_module_says_what_it_is_for() -> None:
    silent = [module.path for module in modules("bot", "tests") if not ast.get_docstring(module.tree)]
    assert not silent, sentence("Open these modules with a sentence: what it is for and who calls it.", silent)


def _lines(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def _positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names

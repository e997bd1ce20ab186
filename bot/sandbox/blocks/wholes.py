"""What no single property shows: ids that repeat, choices that are not offered, rows that do not match."""

from collections.abc import Iterable, Iterator, Sequence

from ..wire import Json
from .limits import CHARTS_PER_MESSAGE, TABLES
from .places import elements_in, placed
from .plain import at
from .tables import chart_problems, data_table_problems, table_problems


def message_problems(blocks: Sequence[Json], path: str) -> list[str]:
    charts = [here for block, here in placed(blocks, path) if block.get("type") == "data_visualization"]
    crowd = [at(f"no more than {CHARTS_PER_MESSAGE} charts allowed", here) for here in charts[CHARTS_PER_MESSAGE:]]
    return [*_problems(blocks, path), *crowd]


def view_problems(view: Json) -> list[str]:
    found = _problems(view["blocks"], "/view/blocks")
    if view["type"] == "modal" and "submit" not in view:
        # Slack's pointer ends in the block's type, not in one of its properties.
        found += [
            at("must define `submit` to use an `input` block in modals", f"{here}/input")
            for block, here in placed(view["blocks"], "/view/blocks")
            if block.get("type") == "input"
        ]
    return found


def repeated_block_ids(places: Iterable[tuple[Json, str]]) -> list[str]:
    return list(_repeated((block.get("block_id"), f"{here}/block_id") for block, here in places))


def crowded_tables(places: Iterable[tuple[Json, str]]) -> list[str]:
    """Over all the tables of a message; data tables are of the family."""
    tables = [here for block, here in places if block.get("type") in ("table", "data_table")]
    return [at("only_one_table_allowed", here) for here in tables[TABLES:]]


def _problems(blocks: Sequence[Json], path: str) -> list[str]:
    places = list(placed(blocks, path))
    focused = [
        f"{there}/focus_on_load"
        for block, here in places
        for element, there in elements_in(block, here)
        if element.get("focus_on_load")
    ]
    return [
        *repeated_block_ids(places),
        *(at("only one element can have `focus_on_load` set to true", there) for there in focused[1:]),
        *(problem for block, here in places for problem in _block_problems(block, here)),
    ]


def _block_problems(block: Json, path: str) -> Iterator[str]:
    elements = list(elements_in(block, path))
    yield from _repeated((element.get("action_id"), f"{here}/action_id") for element, here in elements)
    for element, here in elements:
        yield from _choice_problems(element, here)
    match block.get("type"):
        case "table":
            yield from table_problems(block, path)
        case "data_table":
            yield from table_problems(block, path)
            yield from data_table_problems(block, path)
        case "data_visualization":
            yield from chart_problems(block["chart"], f"{path}/chart")
        case "plan":
            tasks = enumerate(block.get("tasks", ()))
            yield from _repeated((task["task_id"], f"{path}/tasks/{index}/task_id") for index, task in tasks)


def _repeated(named: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    seen: set[str] = set()
    for name, path in named:
        if name and name in seen:
            yield at(f'`{path.rsplit("/", 1)[1]}` "{name}" already exists', path)
        seen.add(name or "")


def _choice_problems(element: Json, path: str) -> Iterator[str]:
    """A menu of an app's own, which shows no options beforehand, may begin with any."""
    groups = element.get("option_groups", ())
    offered = [*element.get("options", ()), *(option for group in groups for option in group["options"])]
    if not offered:
        return
    for index, option in enumerate(element.get("initial_options", ())):
        if option not in offered:
            yield at("must match one of the options exactly", f"{path}/initial_options/{index}")
    if "initial_option" in element and element["initial_option"] not in offered:
        yield at("must match one of the options exactly", f"{path}/initial_option")

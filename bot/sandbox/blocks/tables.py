"""Tables and charts as wholes: rows of one width, labels that are categories."""

from collections.abc import Iterator

from ..wire import Json
from .limits import TABLE_TOTAL
from .plain import at


def letters(value: object) -> int:
    """The code points in the texts of a table's cells, those of rich text included."""
    if isinstance(value, list):
        return sum(letters(part) for part in value)
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    return len(text) if isinstance(text, str) else letters(value.get("elements"))


def table_problems(block: Json, path: str) -> Iterator[str]:
    if letters(block["rows"]) > TABLE_TOTAL:
        yield at(f"must be less than {TABLE_TOTAL + 1} characters", f"{path}/rows")


def data_table_problems(block: Json, path: str) -> Iterator[str]:
    header, *rows = block["rows"]
    for index, cell in enumerate(header):
        if cell["type"] == "rich_text":
            yield at("unsupported type: rich_text", f"{path}/rows/0/{index}/type")
    for index, row in enumerate(rows, 1):
        if len(row) != len(header):
            yield at(f"must have {len(header)} items, as the first row has", f"{path}/rows/{index}")
    if block.get("row_header_column_index", 0) >= len(header):
        yield at(f"must be less than {len(header)}", f"{path}/row_header_column_index")


def chart_problems(chart: Json, path: str) -> Iterator[str]:
    names: set[str] = set()
    for index, series in enumerate(chart.get("series", ())):
        here = f"{path}/series/{index}"
        if series["name"] in names:
            yield at(f'`name` "{series["name"]}" already exists', f"{here}/name")
        names.add(series["name"])
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(chart["axis_config"]["categories"]):
            yield at("must have one data point for each of the categories", f"{here}/data")

"""Tables and charts, which messages and Home tabs show: https://docs.slack.dev/reference/block-kit/blocks"""

from ..rules import Flag, Items, Kind, Nullable, Number, OneOf, Rule, Shape, Str, Whole
from .objects import ID
from .rich_text import RICH_TEXT

REFERENCE = "https://docs.slack.dev/reference/block-kit/blocks/"
_TABLE, _DATA_TABLE, _CHART = (f"{REFERENCE}{name}-block" for name in ("table", "data-table", "data-visualization"))

CELLS: dict[str, Kind] = {
    "raw_text": Kind(Shape(_DATA_TABLE, {"type": Str(), "text": Str(low=1)}, ("type", "text"))),
    "raw_number": Kind(
        Shape(_DATA_TABLE, {"type": Str(), "value": Number(), "text": Str(low=1)}, ("type", "value", "text"))
    ),
    "rich_text": RICH_TEXT,
}
COLUMN = Shape(_TABLE, {"align": Str(one_of=("left", "center", "right")), "is_wrapped": Flag()})
_ROW = Items(OneOf(CELLS), 20)
TABLES: dict[str, Kind] = {
    "table": Kind(
        Shape(
            _TABLE,
            {"type": Str(), "block_id": ID, "rows": Items(_ROW, 100), "column_settings": Items(Nullable(COLUMN), 20)},
            ("type", "rows"),
        ),
        "MH",
    ),
    "data_table": Kind(
        Shape(
            _DATA_TABLE,
            {
                "type": Str(),
                "block_id": ID,
                "rows": Items(_ROW, 101, low=2),  # the first is the header
                "caption": Str(low=1),
                "page_size": Whole(1, 100),
                "row_header_column_index": Whole(0),
            },
            ("type", "rows", "caption"),
        ),
        "MH",
    ),
}

_LABEL = Str(20, low=1)
SEGMENT = Shape(_CHART, {"label": _LABEL, "value": Number(above=0)}, ("label", "value"))
POINT = Shape(_CHART, {"label": _LABEL, "value": Number()}, ("label", "value"))
SERIES = Shape(_CHART, {"name": _LABEL, "data": Items(POINT, 20)}, ("name", "data"))
AXIS = Shape(_CHART, {"categories": Items(_LABEL, 20), "x_label": Str(50), "y_label": Str(50)}, ("categories",))


def _chart(properties: dict[str, Rule]) -> Kind:
    return Kind(Shape(_CHART, {"type": Str(), **properties}, ("type", *properties)))


_ON_AXES = _chart({"series": Items(SERIES, 6), "axis_config": AXIS})
CHARTS: dict[str, Kind] = {
    "pie": _chart({"segments": Items(SEGMENT, 6)}),
    **dict.fromkeys(("bar", "area", "line"), _ON_AXES),
}
VISUALS: dict[str, Kind] = {
    "data_visualization": Kind(
        Shape(
            _CHART,
            {"type": Str(), "block_id": ID, "title": Str(50, low=1), "chart": OneOf(CHARTS)},
            ("type", "title", "chart"),
        ),
        "MH",
    )
}
TABLE_OBJECTS: dict[str, Shape] = {
    "column settings": COLUMN,
    "segment of a pie": SEGMENT,
    "data point": POINT,
    "data series": SERIES,
    "axis config": AXIS,
}

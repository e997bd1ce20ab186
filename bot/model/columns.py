"""What a list of contacts shows beside each name, by each person's choice."""

from enum import StrEnum


class Column(StrEnum):
    COMPANY = "company"
    CITY = "city"
    PHONE = "phone"
    EMAIL = "email"
    TAGS = "tags"
    GROUPS = "groups"
    STATES = "states"
    OWNER = "owner"
    REFERENCE = "reference"
    CREATED = "created"
    UPDATED = "updated"
    NUMBER = "number"


DEFAULT_COLUMNS: tuple[str, ...] = (Column.COMPANY.value, Column.CITY.value, Column.NUMBER.value)

"""What an admin chooses for the whole workspace."""

from dataclasses import dataclass

from bot.model.members import ToOutsiders
from bot.model.references import Pattern


@dataclass(frozen=True, slots=True)
class Settings:
    """As in Workspace: `country` is ISO 3166, one with telephones of its own."""

    country: str
    pattern: Pattern
    birthday_years: bool
    excluded_kinds: tuple[str, ...] = ()
    outsiders: ToOutsiders = ToOutsiders.NAMES

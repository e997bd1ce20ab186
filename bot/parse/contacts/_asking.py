"""By whom, and with what of the team's own, the form of a contact is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.custom_fields import CustomField
from bot.model.fields import CUSTOM_KEY
from bot.model.members import language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """`today` is where the person is, None where it does not matter; `birthday_years` as the workspace has it.

    `custom` are the fields that this person may fill in, whoever the contact is: what others were given stays theirs.
    """

    locale: str = "en"
    today: date | None = None
    birthday_years: bool = True
    custom: tuple[CustomField, ...] = ()

    @property
    def language(self) -> str:
        return language_of(self.locale)

    @property
    def by_key(self) -> Mapping[str, CustomField]:
        """The custom fields by the key of their input."""
        return {f"{CUSTOM_KEY}{field.id}": field for field in self.custom}


NOBODY_ASKS = Asking()

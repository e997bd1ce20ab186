"""A token of the API from its form. Called by handlers."""

from collections.abc import Mapping

from bot.model.errors import FieldsInvalid
from bot.model.fields import TOKEN
from bot.model.folding import clean_name, squeeze
from bot.model.tokens import Scope
from bot.parse._form import check_required


def read_token(typed: Mapping[str, str]) -> tuple[str, Scope]:
    """Its name and what it is for. Raises FieldsInvalid."""
    check_required(TOKEN, typed)
    if typed["scope"] not in set(Scope):
        raise FieldsInvalid({"scope": "field_missing"})
    name = clean_name(typed["name"])
    if not squeeze(name):
        raise FieldsInvalid({"name": "field_tag_wrong"})
    return name, Scope(typed["scope"])

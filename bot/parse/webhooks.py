"""A webhook from its form. Called by handlers."""

from collections.abc import Mapping

from bot.model.errors import FieldsInvalid
from bot.model.fields import WEBHOOK
from bot.model.folding import clean_name, squeeze
from bot.model.webhooks import WantedWebhook, address_of, types_of
from bot.parse._form import check_required


def read_webhook(typed: Mapping[str, str]) -> WantedWebhook:
    """Where its address leads was looked at before. Raises FieldsInvalid."""
    check_required(WEBHOOK, typed)
    name = clean_name(typed["name"])
    if not squeeze(name):
        raise FieldsInvalid({"name": "field_tag_wrong"})
    url = address_of(typed["url"], trials=True)  # the gateway knows whether there are any
    return WantedWebhook(name=name, url=url, types=types_of(typed["types"]))

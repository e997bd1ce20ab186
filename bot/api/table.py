"""The route table of the API: a noun is a line."""

from bot.api import activities, contacts, feed, follows, notes, reminders
from bot.api._routes import Routes


def table() -> Routes:
    return Routes((
        *contacts.ROUTES,
        *notes.ROUTES,
        *reminders.ROUTES,
        *feed.ROUTES,
        *activities.ROUTES,
        *follows.ROUTES,
    ))  # fmt: skip

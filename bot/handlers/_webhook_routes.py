"""The buttons and the form of webhooks."""

from bot.handlers import webhooks
from bot.handlers._ask import Access, Asked
from bot.handlers._routes import Button, FormSave

READS, WRITES, OPENS = Access.READS, Access.WRITES, Access.OPENS

BUTTONS = (
    Button("webhooks.open", webhooks.open, READS),
    Button("webhooks.look", webhooks.look, READS),
    Button("webhooks.page", webhooks.turn, READS),
    Button("webhooks.new", webhooks.new, OPENS),
    Button("webhooks.edit", webhooks.edit, OPENS),
    Button("webhooks.renew", webhooks.renew, OPENS),
    Button("webhooks.off", webhooks.switch_off, WRITES),
    Button("webhooks.on", webhooks.switch_on, WRITES),
    Button("webhooks.delete", webhooks.delete, WRITES),
    Button("webhooks.test", webhooks.test, WRITES),
    Button("webhooks.again", webhooks.send_again, WRITES),
)

FORMS = (FormSave("webhooks.save", webhooks.save, before=Asked.ADDRESS),)

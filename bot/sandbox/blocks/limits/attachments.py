"""Legacy attachments: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments"""

from ..rules import Anything, Items, OneOf, Rule, Str
from .blocks import BLOCKS

ATTACHMENTS = 100  # too_many_attachments: https://docs.slack.dev/reference/methods/chat.postMessage
# Slack drops what it does not know here, so only what it does know is looked at.
ATTACHMENT: dict[str, Rule] = {
    "blocks": Items(OneOf(BLOCKS), 50, low=0),
    "fields": Items(Anything(), low=0),
    "actions": Items(Anything(), 5, low=0),
    "footer": Str(300),
}

"""The only voice that leaves the process: Slack, response addresses, mail and webhooks."""

from bot.gateway._clients import UNREACHABLE, granted_scopes, web_client
from bot.gateway._gateway import DELIVERY, Gateway, OpenView
from bot.gateway._mail import Mailer, MailServer
from bot.gateway._outcomes import Doubtful, Failure, Outcome, Paused, Reach, Refused, Sent
from bot.gateway._public import networks_of
from bot.gateway._webhooks import Receivers

__all__ = [
    "DELIVERY",
    "UNREACHABLE",
    "Doubtful",
    "Failure",
    "Gateway",
    "MailServer",
    "Mailer",
    "OpenView",
    "Outcome",
    "Paused",
    "Reach",
    "Receivers",
    "Refused",
    "Sent",
    "granted_scopes",
    "networks_of",
    "web_client",
]

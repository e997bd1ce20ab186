"""The worker's side of the outbox: claims, intents, marks and pauses, over all tenants at once.

Its statements name the tenant themselves. What is due goes by the wall clock, which is passed in; a claim's lease and
the settle time of a doubt do not: PostgreSQL counts them by its own `now()`, SQLite, whose file has one owner, by the
steady clock and in memory.
"""

from bot.store._outbox_claims._claims import Claims, DeliveryKey
from bot.store._outbox_claims._exchange import Exchange, Room
from bot.store._outbox_claims._listen import listen
from bot.store._outbox_claims._webhooks import Queue, WebhookClaims

__all__ = ["Claims", "DeliveryKey", "Exchange", "Queue", "Room", "WebhookClaims", "listen"]

"""By which words the indices of the outbox know the rows that go to webhooks.

`lane` is the webhook, `subject` the event, `occurrence` its contact (0 without one), `ts` the status of HTTP that was
answered last; of a row that has ended `next_try_at` is its last try.
"""

from sqlalchemy import text

WAITING_WEBHOOKS = text("outbox.op = 'webhook' AND outbox.state = 'waiting'")
IS_WEBHOOK = text("outbox.op = 'webhook'")  # each engine knows a partial index by its own words alone

"""A follow: a channel that is told what happens to the contacts of a query."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.ids import ChannelId, FollowId, MemberId
from bot.model.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    id: FollowId
    channel: ChannelId
    query: Query
    created_by: MemberId
    created_at: datetime

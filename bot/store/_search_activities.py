"""What activities are found by: their words, as `_search_said` looks for them. All of them are for everyone."""

from sqlalchemy import Index, delete
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.activities import Activity
from bot.model.ids import ActivityId
from bot.store._base import Base, Tenanted, owned
from bot.store._search_said import Said, search_text
from bot.store._session import StoreSession


class ActivitySearchRow(Tenanted, Base):
    """One for each activity that can be found; `activity` is the rowid of the FTS5 table, so it is unique by itself."""

    __tablename__ = "activity_search"
    __table_args__ = (owned("activity", "activities"), Index("uq_activity_search_activity", "activity", unique=True))

    activity: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]


ACTIVITIES = Said(ActivitySearchRow.activity, None, index="activity_words", function="carnet_activities")


async def index_activity(session: StoreSession, activity: Activity) -> None:
    """In place of whatever it was found by before."""
    said = search_text(session.tenant, (activity.text,))
    await session.replace_many(ActivitySearchRow, [{"activity": activity.id, "words": said}])


async def forget_activities(session: StoreSession, *activities: ActivityId) -> None:
    await session.execute(delete(ActivitySearchRow).where(ActivitySearchRow.activity.in_(activities)))

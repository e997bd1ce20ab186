"""Finding activities by words, as `_search_notes` finds notes: an FTS5 table on SQLite, a function of the owner's on
PostgreSQL. All of them are for everyone in the workspace.
"""

from sqlalchemy import Index, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.activities import Activity
from bot.model.ids import ActivityId
from bot.store._base import Base, Tenanted, owned
from bot.store._search import tenant_term
from bot.store._search_said import MOST_WORDS, search_text, search_words
from bot.store._session import StoreSession


class ActivitySearchRow(Tenanted, Base):
    """One for each activity that can be found; `activity` is the rowid of the FTS5 table, so it is unique by itself."""

    __tablename__ = "activity_search"
    __table_args__ = (owned("activity", "activities"), Index("uq_activity_search_activity", "activity", unique=True))

    activity: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]


async def index_activity(session: StoreSession, activity: Activity) -> None:
    """In place of whatever it was found by before."""
    said = search_text(session.tenant, (activity.text,))
    await session.replace_many(ActivitySearchRow, [{"activity": activity.id, "words": said}])


async def forget_activities(session: StoreSession, *activities: ActivityId) -> None:
    await session.execute(delete(ActivitySearchRow).where(ActivitySearchRow.activity.in_(activities)))


async def activities_saying(session: StoreSession, typed: str, *, most: int) -> list[ActivityId]:
    """Those in which each word begins some word, so many that were made last."""
    said = search_words(typed)[:MOST_WORDS]
    if not said:
        return []
    if session.is_postgres:
        signs = " & ".join(f"'{word}':*" for word in said)
        given = {"tenant": int(session.tenant), "signs": signs, "most": most}
        return [ActivityId(row.activity) for row in await session.fetch(_BY_FUNCTION, given)]
    wanted = " AND ".join((f'"{tenant_term(session.tenant)}"', *(f'"{word}"*' for word in said)))
    found = await session.fetch(_BY_INDEX, {"wanted": wanted, "most": most})
    return [ActivityId(row.activity) for row in found]


# Both name the tenant: in the words that are wanted, or as what the function is asked.
_BY_INDEX = text("""SELECT rowid AS activity FROM activity_words WHERE activity_words MATCH :wanted
ORDER BY rowid DESC LIMIT :most""")
_BY_FUNCTION = text("SELECT found.activity FROM carnet_activities(:tenant, :signs, :most) AS found")

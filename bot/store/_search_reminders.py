"""What reminders are found by: the words of their titles and texts, as `_search_said` looks for them."""

from sqlalchemy import Index, delete
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import ReminderId
from bot.model.reminders import Reminder
from bot.model.rich_text import plain
from bot.store._base import Base, Tenanted, owned
from bot.store._search_said import Said, search_text
from bot.store._session import StoreSession


class ReminderSearchRow(Tenanted, Base):
    """One for each reminder that can be found, like those of notes."""

    __tablename__ = "reminder_search"
    __table_args__ = (owned("reminder", "reminders"), Index("uq_reminder_search_reminder", "reminder", unique=True))

    reminder: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    audience: Mapped[int | None]


REMINDERS = Said(
    ReminderSearchRow.reminder, ReminderSearchRow.audience, index="reminder_words", function="carnet_reminders"
)


async def index_reminder(session: StoreSession, reminder: Reminder) -> None:
    """In place of whatever it was found by before; one that was deleted is found no more."""
    if reminder.deleted_at is not None:
        await forget_reminders(session, reminder.id)
        return
    text = "" if reminder.text is None else plain(reminder.text)
    said = search_text(session.tenant, (reminder.title, text))
    row = {"reminder": reminder.id, "words": said, "audience": reminder.audience}
    await session.replace_many(ReminderSearchRow, [row])


async def forget_reminders(session: StoreSession, *reminders: ReminderId) -> None:
    await session.execute(delete(ReminderSearchRow).where(ReminderSearchRow.reminder.in_(reminders)))

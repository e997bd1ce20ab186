"""Reminders by e-mail: each arrives, whatever its server does, and holds up nothing else."""

from datetime import timedelta

from sqlalchemy import update

from bot.model.deliveries import Delivery
from bot.store._outbox import OutboxRow
from tests.delivery import _stage
from tests.delivery._stage import mails, reminders, until
from tests.delivery.conftest import Post


def ids(rows: list[Delivery]) -> set[str]:
    return {f"<{each.id}@carnet.test>" for each in rows}


async def test_each_mail_arrives_though_its_server_refuses_cuts_the_line_and_sends_strangers_away(post: Post) -> None:
    post.mail.is_greylisting = True
    post.mail.refusals += ["451 4.3.0 Try again", "452 4.3.1 Out of space"]
    post.mail.dropping = 2
    await post.put(mails(6))
    await post.work()
    sent = await post.are("sent")
    assert set(post.mail.ids) == ids(sent)  # perhaps twice, known by its id
    assert len(post.mail.ids) == len(sent) + 2
    addresses = {str(message["To"]) for message in post.mail.messages}
    assert len(addresses) == len(_stage.PEOPLE)
    assert all(each.endswith(".example") for each in addresses)
    assert not post.slack.calls("chat.postMessage")


async def test_a_mail_that_is_refused_for_good_is_given_up_at_once_and_somebody_is_told(post: Post) -> None:
    post.mail.recipients.append("550 5.1.1 No such user")
    await post.put(mails(1))
    await post.work()
    (dead,) = await post.are("dead")
    assert post.told == [("undelivered", dead.id, "smtp_550")]
    assert not post.mail.messages


async def test_a_slow_mail_server_keeps_no_direct_message_waiting(post: Post) -> None:
    post.mail.slow = 0.7
    await post.put([*mails(40), *reminders(40, first=100)])
    await post.work()
    await until(lambda: len(post.slack.posts()) == 40)
    assert len(post.mail.messages) < 40
    async with post.store.write.begin() as connection:  # the rest of them need not be waited for
        await connection.execute(update(OutboxRow).where(OutboxRow.state == "due").values(state="cancelled"))


async def test_nothing_is_told_while_its_reader_is_quiet(post: Post) -> None:
    until_then = post.clock.now().replace(microsecond=0) + timedelta(hours=1)
    post.quiet |= {0: until_then, 1: until_then}
    await post.put([*reminders(3), *mails(2)])
    await post.work()

    async def held() -> bool:
        rows = await post.rows()
        return [each.next_try_at == until_then for each in rows] == [True, True, False, True, True]

    await until(held)
    assert not any(each.tries for each in await post.rows())
    post.clock.ahead += timedelta(hours=1, seconds=1)
    await post.are("sent")
    assert set(post.slack.posts().values()) == {1}

"""After a time in which nothing was sent: each late reminder once, many of one person in one message."""

from datetime import timedelta

from bot.model.deliveries import FOLDED_AT_MOST, DeliveryState, Matter, Op
from tests.delivery._stage import PEOPLE, mails, reminders, until
from tests.delivery.conftest import Post


async def test_more_than_five_late_ones_of_a_person_are_one_message_and_others_come_by_themselves(post: Post) -> None:
    late = post.clock.now() - timedelta(hours=8)
    many = [each for each in reminders(4 * 9, due_at=late) if each.reader == PEOPLE[0]]
    few = [each for each in reminders(4 * 5, due_at=late, first=100) if each.reader == PEOPLE[1]]
    in_time = [each for each in reminders(4 * 8, first=200) if each.reader == PEOPLE[2]]
    assert (len(many), len(few), len(in_time)) == (9, 5, 8)
    await post.put([*many, *few, *in_time])
    await post.work()

    async def done() -> bool:
        return {each.state for each in await post.rows()} == {DeliveryState.SENT, DeliveryState.FOLDED}

    await until(done)
    rows = await post.rows()
    folded = [each.subject for each in rows if each.state is DeliveryState.FOLDED]
    assert folded == [each.subject for each in many]
    (one,) = [each for each in rows if each.matter is Matter.LATE_REMINDERS]
    assert (one.reader, one.subject) == (PEOPLE[0], rows[0].id)
    assert len(post.slack.posts()) == len(few) + len(in_time) + 1
    assert set(post.slack.posts().values()) == {1}


async def test_the_mails_of_those_that_are_one_message_are_one_mail_known_by_its_id(post: Post) -> None:
    late = post.clock.now() - timedelta(hours=8)
    many = [each for each in mails(4 * 9, due_at=late) if each.reader == PEOPLE[0]]
    few = [each for each in mails(4 * 5, due_at=late) if each.reader == PEOPLE[1]]
    await post.put([*many, *few, *(each for each in reminders(4 * 9, due_at=late) if each.reader == PEOPLE[0])])
    post.mail.dropping = 1
    await post.work()

    async def done() -> bool:
        return {each.state for each in await post.rows()} == {DeliveryState.SENT, DeliveryState.FOLDED}

    await until(done)
    sent = [each for each in await post.rows() if each.state is DeliveryState.SENT]
    assert sorted((each.op, each.matter) for each in sent if each.reader == PEOPLE[0]) == [
        (Op.EMAIL, Matter.LATE_REMINDERS), (Op.POST, Matter.LATE_REMINDERS),
    ]  # fmt: skip
    assert set(post.mail.ids) == {f"<{each.id}@carnet.test>" for each in sent if each.op is Op.EMAIL}
    assert len(set(post.mail.ids)) == 1 + len(few)


async def test_very_many_are_as_many_messages_as_it_takes(post: Post) -> None:
    late = post.clock.now() - timedelta(hours=8)
    await post.put([each for each in reminders(4 * 84, due_at=late) if each.reader == PEOPLE[0]])
    await post.work()
    await until(lambda: len(post.slack.posts()) == 6)  # 40, 40, and four that come by themselves
    rows = await post.rows()
    assert sum(each.state is DeliveryState.FOLDED for each in rows) == 2 * FOLDED_AT_MOST


async def test_one_that_is_perhaps_there_already_is_not_folded(post: Post) -> None:
    post.fail("reset_after", times=1)
    await post.put(reminders(1))
    await post.work()
    await until(lambda: bool(post.slack.posts()))
    await post.rest()
    late = post.clock.now()
    post.clock.ahead += timedelta(hours=8)
    await post.put([each for each in reminders(4 * 7, due_at=late, first=4) if each.reader == PEOPLE[0]])
    await post.work()

    async def done() -> bool:
        return {each.state for each in await post.rows()} == {DeliveryState.SENT, DeliveryState.FOLDED}

    await until(done)
    doubted, *_ = await post.rows()
    assert doubted.state is DeliveryState.SENT
    assert set(post.slack.posts().values()) == {1}

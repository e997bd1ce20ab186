"""A line of a channel of which nobody knows whether it arrived, and that is to be taken out again."""

from datetime import timedelta

from bot.model.deliveries import Delivery, Op
from bot.model.messages import Message
from tests.delivery._stage import TEAM, line, until
from tests.delivery.conftest import Post

TAKEN_OUT = line(1, op=Op.DELETE, dedupe_key="delete")


def unseen(post: Post) -> None:
    """The answer to a post is lost, and its history may not be read."""
    post.fail("reset_after", times=1)
    post.fail("error", "conversations.history", error="missing_scope")


async def given_up(post: Post) -> Delivery:
    async def dead() -> bool:
        return [each.state.value for each in await post.rows()] == ["sent", "dead"]

    await until(dead)
    return (await post.rows())[1]


async def test_what_counted_as_sent_is_said_to_have_stayed(post: Post) -> None:
    unseen(post)
    await post.put([line(1)])
    await post.work()
    await post.are("sent")
    await post.put([TAKEN_OUT])
    left = await given_up(post)
    assert post.told == [("undelivered", left.id, "unverified")]
    assert not post.slack.calls("chat.delete")


async def test_so_is_what_comes_to_count_as_sent_only_after_it_was_to_be_taken_out(post: Post) -> None:
    unseen(post)
    await post.put([line(1), TAKEN_OUT])
    await post.work()
    left = await given_up(post)
    assert post.told == [("undelivered", left.id, "unverified")]


async def test_what_its_history_shows_is_taken_out(post: Post) -> None:
    post.fail("reset_after", times=1)
    await post.put([line(1), TAKEN_OUT])
    await post.work()
    posted, _ = await post.are("sent")
    assert await post.alive(posted) == []
    assert post.told == []


async def test_of_what_was_never_posted_nobody_hears(post: Post) -> None:
    post.unwanted.add(1)
    await post.put([line(1), TAKEN_OUT])
    await post.work()
    await post.are("cancelled")
    assert post.told == []


async def test_a_copy_that_comes_after_it_was_taken_out_is_taken_out_too(post: Post) -> None:
    post.fail("reset_after", times=1)
    await post.put([line(1), TAKEN_OUT])
    await post.work()
    posted, _ = await post.are("sent")
    assert posted.channel is not None
    await post.gateway.post(TEAM, posted.channel, Message("late"), delivery=posted.id)
    assert len(await post.alive(posted)) == 1
    post.clock.ahead += timedelta(minutes=11)

    async def none_left() -> bool:
        return await post.alive(posted) == []

    await until(none_left)

"""ETags: what has not changed is not sent again, and what has changed is not overwritten."""

import asyncio

from tests.api._stage import Stage


async def test_what_a_client_has_is_not_sent_again(stage: Stage) -> None:
    contact = await stage.has()
    where = f"/contacts/{contact['id']}"
    read = await stage.get(where)
    for named in (read.etag, f'"x", {read.etag}', f"W/{read.etag}", "*"):
        got = await stage.get(where, if_none_match=named)
        assert (got.status, got.text, got.etag) == (304, "", read.etag), named
    await stage.patch(where, {"last_name": "Martin"})
    assert (await stage.get(where, if_none_match=read.etag)).status == 200
    listed = await stage.get("/contacts")
    assert (await stage.get("/contacts", if_none_match=listed.etag)).status == 304


async def test_another_version_than_the_one_that_was_read_is_not_overwritten(stage: Stage) -> None:
    contact = await stage.has()
    note = await stage.notes(contact)
    for where, change in (
        (f"/contacts/{contact['id']}", {"first_name": "Ann"}),
        (f"/notes/{note['id']}", {"title": "Visit"}),
    ):
        read = await stage.get(where)
        changed = await stage.patch(where, change, if_match=read.etag)
        assert changed.status == 200, changed.text
        assert changed.etag == (await stage.get(where)).etag != read.etag
        for named in (read.etag, f"W/{changed.etag}", '""', "junk"):
            late = await stage.patch(where, change, if_match=named)
            assert (late.status, late.kind) == (412, "version_outdated"), named
            assert (await stage.ask("DELETE", where, if_match=named)).status == 412
        assert (await stage.patch(where, change, if_match="*")).status == 200
        assert (await stage.ask("DELETE", where, if_match=changed.etag)).status == 204


async def test_of_two_who_change_the_same_version_at_once_one_is_told(stage: Stage) -> None:
    contact = await stage.has()
    where = f"/contacts/{contact['id']}"
    etag = (await stage.get(where)).etag
    for _ in range(5):
        changes = [stage.patch(where, {name: f"{name}{etag[1:5]}"}, if_match=etag) for name in ("flag", "comment")]
        got = await asyncio.gather(*changes)
        assert sorted(each.status for each in got) in ([200, 409], [200, 412])
        etag = next(each.etag for each in got if each.status == 200)


async def test_of_two_who_change_different_fields_without_naming_a_version_both_have_their_way(stage: Stage) -> None:
    contact = await stage.has()
    where = f"/contacts/{contact['id']}"
    got = await asyncio.gather(*(stage.patch(where, {name: "x"}) for name in ("flag", "comment", "nickname")))
    assert [each.status for each in got] == [200, 200, 200]
    now = (await stage.get(where)).body
    assert (now["flag"], now["comment"], now["nickname"]) == ("x", "x", "x")

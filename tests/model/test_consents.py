"""Consents: whose answer counts, and one answer a channel."""

from datetime import date

from bot.model.consents import Channel, Consent, answer, with_answer

DAY = date(2026, 11, 20)


def said(channel: Channel, *, given: bool) -> Consent:
    return Consent(channel=channel, given=given, on=DAY)


def test_the_addressees_own_answer_counts_before_the_companys() -> None:
    own, companys = [said(Channel.EMAIL, given=False)], [said(Channel.EMAIL, given=True), said(Channel.SMS, given=True)]
    assert answer(Channel.EMAIL, own, companys) == own[0]
    assert answer(Channel.SMS, own, companys) == companys[1]
    assert answer(Channel.POST, own, companys) is None
    assert answer(Channel.POST) is None


def test_an_answer_takes_the_place_of_the_one_for_its_channel() -> None:
    held = (said(Channel.PHONE, given=True), said(Channel.POST, given=True))
    refused = said(Channel.POST, given=False)
    asked = said(Channel.EMAIL, given=True)
    assert with_answer(held, refused) == (held[0], refused)
    assert with_answer(held, asked) == (asked, *held)

"""What the door of the API itself refuses, before crm is asked: each with its status and its sentence.

`templates/api` has a sentence by each id; a house test compares the lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong in what was sent.

    `pointer` is where in the body (RFC 6901), `parameter` which of the query or the headers. `reason` names the
    sentence, `values` are for it.
    """

    reason: str
    pointer: str = ""
    parameter: str = ""
    values: Mapping[str, object] | None = None


class Refusal(Exception):
    """`headers` go with the answer, and what stands `beside` into the problem."""

    id: ClassVar[str] = ""
    status: ClassVar[int] = 400

    def __init__(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        wrong: Sequence[Wrong] = (),
        beside: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        super().__init__(self.id)
        self.headers = dict(headers or {})
        self.wrong = tuple(wrong)
        self.beside = dict(beside or {})
        self.values = values


class TokenMissing(Refusal):
    id, status = "token_missing", 401


class TokenUnknown(Refusal):
    """Never made, mistyped, or revoked: whoever holds it is not told which."""

    id, status = "token_unknown", 401


class ScopeMissing(Refusal):
    id, status = "scope_missing", 403


class PathUnknown(Refusal):
    id, status = "path_unknown", 404


class MethodRefused(Refusal):
    """`allowed` are those that the path takes."""

    id, status = "method_refused", 405


class BodyTooLarge(Refusal):
    id, status = "body_too_large", 413


class BodyOfOtherType(Refusal):
    id, status = "body_of_other_type", 415


class BodyUnreadable(Refusal):
    id, status = "body_unreadable", 400


class RequestInvalid(Refusal):
    """`wrong` says what."""

    id, status = "request_invalid", 422


class CursorInvalid(Refusal):
    id, status = "cursor_invalid", 422


class HeaderInvalid(Refusal):
    """`name` of the header."""

    id, status = "header_invalid", 400


class ChangedMeanwhile(Refusal):
    """Somebody changed the same at the same moment."""

    id, status = "changed_meanwhile", 409


class VersionOutdated(Refusal):
    """`If-Match` names another version than the one that is stored."""

    id, status = "version_outdated", 412


class ContactLikely(Refusal):
    """Others who may be the contact that was to be created: `candidates`, beside."""

    id, status = "contact_likely", 409


class FollowedAlready(Refusal):
    """By another follow of the channel."""

    id, status = "followed_already", 409


class KeyInUse(Refusal):
    """A request under the same `Idempotency-Key` is still running."""

    id, status = "key_in_use", 409


class KeyOfAnother(Refusal):
    """Another request was made under this `Idempotency-Key`."""

    id, status = "key_of_another", 422


class AnswerErased(Refusal):
    """What was answered under this `Idempotency-Key` spoke of somebody or something that is for nobody any more."""

    id, status = "answer_erased", 410


class TooManyRequests(Refusal):
    """`seconds` to wait."""

    id, status = "too_many_requests", 429


class Unexpected(Refusal):
    """A fault of ours."""

    id, status = "unexpected", 500


@contextmanager
def said_at(pointer: str, reason: str, error: type[Exception]) -> Iterator[None]:
    """An error of crm that is about one part of the body is told there, in the words of the API."""
    try:
        yield
    except error as found:
        raise RequestInvalid(wrong=[Wrong(reason, pointer=pointer)]) from found

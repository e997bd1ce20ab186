"""What the sandbox refuses, in Slack's words.

SlackError           answered as {"ok": false, "error": code}, with Slack's details beside it
  BadPayload         blocks, views or arguments against their documented shape; names the paths
"""

from collections.abc import Sequence

from .wire import Json


class SlackError(Exception):
    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def answer(self) -> Json:
        return {"ok": False, "error": self.code, **self.details}


class BadPayload(SlackError):
    def __init__(self, code: str, problems: Sequence[str]) -> None:
        """`problems` as Slack words them: `must be less than 3001 characters [json-pointer:/blocks/0/text]`."""
        super().__init__(
            code,
            **({"errors": list(problems)} if code == "invalid_blocks" else {}),
            response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]},
        )


def bad_argument(problem: str) -> BadPayload:
    return BadPayload("invalid_arguments", [problem])

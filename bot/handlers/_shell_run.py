"""One request on its way through the shell: what is known of it so far, and by which way a refusal is told."""

from collections.abc import Mapping

from bot.handlers._ask import Access, Ask, Reply
from bot.handlers._payloads import CLICK, FORM, HOME, OPTIONS, Request
from bot.handlers._replies import Opened
from bot.handlers._routes import Route, Verb
from bot.model.errors import CrmError, FieldsInvalid
from bot.model.fields import field_of
from bot.model.members import Viewer
from bot.templates import errors as show_errors
from bot.templates import shell as show
from bot.templates._words import Plain, Reader, reader_of

NOBODY = Reader("en", "UTC")
_SOON_TYPED = 20  # characters


class Run:
    """What is known of one request so far, for its answer and its line in the log."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.viewer: Viewer | None = None
        self.route: Route | None = None
        self.ask: Ask | None = None
        self.opened: Opened | None = None
        self.reply = Reply()
        self.outcome = "done"

    @property
    def known(self) -> tuple[Route, Ask]:
        if self.route is None or self.ask is None:
            raise RuntimeError("routed before the work")
        return self.route, self.ask

    @property
    def reader(self) -> Reader:
        return NOBODY if self.viewer is None else reader_of(self.viewer.member)

    @property
    def typed(self) -> str:
        """What a command was to write down, where nobody would want to type it again: Slack has taken it away."""
        if self.route is None or self.ask is None or self.route.access is not Access.WRITES:
            return ""
        title = self.route.title_in(self.reader.language) if isinstance(self.route, Verb) else self.title
        return f"{title} {self.ask.words}" if len(self.ask.words) > _SOON_TYPED else ""

    @property
    def title(self) -> str:
        return "" if self.route is None else self.route.title

    @property
    def holds_typing(self) -> bool:
        """Whether it came from a form in which somebody may have typed."""
        return self.request.kind in {FORM, CLICK} and self.ask is not None and self.ask.draft is not None

    def refused(self, error: CrmError) -> Reply:
        """The sentence of an error, where the person looks."""
        if self._has_message:
            return Reply(message=show_errors.message(error, self.reader, typed=self.typed))
        if not isinstance(error, FieldsInvalid):
            return self._told(show_errors.alert_text(error, self.reader))
        errors = show_errors.field_errors(error.fields, self.reader, **error.values)
        shown = {block: errors[field_of(block)] for block in self._inputs if field_of(block) in errors}
        if not (self.request.is_form and shown):
            return self._told(all_errors(errors))
        return Reply(errors=shown)

    def failed(self) -> Reply:
        """The same of a fault of ours."""
        if self._has_message:
            return Reply(message=show_errors.unexpected(self.reader, typed=self.typed))
        return self._told(show_errors.unexpected_alert(self.reader))

    @property
    def _inputs(self) -> list[str]:
        """The block ids of what the form asks: Slack shows nothing under any other block."""
        blocks = (self.request.view or {}).get("blocks") or ()
        return [str(block.get("block_id", "")) for block in blocks if block.get("type") == "input"]

    @property
    def _has_message(self) -> bool:
        """Whether a message is the answer: of a command, a click on a message, a message shortcut."""
        return self.opened is None and (self.request.kind == "command" or bool(self.request.response_url))

    def _told(self, sentence: Plain) -> Reply:
        """In the view that was opened for it, over the form, in the place of a Home that is empty, or in a new view."""
        if self.opened is not None:
            return Reply(view=show.told(sentence, self.reader))
        if self.request.kind == OPTIONS:
            return Reply()
        if self.request.kind == HOME:
            return Reply(view=show.told_home(sentence))
        if self.request.in_modal and self.request.view is not None:
            return Reply(view=show.with_error(self.request.view, sentence))
        return Reply(push=show.told(sentence, self.reader))


def all_errors(errors: Mapping[str, str]) -> Plain:
    """The sentences of several fields in one, where they cannot stand under each."""
    return Plain(" ".join(dict.fromkeys(errors.values())))

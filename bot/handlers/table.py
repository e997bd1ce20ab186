"""The route table: every verb, button and form, one line each."""

from bot.handlers import activities, contacts, help, imports, notes, reminders
from bot.handlers._ask import Access, Asked
from bot.handlers._routes import Button, FormSave, Route, Routes, Verb

READS, WRITES, OPENS, ANSWERS = Access.READS, Access.WRITES, Access.OPENS, Access.ANSWERS

COMMANDS = ("/contact", "/note", "/reminder", "/activity")
ALIASES = {"/rappel": "/reminder"}

# fmt: off
_VERBS = (
    Verb("/contact", "", contacts.search, READS, help="contact_search", usage=("Ann Martin", "Ann Martin")),
    Verb("/contact", "new", contacts.new, OPENS, fr="nouveau", help="contact_new", usage=("[name]", "[nom]")),
    Verb("/contact", "add", contacts.new, OPENS, fr="ajouter"),
    Verb("/contact", "create", contacts.new, OPENS, fr="créer"),
    Verb("/contact", "import", imports.new, OPENS, fr="importer", help="contact_import", alone=True),
    Verb("/note", "", notes.add, WRITES, help="note_add",
         usage=("Ann Martin: prefers calls after 4pm", "Ann Martin : préfère être appelée après 16h")),
    Verb("/reminder", "", reminders.plan, WRITES, help="reminder_plan", before=Asked.PEOPLE,
         usage=("[@colleague] call Ann Martin tomorrow at 9", "[@collègue] rappeler Ann Martin demain à 9h")),
    Verb("/reminder", "list", reminders.list_own, READS, fr="liste", help="reminder_list", alone=True),
    Verb("/activity", "", activities.of_contact, READS, help="activity_show", usage=("Ann Martin", "Ann Martin")),
    Verb("/activity", "follow", activities.follow, WRITES, fr="suivre", help="activity_follow",
         usage=("Ann Martin", "Ann Martin"), first=activities.can_follow, before=Asked.CHANNEL),
    Verb("/activity", "unfollow", activities.unfollow, WRITES, fr="arrêter", help="activity_unfollow",
         usage=("Ann Martin", "Ann Martin")),
    Verb("/activity", "list", activities.followed, READS, fr="liste", help="activity_list", alone=True),
)

_EXPLAIN = help.explaining(_VERBS)
_HELP = (
    Verb("/crm", "help", _EXPLAIN, ANSWERS, fr="aide", help="crm_help"),
    *(Verb(command, "help", _EXPLAIN, ANSWERS, fr="aide", alone=True) for command in COMMANDS),
    Verb("/crm", "", _EXPLAIN, ANSWERS, alone=True),
)

_BUTTONS = (
    Button("contacts.open", contacts.open, READS),
    Button("contacts.new", contacts.new, OPENS),
    Button("notes.new", notes.new, OPENS),
    Button("notes.pick", notes.pick, WRITES),
    Button("reminders.close", reminders.close, WRITES),
    Button("reminders.close_listed", reminders.close_listed, WRITES),
    Button("reminders.reopen", reminders.reopen, WRITES),
    Button("reminders.snooze", reminders.snooze, WRITES),
    Button("reminders.choose_time", reminders.choose_time, WRITES),
    Button("reminders.choose_contact", reminders.choose_contact, WRITES),
)

_FORMS = (
    FormSave("contacts.create", contacts.create),
    FormSave("notes.create", notes.create),
    FormSave("imports.start", imports.start),
)
# fmt: on


def table() -> Routes:
    routes: tuple[Route, ...] = (*_VERBS, *_HELP, *_BUTTONS, *_FORMS)
    return Routes(routes, aliases=ALIASES)

"""The route table: every verb, button and form, one line each."""

from bot.handlers import (
    activities,
    chosen,
    contact_forms,
    contacts,
    coordinates,
    help,
    home,
    imports,
    lists,
    notes,
    records,
    reminders,
    searches,
    settings,
    tags,
)
from bot.handlers._ask import Access, Asked
from bot.handlers._routes import Button, FormSave, HomeOpened, On, Options, Route, Routes, Shortcut, Verb

READS, WRITES, OPENS, ANSWERS = Access.READS, Access.WRITES, Access.OPENS, Access.ANSWERS

COMMANDS = ("/contact", "/note", "/reminder", "/activity")
ALIASES = {"/rappel": "/reminder"}

# fmt: off
_VERBS = (
    Verb("/contact", "", contacts.search, READS, help="contact_search", usage=("Ann Martin", "Ann Martin")),
    Verb("/contact", "new", contact_forms.new, OPENS, fr="nouveau", help="contact_new",
         usage=("[name, company, phone, e-mail, address…]", "[nom, société, téléphone, e-mail, adresse…]")),
    Verb("/contact", "add", contact_forms.new, OPENS, fr="ajouter"),
    Verb("/contact", "create", contact_forms.new, OPENS, fr="créer"),
    Verb("/contact", "list", lists.look, OPENS, fr="liste", help="contact_list",
         usage=("[tag:clients city:lyon]", "[étiquette:clients ville:lyon]")),
    Verb("/contact", "search", searches.open_form, OPENS, fr="chercher", help="contact_search_form"),
    Verb("/contact", "recherche", searches.open_form, OPENS),
    Verb("/contact", "searches", searches.saved, OPENS, fr="recherches", help="contact_searches", alone=True),
    Verb("/contact", "archived", contacts.archived, READS, fr="archivés", help="contact_archived"),
    Verb("/contact", "deleted", contacts.deleted, READS, fr="supprimés", help="contact_deleted"),
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

_WORKSPACE = (
    Verb("/crm", "tags", tags.list_all, OPENS, fr="étiquettes", help="crm_tags"),
    Verb("/crm", "settings", settings.open, OPENS, fr="réglages", help="crm_settings", alone=True),
)

_EXPLAIN = help.explaining((*_VERBS, *_WORKSPACE))
_HELP = (
    Verb("/crm", "help", _EXPLAIN, ANSWERS, fr="aide", help="crm_help"),
    *(Verb(command, "help", _EXPLAIN, ANSWERS, fr="aide", alone=True) for command in COMMANDS),
    Verb("/crm", "", _EXPLAIN, ANSWERS, alone=True),
)

_BUTTONS = (
    Button("contacts.open", contacts.open, READS),
    Button("contacts.record", records.open, OPENS),
    Button("contacts.open_home", home.open, READS),
    Button("contacts.home", home.back, READS),
    Button("contacts.tab", records.tab, READS),
    Button("contacts.details", records.details, READS),
    Button("contacts.older", records.older, READS),
    Button("contacts.new", contact_forms.new, OPENS),
    Button("contacts.edit", contact_forms.edit, OPENS),
    Button("contacts.page", contact_forms.turn, WRITES, before=Asked.MEMBERS),
    Button("contacts.kind", contact_forms.turn, WRITES),
    Button("contacts.resume", contact_forms.resume, WRITES),
    Button("contacts.afresh", contact_forms.forget, WRITES),
    Button("contacts.drop_photo", contact_forms.drop_photo, WRITES),
    Button("contacts.archive", records.archive, WRITES),
    Button("contacts.restore", records.restore, WRITES),
    Button("contacts.tagging", records.tagging, OPENS),
    Button("contacts.photo", records.photo, OPENS),
    Button("contacts.more:edit", contact_forms.edit, OPENS),
    Button("contacts.more:tagging", records.tagging, OPENS),
    Button("contacts.more:archive", records.archive, WRITES),
    Button("contacts.more:restore", records.restore, WRITES),
    Button("contacts.more:delete", records.ask_delete, OPENS),
    Button("undo.batch", records.take_back, WRITES),
    Button("lists.open", lists.open_line, OPENS),
    Button("lists.ask", lists.search_on_enter, WRITES),
    Button("lists.page", lists.turn, WRITES),
    Button("lists.columns", lists.columns, OPENS),
    Button("lists.advanced", searches.advanced, OPENS),
    Button("lists.save", searches.new, OPENS),
    Button("lists.select", chosen.select, WRITES),
    Button("lists.reading", chosen.read, WRITES),
    Button("lists.pick", chosen.pick, WRITES),
    Button("lists.this_page", chosen.this_page, WRITES),
    Button("lists.all", chosen.everyone, WRITES),
    Button("lists.none", chosen.nobody, WRITES),
    Button("bulk.delete", chosen.ask_delete, OPENS),
    Button("bulk.tag", chosen.ask_tags, OPENS),
    Button("bulk.assign", chosen.ask_people, OPENS),
    Button("bulk.stop", chosen.stop, WRITES),
    Button("searches.form", searches.open_form, OPENS),
    Button("searches.open", searches.saved, OPENS),
    Button("searches.page", searches.turn, READS),
    Button("searches.run", searches.open_saved, OPENS),
    Button("searches.edit", searches.edit, OPENS),
    Button("searches.delete", searches.delete, WRITES),
    Button("coordinates.add", coordinates.add, OPENS),
    Button("coordinates.row:edit", coordinates.edit, OPENS),
    Button("coordinates.row:main", coordinates.make_main, WRITES),
    Button("coordinates.row:remove", coordinates.remove, WRITES),
    Button("coordinates.page", coordinates.turn, WRITES),
    Button("tags.search", tags.search, READS),
    Button("tags.page", tags.turn, READS),
    Button("tags.new", tags.new, OPENS),
    Button("tags.edit", tags.edit, OPENS),
    Button("tags.delete", tags.delete, WRITES),
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
    FormSave("contacts.save", contact_forms.save, before=Asked.MEMBERS),
    FormSave("contacts.resolve", contact_forms.resolve),
    FormSave("contacts.confirm_delete", records.delete),
    FormSave("contacts.retag", records.retag),
    FormSave("lists.search", lists.search),
    FormSave("columns.save", lists.keep_columns),
    FormSave("searches.find", searches.search_by_form, before=Asked.MEMBERS),
    FormSave("searches.save", searches.save),
    FormSave("bulk.confirm_delete", chosen.delete),
    FormSave("bulk.retag", chosen.retag),
    FormSave("bulk.reassign", chosen.reassign, before=Asked.MEMBERS),
    FormSave("coordinates.save", coordinates.save),
    FormSave("tags.save", tags.save),
    FormSave("tags.list", tags.submit, READS),
    FormSave("settings.save", settings.save),
    FormSave("notes.create", notes.create),
    FormSave("imports.start", imports.start),
)

_OTHERS = (
    Shortcut("new_contact", contact_forms.new),
    Shortcut("contact_from_message", contact_forms.from_message, on=On.MESSAGE),
    Options("contacts.pick_tags", tags.offer),
    Options("contacts.pick_employer", contacts.offer_companies),
    Options("settings.pick_country", settings.offer_countries),
    HomeOpened(home.opened),
)
# fmt: on


def table() -> Routes:
    routes: tuple[Route, ...] = (*_VERBS, *_WORKSPACE, *_HELP, *_BUTTONS, *_FORMS, *_OTHERS)
    return Routes(routes, aliases=ALIASES)

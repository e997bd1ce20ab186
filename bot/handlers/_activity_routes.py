"""The routes of activity: what people log, the feed, and what places follow of it; part of `table`."""

from bot.handlers import activity_acts, activity_forms, activity_lines, channels, contacts, feed, follow_forms, follows
from bot.handlers._ask import Access, Asked
from bot.handlers._routes import Button, FormSave, On, Options, Shortcut, Verb

READS, WRITES, OPENS = Access.READS, Access.WRITES, Access.OPENS

# fmt: off
# What is said in one line, with a colon in it, where the verb alone opens a form.
_JOT = Verb("/activity", "log", activity_lines.jot, WRITES, fr="noter")
# What is said in one line, where the verb alone opens a form.
_FOLLOW = Verb(
    "/activity", "follow", follows.follow, WRITES, fr="suivre", first=follows.can_follow, before=Asked.CHANNEL
)
_PRIVATE = frozenset({"private", "prive", "en", "in"})
VERBS = (
    Verb("/activity", "", feed.look, READS, help="activity_show", usage=("[Ann Martin]", "[Ann Martin]")),
    Verb("/activity", "log", activity_forms.new, OPENS, fr="noter", help="activity_log", never_with=":",
         usage=("[call Ann Martin: asked for a quote]", "[appel Ann Martin : demande un devis]"), otherwise=_JOT),
    Verb("/activity", "add", activity_forms.new, OPENS, fr="ajouter", never_with=":", otherwise=_JOT),
    Verb("/activity", "consigner", activity_forms.new, OPENS, never_with=":", otherwise=_JOT),
    Verb("/activity", "list", feed.listed, READS, fr="liste", help="activity_list",
         usage=("[Ann Martin] [type:call] [by:@colleague] [last week]",
                "[Ann Martin] [type:appel] [par:@collègue] [semaine dernière]")),
    Verb("/activity", "find", feed.find, READS, fr="chercher", help="activity_find",
         usage=("price list", "liste de prix")),
    Verb("/activity", "cherche", feed.find, READS),
    Verb("/activity", "follow", follow_forms.new, OPENS, fr="suivre", help="activity_follow",
         usage=("[tag:client] [type:call] [-by:@colleague] [private]",
                "[étiquette:client] [type:appel] [-par:@collègue] [en privé]"),
         only=_PRIVATE, otherwise=_FOLLOW),
    Verb("/activity", "channel", channels.make, WRITES, fr="canal", help="activity_channel",
         usage=("Ann Martin", "Ann Martin"), first=channels.linked, before=Asked.LINKED),
    Verb("/activity", "unfollow", follows.unfollow, WRITES, fr="arrêter", help="activity_unfollow",
         usage=("Ann Martin", "Ann Martin")),
    Verb("/activity", "follows", follows.followed, READS, fr="suivis", help="activity_follows",
         usage=("[private]", "[en privé]")),
    Verb("/activity", "settings", follows.settings, OPENS, fr="réglages", help="activity_settings",
         usage=("[private]", "[en privé]")),
)

BUTTONS = (
    Button("activities.new", activity_forms.new, OPENS),
    Button("activities.resume", activity_forms.resume, WRITES),
    Button("activities.afresh", activity_forms.forget, WRITES),
    Button("activities.guess", activity_forms.choose_guess, WRITES),
    Button("activities.open", activity_acts.open, OPENS),
    Button("activities.edit", activity_forms.edit, OPENS),
    Button("activities.ask_delete", activity_acts.ask_delete, OPENS),
    Button("activities.more:open", activity_acts.open, OPENS),
    Button("activities.more:edit", activity_forms.edit, OPENS),
    Button("activities.more:delete", activity_acts.ask_delete, OPENS),
    Button("activities.pick", activity_lines.pick, WRITES),
    Button("activities.type", activity_lines.pick_type, WRITES),
    Button("activities.confirm", activity_lines.confirm, WRITES),
    Button("undo.activity", activity_acts.take_back, WRITES),
    Button("feed.page", feed.turn, READS),
    Button("feed.open", feed.open, OPENS),
    Button("feed.clear", feed.clear, READS),
    Button("feed.type", feed.choose, READS),
    Button("feed.person", feed.choose, READS),
    Button("feed.period", feed.choose, READS),
    Button("feed.words", feed.choose, READS),
    Button("following.new", follow_forms.new, OPENS),
    Button("follows.confirm", follows.follow_anyway, WRITES, before=Asked.CHANNEL),
    Button("follows.more:stop", follows.stop, WRITES),
    Button("follows.more:open", contacts.open, READS),
    Button("channels.anyway", channels.make_anyway, WRITES),
    Button("channels.another", channels.make_another, WRITES),
    Button("posts.more:open", contacts.open, READS),
    Button("posts.more:settings", follows.settings, OPENS),
    Button("posts.more:why", follows.why, READS),
)

FORMS = (
    FormSave("following.save", follow_forms.save, before=Asked.FOLLOWED, first=follow_forms.can_save),
    FormSave("places.save", follows.settle),
    FormSave("activities.save", activity_forms.save),
    FormSave("activities.delete", activity_acts.delete),
    FormSave("feed.show", feed.show_found, READS),
)

OPTIONS = (
    Options("following.pick_search", follow_forms.offer_searches),
    Options("following.pick_types", follow_forms.offer_types),
    Options("following.pick_not_types", follow_forms.offer_types),
)

SHORTCUTS = (
    Shortcut("log_activity", activity_forms.from_message, on=On.MESSAGE),
)
# fmt: on

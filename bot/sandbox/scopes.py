"""Which scope each Web API method asks for, as Slack's method pages list them, and which body it reads.

A method with several scopes is content with any one of them. `{kind}` stands for the kind of conversation the
call is about, channels, groups, im or mpim; `{manage}` for the scope that lets an app change one of that kind.
"""

from functools import lru_cache

KINDS = ("channels", "groups", "im", "mpim")

_NO_SCOPES = frozenset({"im:write.invites", "mpim:write.invites"})  # nobody is invited into a direct message
_TOPIC = ("{manage}", "{kind}:write.topic")

SCOPES: dict[str, tuple[str, ...]] = {
    "api.test": (),
    "apps.connections.open": ("connections:write",),
    "auth.test": (),
    "bots.info": ("users:read",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.archive": ("{manage}",),
    "conversations.close": ("{manage}",),
    "conversations.create": ("channels:manage", "groups:write"),
    "conversations.history": ("{kind}:history",),
    "conversations.info": ("{kind}:read",),
    "conversations.invite": ("{manage}", "{kind}:write.invites"),
    "conversations.join": ("channels:join",),
    "conversations.kick": ("{manage}",),
    "conversations.leave": ("{manage}",),
    "conversations.list": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.mark": ("{manage}",),
    "conversations.members": ("{kind}:read",),
    "conversations.open": ("im:write", "mpim:write", "groups:write", "channels:manage"),
    "conversations.rename": ("{manage}",),
    "conversations.replies": ("{kind}:history",),
    "conversations.setPurpose": _TOPIC,
    "conversations.setTopic": _TOPIC,
    "conversations.unarchive": ("{manage}",),
    "files.completeUploadExternal": ("files:write",),
    "files.delete": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "files.list": ("files:read",),
    "pins.add": ("pins:write",),
    "pins.list": ("pins:read",),
    "pins.remove": ("pins:write",),
    "reactions.add": ("reactions:write",),
    "reactions.get": ("reactions:read",),
    "reactions.list": ("reactions:read",),
    "reactions.remove": ("reactions:write",),
    "team.info": ("team:read",),
    "users.conversations": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}

# The others read a form or the query and pass over a JSON body: docs.slack.dev/apis/web-api#methods_supporting_json
TAKES_JSON: frozenset[str] = frozenset(SCOPES) - {
    "bots.info",
    "chat.getPermalink",
    "conversations.info",
    "conversations.list",
    "conversations.members",
    "conversations.replies",
    "files.getUploadURLExternal",
    "files.info",
    "files.list",
    "pins.list",
    "reactions.get",
    "reactions.list",
    "users.conversations",
    "users.info",
    "users.list",
    "users.lookupByEmail",
}

# Slack tells an app of these only while it holds the scope beside them.
EVENT_SCOPES: dict[str, str] = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_history_changed": "channels:history",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_shared": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_unshared": "channels:read",
    "group_archive": "groups:read",
    "group_close": "groups:read",
    "group_deleted": "groups:read",
    "group_history_changed": "groups:history",
    "group_left": "groups:read",
    "group_open": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "im_close": "im:read",
    "im_created": "im:read",
    "im_history_changed": "im:history",
    "im_open": "im:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "file_change": "files:read",
    "file_created": "files:read",
    "file_deleted": "files:read",
    "file_public": "files:read",
    "file_shared": "files:read",
    "file_unshared": "files:read",
    "team_domain_change": "team:read",
    "team_join": "users:read",
    "team_rename": "team:read",
    "user_change": "users:read",
    "user_profile_changed": "users:read",
}


def scope_for(scope: str, kind: str) -> str:
    """The scope that stands behind a placeholder for one kind of conversation."""
    manage = "channels:manage" if kind == "channels" else f"{kind}:write"
    return scope.replace("{manage}", manage).replace("{kind}", kind)


@lru_cache(maxsize=len(SCOPES))
def scopes_of(method: str) -> tuple[str, ...]:
    """Whatever would do for some conversation or other."""
    scopes = dict.fromkeys(scope_for(scope, kind) for scope in SCOPES[method] for kind in KINDS)
    return tuple(scope for scope in scopes if scope not in _NO_SCOPES)


ALL_BOT_SCOPES: frozenset[str] = frozenset(
    {scope for method in SCOPES for scope in scopes_of(method) if scope != "connections:write"}
    | set(EVENT_SCOPES.values())
    | {"commands", "chat:write.public", "chat:write.customize"}
)

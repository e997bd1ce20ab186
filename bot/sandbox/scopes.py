"""Which scope each Web API method asks for, as Slack's method pages list them.

A method with several scopes is content with any one of them. `{kind}` stands for the kind of conversation the
call is about: channels, groups, im or mpim.
"""

SCOPES: dict[str, tuple[str, ...]] = {
    "apps.connections.open": ("connections:write",),
    "auth.test": (),
    "bots.info": ("users:read",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.archive": ("channels:manage", "groups:write"),
    "conversations.create": ("channels:manage", "groups:write"),
    "conversations.history": ("{kind}:history",),
    "conversations.info": ("{kind}:read",),
    "conversations.invite": ("channels:manage", "groups:write", "channels:write.invites", "groups:write.invites"),
    "conversations.join": ("channels:join",),
    "conversations.leave": ("channels:manage", "groups:write", "im:write", "mpim:write"),
    "conversations.list": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.members": ("{kind}:read",),
    "conversations.open": ("im:write", "mpim:write", "groups:write", "channels:manage"),
    "conversations.replies": ("{kind}:history",),
    "conversations.setPurpose": ("channels:manage", "groups:write", "channels:write.topic", "groups:write.topic"),
    "conversations.setTopic": ("channels:manage", "groups:write", "channels:write.topic", "groups:write.topic"),
    "files.completeUploadExternal": ("files:write",),
    "files.delete": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "pins.add": ("pins:write",),
    "reactions.add": ("reactions:write",),
    "team.info": ("team:read",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
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
    "channel_rename": "channels:read",
    "group_archive": "groups:read",
    "group_rename": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "reaction_added": "reactions:read",
    "file_shared": "files:read",
    "user_change": "users:read",
    "team_join": "users:read",
}

_KINDS = ("channels", "groups", "im", "mpim")

ALL_BOT_SCOPES: frozenset[str] = frozenset(
    {
        scope.replace("{kind}", kind)
        for scopes in SCOPES.values()
        for scope in scopes
        for kind in _KINDS
        if scope != "connections:write"
    }
    | set(EVENT_SCOPES.values())
    | {"commands", "chat:write.public", "chat:write.customize"}
)

"""The methods that Slack has and the sandbox has not, so that an app is told which of the two it is.

https://docs.slack.dev/reference/methods, as slack_sdk 3.47 calls them; those of `admin` are not named one by one.
"""

_FAMILIES: dict[str, str] = {
    "apps": "event.authorizations.list manifest.create manifest.delete manifest.export manifest.update "
    "manifest.validate uninstall",
    "assistant": "threads.setStatus threads.setSuggestedPrompts threads.setTitle",
    "auth": "revoke teams.list",
    "blocks": "validate",
    "bookmarks": "add edit list remove",
    "calls": "add end info participants.add participants.remove update",
    "canvases": "access.delete access.set create delete edit getContent sections.lookup",
    "chat": "appendStream deleteScheduledMessage meMessage scheduleMessage scheduledMessages.list "
    "startStream stopStream unfurl",
    "conversations": "acceptSharedInvite approveSharedInvite canvases.create declineSharedInvite "
    "externalInvitePermissions.set inviteShared listConnectInvites requestSharedInvite.approve "
    "requestSharedInvite.deny requestSharedInvite.list",
    "dialog": "open",
    "dnd": "endDnd endSnooze info setSnooze teamInfo",
    "emoji": "list",
    "entity": "presentDetails",
    "files": "comments.delete remote.add remote.info remote.list remote.remove remote.share remote.update "
    "revokePublicURL sharedPublicURL",
    "functions": "completeError completeSuccess",
    "migration": "exchange",
    "oauth": "access v2.access v2.exchange",
    "openid": "connect.token connect.userInfo",
    "reminders": "add complete delete info list",
    "rtm": "connect start",
    "search": "all files messages",
    "slackLists": "access.delete access.set create download.get download.start items.create items.delete "
    "items.deleteMultiple items.info items.list items.update update",
    "stars": "add list remove",
    "team": "accessLogs billableInfo billing.info externalTeams.disconnect externalTeams.list "
    "integrationLogs preferences.list profile.get",
    "tooling": "tokens.rotate",
    "usergroups": "create disable enable list update users.list users.update",
    "users": "deletePhoto discoverableContacts.lookup getPresence identity profile.get profile.set setPhoto "
    "setPresence",
    "workflows": "featured.add featured.list featured.remove featured.set stepCompleted stepFailed updateStep",
}
MISSING: frozenset[str] = frozenset(
    f"{family}.{method}" for family, methods in _FAMILIES.items() for method in methods.split()
)
_UNNAMED = "admin."
NOT_HERE = "is a method of Slack that is not in the sandbox"


def is_missing(method: str) -> bool:
    return method in MISSING or method.startswith(_UNNAMED)

"""The Web API: one table of methods, one door before them."""

from collections.abc import Callable

from ..wire import Json
from . import chat, conversations, conversations_change, conversations_read, files, marks, team, users, views
from ._call import Call

METHODS: dict[str, Callable[[Call], Json]] = {
    "apps.connections.open": team.open_connection,
    "auth.test": team.auth_test,
    "bots.info": users.bot_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.archive": conversations_change.archive,
    "conversations.close": conversations.close_direct,
    "conversations.create": conversations.create,
    "conversations.history": conversations_read.history,
    "conversations.info": conversations_read.info,
    "conversations.invite": conversations.invite,
    "conversations.join": conversations.join,
    "conversations.kick": conversations.kick,
    "conversations.leave": conversations.leave,
    "conversations.list": conversations_read.listed,
    "conversations.mark": conversations_change.mark,
    "conversations.members": conversations_read.members,
    "conversations.open": conversations.open_direct,
    "conversations.rename": conversations_change.rename,
    "conversations.replies": conversations_read.replies,
    "conversations.setPurpose": conversations_change.set_purpose,
    "conversations.setTopic": conversations_change.set_topic,
    "conversations.unarchive": conversations_change.unarchive,
    "files.completeUploadExternal": files.complete_upload,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "files.list": files.listed,
    "pins.add": marks.add_pin,
    "pins.list": marks.list_pins,
    "pins.remove": marks.remove_pin,
    "reactions.add": marks.add_reaction,
    "reactions.get": marks.get_reactions,
    "reactions.list": marks.list_reactions,
    "reactions.remove": marks.remove_reaction,
    "team.info": team.team_info,
    "users.conversations": conversations_read.listed_of,
    "users.info": users.info,
    "users.list": users.listed,
    "users.lookupByEmail": users.lookup_by_email,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}

__all__ = ["METHODS", "Call"]

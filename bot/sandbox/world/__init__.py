"""What the stand-in remembers: records, the shelves that keep them, and the few acts that change them."""

from .journal import FileJournal, Forgetful
from .records import Channel, Installation, Message, Person, Reaction, StoredFile, Token, Workspace
from .world import World

__all__ = [
    "Channel",
    "FileJournal",
    "Forgetful",
    "Installation",
    "Message",
    "Person",
    "Reaction",
    "StoredFile",
    "Token",
    "Workspace",
    "World",
]

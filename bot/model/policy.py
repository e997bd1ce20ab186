"""Who may do what, in one table; `@needs` in crm asks it."""

from collections.abc import Mapping
from enum import StrEnum

from bot.model.bulk import Act
from bot.model.errors import GuestRefused, RoleRefused
from bot.model.members import Member, Role, Standing


class Can(StrEnum):
    READ = "read"
    WRITE = "write"
    IMPORT = "import"
    FOLLOW = "follow"
    DELETE = "delete"
    BULK = "bulk"
    MANAGE_TAGS = "manage_tags"
    MANAGE_SEARCHES = "manage_searches"  # those that others share
    MANAGE_ACTIVITIES = "manage_activities"  # those that others logged
    SETTINGS = "settings"
    MANAGERS_FIELDS = "managers_fields"


_EVERYBODY = frozenset(Role)
_MANAGERS = frozenset({Role.ADMIN, Role.MANAGER})
_WRITERS = frozenset({Role.ADMIN, Role.MANAGER, Role.MEMBER})

_TABLE: dict[Can, frozenset[Role]] = {
    Can.READ: _EVERYBODY,
    Can.WRITE: _WRITERS,
    Can.IMPORT: _WRITERS,
    Can.FOLLOW: _WRITERS,
    Can.DELETE: _WRITERS,
    Can.BULK: _WRITERS,
    Can.MANAGE_TAGS: _MANAGERS,
    Can.MANAGE_SEARCHES: _MANAGERS,
    Can.MANAGE_ACTIVITIES: _MANAGERS,
    Can.SETTINGS: frozenset({Role.ADMIN}),
    Can.MANAGERS_FIELDS: _MANAGERS,
}

# What each act on many takes, besides BULK.
NEEDED: Mapping[Act, Can] = {
    Act.DELETE: Can.DELETE,
    Act.TAG: Can.WRITE,
    Act.ASSIGN: Can.WRITE,
    Act.CONSENT: Can.WRITE,
}


def allows(member: Member, can: Can) -> bool:
    return member.standing is Standing.FULL and member.role in _TABLE[can]


def require(member: Member, can: Can) -> None:
    """Raises GuestRefused for whoever is no full member, RoleRefused for a role too low."""
    if member.standing is not Standing.FULL:
        raise GuestRefused
    if not allows(member, can):
        raise RoleRefused(can=can.value)

"""The people of a workspace, what they may do, and who is looking."""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from bot.model.columns import DEFAULT_COLUMNS
from bot.model.files import EXCLUDED_KINDS
from bot.model.ids import MemberId, Tenant
from bot.model.references import DEFAULT


class Role(StrEnum):
    ADMIN = "admin"
    MANAGER = "manager"
    MEMBER = "member"
    READER = "reader"


class Standing(StrEnum):
    """What Slack says a person is; all but FULL are kept out."""

    FULL = "full"
    MULTI_CHANNEL_GUEST = "multi_channel_guest"
    SINGLE_CHANNEL_GUEST = "single_channel_guest"
    STRANGER = "stranger"
    BOT = "bot"
    GONE = "gone"


OUTSIDE = frozenset({Standing.MULTI_CHANNEL_GUEST, Standing.SINGLE_CHANNEL_GUEST, Standing.STRANGER})


class ToOutsiders(StrEnum):
    """What a channel is told while somebody from outside reads along there."""

    NAMES = "names"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's own choices; `version` lets an older row be read by newer code.

    `columns` and `sort` are those of lists of contacts: values of `Column` and of `query.Sort`. `landing` is the tab
    that a record opens on, a value of `records.Tab`. Nothing is told between `quiet_from` and `quiet_until`, which may
    lie on two days, nor without `weekends` on Saturdays and Sundays; `email` is for reminders by e-mail too.
    """

    version: int = 4
    default_hour: time = time(9)
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    sort: str = "relevance"
    landing: str = "overview"
    quiet_from: time | None = None
    quiet_until: time | None = None
    weekends: bool = True
    email: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When and how a person wants to be reminded, as in Preferences; `default` is that of a day without an hour."""

    default: time
    quiet_from: time | None
    quiet_until: time | None
    weekends: bool
    email: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    id: MemberId
    name: str
    locale: str  # Slack's own, fr-FR
    zone: str  # IANA
    role: Role = Role.MEMBER
    standing: Standing = Standing.FULL
    dm_channel: str | None = None
    email: str | None = None  # as Slack names it, where it may
    preferences: Preferences = field(default_factory=Preferences)

    @property
    def language(self) -> str:
        return language_of(self.locale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A tenant's own settings. `language` is that of posts in channels, `country` the default for phones, `pattern`
    what references are made from, `birthday_years` whether a birthday is asked with its year, `excluded_kinds` the
    endings of files that are not taken, `outsiders` what channels with people from outside are told."""

    tenant: Tenant
    enterprise: str
    team: str
    name: str
    locale: str
    zone: str
    country: str
    pattern: str = DEFAULT
    birthday_years: bool = True
    excluded_kinds: tuple[str, ...] = EXCLUDED_KINDS
    outsiders: ToOutsiders = ToOutsiders.NAMES

    @property
    def language(self) -> str:
        return language_of(self.locale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is acting or looking, as the shell knows them for one action."""

    member: Member
    workspace: Workspace

    @property
    def id(self) -> MemberId:
        return self.member.id

    @property
    def tenant(self) -> Tenant:
        return self.workspace.tenant

    @property
    def language(self) -> str:
        return self.member.language


def system_viewer(workspace: Workspace) -> Viewer:
    """Carnet itself, for what it does by its own: it may do all and is nobody's member."""
    carnet = Member(id=MemberId("carnet"), name="Carnet", locale=workspace.locale, zone=workspace.zone, role=Role.ADMIN)
    return Viewer(member=carnet, workspace=workspace)


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes a session has: one member's, everyone's (`member` None), or the system's own."""

    member: MemberId | None = None
    everything: bool = False


EVERYONE = Sight()
SYSTEM = Sight(everything=True)


def language_of(locale: str) -> str:
    """`fr` or `en`, the two languages spoken; anything else reads English."""
    return "fr" if locale.lower().startswith("fr") else "en"


# Where Slack names no country, the person's zone does, for the phones of a new workspace.
_COUNTRIES = {
    "Europe/Paris": "FR",
    "Europe/Brussels": "BE",
    "Europe/Zurich": "CH",
    "Europe/Luxembourg": "LU",
    "Europe/London": "GB",
    "America/Toronto": "CA",
    "America/Montreal": "CA",
    "America/Vancouver": "CA",
    "Asia/Kolkata": "IN",
}


def country_of(zone: str, locale: str) -> str:
    """ISO 3166 code guessed from zone, then locale; an admin changes it in the settings."""
    if zone in _COUNTRIES:
        return _COUNTRIES[zone]
    _, _, region = locale.replace("_", "-").partition("-")
    return region.upper() if len(region) == 2 else "US"

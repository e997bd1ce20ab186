"""`carnet check`: says what is wrong with the settings, the database and Slack, before anything is started."""

from bot.app._shelf import vault_of
from bot.config import Settings
from bot.gateway import UNREACHABLE, MailServer, granted_scopes
from bot.model.errors import StoreUnavailable
from bot.store import SchemaMismatch, StoreInUse, weaknesses
from bot.vault import KeysMalformed

# What manifest.yml asks for; a house test holds the two together.
SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "im:write",
        "im:history",
        "users:read",
        "channels:read",
        "channels:join",
        "channels:manage",
        "pins:write",
        "groups:read",
        "files:read",
    }
)


async def check(settings: Settings) -> list[str]:
    """One sentence a fault; none where all is well."""
    return [*misconfigured(settings), *await _database(settings), *await _slack(settings)]


def misconfigured(settings: Settings) -> list[str]:
    wrong = []
    if settings.slack_bot_token is None:
        wrong.append("SLACK_BOT_TOKEN is not set: the bot cannot speak.")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        wrong.append("Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): nothing is listened to.")
    try:
        vault_of(settings)
    except KeysMalformed as error:
        wrong.append(str(error))
    try:
        _ = settings.smtp_url and MailServer.read(settings.smtp_url.get_secret_value())
    except ValueError as error:
        wrong.append(str(error))
    return wrong


async def _database(settings: Settings) -> list[str]:
    try:
        return await weaknesses(settings.database_url)
    except (SchemaMismatch, StoreInUse) as error:
        return [str(error)]
    except StoreUnavailable:
        return ["The database does not answer, or refuses the role: check DATABASE_URL."]


async def _slack(settings: Settings) -> list[str]:
    if settings.slack_bot_token is None:
        return []
    try:
        granted = await granted_scopes(settings.slack_api_url, settings.slack_bot_token.get_secret_value())
    except UNREACHABLE as error:
        return [f"Slack does not accept the bot token or does not answer ({type(error).__name__})."]
    missing = sorted(SCOPES - granted)
    if not missing:
        return []
    return [f"The bot token lacks scopes: {', '.join(missing)}. Reinstall the app with manifest.yml."]

"""The catalogues of what Carnet says: English in the templates themselves, French in locale/fr."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LANGUAGES = ("en", "fr")
_LOCALE = Path(__file__).parent / "locale"


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; compiled in memory, so that no binary file needs to be kept in step."""
    source = _LOCALE / language / "LC_MESSAGES" / "carnet.po"
    if not source.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)

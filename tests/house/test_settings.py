"""What a person who installs Carnet can set is the same in the code and in .env.example."""

import re

from tests.house._source import ROOT, sentence

LINE = re.compile(r"^#? ?([A-Z][A-Z0-9_]+)=", re.MULTILINE)


def test_env_example_names_every_setting_and_no_other() -> None:
    written = LINE.findall((ROOT / ".env.example").read_text(encoding="utf-8"))
    read = _settings()
    missing, unknown = sorted(read - set(written)), sorted(set(written) - read)
    assert not missing, sentence("Describe these settings in .env.example.", missing)
    assert not unknown, sentence("bot/config.py reads no such setting: take it out of .env.example.", unknown)
    assert len(written) == len(set(written)), "A setting stands twice in .env.example."


def test_every_setting_in_env_example_is_explained() -> None:
    paragraphs = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")
    bare = [paragraph for paragraph in paragraphs if LINE.search(paragraph) and not _explained(paragraph)]
    assert not bare, sentence("Open each paragraph of .env.example with a comment that says what it is for.", bare)


def _settings() -> set[str]:
    from bot.config import Settings

    return {str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()}


def _explained(paragraph: str) -> bool:
    first = paragraph.strip().splitlines()[0]
    return first.startswith("# ") and not LINE.match(first)

"""A line as it is kept under a name."""

from bot.parse.query import lasting, renamed, searches_in


def test_a_line_is_kept_with_days_that_every_reader_reads() -> None:
    line = 'x créé : >01/02/2026 -created:1.2.26..3/4/2026 01/02/2026 created:7j created:"31/12/2026"'
    french = 'x créé : >2026-02-01 -created:2026-02-01..2026-04-03 01/02/2026 created:7j created:"2026-12-31"'
    assert lasting(line, "fr") == french
    assert lasting("created:01/02/2026", "en-US") == "created:2026-01-02"
    assert lasting("created:7j marie", "fr") == "created:7j marie"


def test_what_a_line_names_is_called_anew() -> None:
    line = 'x -search:"My Clients", other recherche:MY-CLIENTS search:"my  clients" tag:a'
    assert searches_in(line) == {"my clients", "other", "my-clients"}
    again = renamed(line, "my clients", 'the "best", ones')
    quoted = '"the ""best"", ones"'
    assert again == f'x -search:{quoted},"other" recherche:MY-CLIENTS search:{quoted} tag:a'

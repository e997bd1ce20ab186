"""Bytes ↔ records: what other programs' files say, read for crm and written for people."""

# Why a whole file is refused (FileRefused.reason), each a sentence in templates.
REFUSALS = (
    "empty",
    "too_large",
    "spreadsheet",
    "not_csv",
    "encoding",
    "no_known_column",
    "no_rows",
    "too_many_rows",
    "too_many_columns",
    "gone",  # no longer where it was kept
)

# Why one row is refused (Refusal.reason).
ROW_REFUSALS = (
    "nothing_to_call_it",
    "email_unreadable",
    "too_many_cells",
    "cell_too_long",
    "characters_unreadable",
    "quote_not_closed",
)

# What is said of a row that was taken all the same.
ROW_WARNINGS = ("email_unreadable", "phone_unreadable", "moved_to_comment")

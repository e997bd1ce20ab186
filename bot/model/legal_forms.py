"""What firms are in law, as it stands in their names; folded."""

LEGAL_FORMS = frozenset((
    "inc", "llc", "llp", "ltd", "limited", "plc", "corp", "corporation", "gmbh", "ag", "kg", "ug", "bv", "nv", "srl",
    "spa", "oy", "aps", "pty", "sa", "sas", "sasu", "sarl", "eurl", "snc", "sci", "scop", "scic", "selarl", "sprl",
    "earl", "gaec", "gie", "scp", "pvt", "sl", "lda", "sro",
))  # fmt: skip

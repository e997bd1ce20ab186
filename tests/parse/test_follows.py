"""What a place is to follow, as people say it, in either language."""

import pytest

from bot.model.choices import ChoiceKind
from bot.model.errors import LineTypeUnknown
from bot.model.follows import Only
from bot.model.ids import ChoiceId
from bot.model.line_types import LineType
from bot.parse.follows import AskedFollow, read_follow
from tests import make

CALL, SITE, MAIL, DEMO = map(ChoiceId, (7, 8, 9, 10))
TYPES = [
    make.choice(key, ChoiceKind.ACTIVITY, name)
    for key, name in ((CALL, "appel"), (SITE, "visite de chantier"), (MAIL, "e-mail"), (DEMO, "démonstration"))
]


def asked(line: str) -> AskedFollow:
    return read_follow(line, me=make.CLAIRE, types=TYPES)


def only(*types: LineType | ChoiceId, without: tuple[LineType | ChoiceId, ...] = ()) -> Only:
    ours, out = ([each for each in some if isinstance(each, LineType)] for some in (types, without))
    own, own_out = ([each for each in some if not isinstance(each, LineType)] for some in (types, without))
    return Only(
        types=frozenset(ours),
        not_types=frozenset(out),
        activities=frozenset(own),
        not_activities=frozenset(own_out),
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("type:note", only(LineType.NOTE)),
        ("type:call", only(CALL)),
        ("type:appel", only(CALL)),
        ("TYPE : Appels", only(CALL)),
        ("-type:call", only(without=(CALL,))),
        ("−type:rdv,phone", None),
        ("type:call,note", only(CALL, LineType.NOTE)),
        ("type:note, e-mail", only(LineType.NOTE, MAIL)),
        ("type:courriel", only(MAIL)),
        ("type:visite de chantier", only(SITE)),
        ('type:"visite de chantier",appel', only(SITE, CALL)),
        ("type:« Visite de chantier »", only(SITE)),
        ("type:démonstrations", only(DEMO)),
        ("sans les appels", only(without=(CALL,))),
        ("sans les visites de chantier ni les notes", only(without=(SITE, LineType.NOTE))),
        ("without calls and e-mails", only(without=(CALL, MAIL))),
        ("sauf l’appel", only(without=(CALL,))),
        ("only calls", only(CALL)),
        ("seulement les appels et les notes", only(CALL, LineType.NOTE)),
        ("type:note -type:call", only(LineType.NOTE, without=(CALL,))),
    ],
)
def test_types_are_asked_for_and_left_out_whatever_else_is_followed(said: str, meant: Only | None) -> None:
    if meant is None:
        with pytest.raises(LineTypeUnknown):
            asked(said)
        return
    assert asked(said) == AskedFollow(words="", only=meant, is_all=True, line=said)
    for line in (f"Ann Martin {said}", f"{said} Ann Martin"):
        assert asked(line) == AskedFollow(words="Ann Martin", only=meant, line=line), line
    assert asked(f"tag:client {said} en privé").words == "tag:client"
    assert asked(f"tout {said}").is_all


@pytest.mark.parametrize(
    ("line", "word", "nearest"),
    [
        ("everything type:cal", "cal", "call"),
        ("tout -type:demonstation", "demonstation", "démonstration"),
        ("Ann Martin type:dance", "dance", ""),
        ("type:call,nope", "nope", "note"),
        ("type:company,nope", "nope", "note"),
        ('type:"zz zz"', "zz zz", ""),
        ("type:import", "import", ""),
    ],
)
def test_a_type_that_there_is_not_is_named_with_the_nearest(line: str, word: str, nearest: str) -> None:
    with pytest.raises(LineTypeUnknown) as unknown:
        asked(line)
    assert unknown.value.values == {"word": word, "nearest": nearest, "followed": True}


@pytest.mark.parametrize(
    "line",
    [
        "type:company tag:client", "type:personne", "genre:entreprise", "Jean Sans Terre", "Sauf Conduit", "type:",
        "Only One Ltd", "but I", "Without Walls and Sons",
    ],
)  # fmt: skip
def test_what_is_no_word_about_lines_is_left_for_the_search(line: str) -> None:
    assert asked(line) == AskedFollow(words=line, line=line)


def test_a_filter_behind_a_comma_is_no_type() -> None:
    assert asked("type:note, tag:client").only == only(LineType.NOTE)
    assert "tag:client" in asked("type:note, tag:client").words


@pytest.mark.parametrize("line", ["everything", "tout", "tous les contacts", "*"])
def test_everything_is_said_in_either_language(line: str) -> None:
    assert asked(line) == AskedFollow(words="", is_all=True, line=line)


@pytest.mark.parametrize("said", ["private", "en privé", "for me", "privately"])
def test_in_private_is_said_at_the_end(said: str) -> None:
    assert asked(f"Ann Martin {said}") == AskedFollow(words="Ann Martin", is_private=True, line=f"Ann Martin {said}")


def test_a_type_that_was_deleted_makes_a_follow_of_it_alone_one_of_nothing() -> None:
    alone, without = only(CALL), only(without=(CALL,))
    for type in LineType:
        assert not alone.lets_in(type, "U1", None)
    assert alone.lets_in(LineType.ACTIVITY, "U1", CALL)
    assert not alone.lets_in(LineType.ACTIVITY, "U1", MAIL)
    assert [without.lets_in(LineType.ACTIVITY, "U1", each) for each in (CALL, MAIL, None)] == [False, True, True]
    assert not without.is_all
    assert not alone.is_all

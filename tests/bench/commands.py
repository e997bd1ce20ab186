"""How long a command takes, from its request to its answer, and how many fit into a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bench._figures import Figure, middle, quantile
from tests.bench._homes import Home, name_of
from tests.bench._load import Line, command, per_second
from tests.bench._machine import free_port, in_its_place, running
from tests.bench._statements import Told, heard, run_again

ROUNDS = 5  # the floor and ours take turns, so that whatever else the machine does is paid by both
_CROWDS = 9  # rounds of many connections: each lasts but a second, which one hiccup of the machine spoils
_EACH = 200
_AT_ONCE = 3000
_CONNECTIONS = 100

Form = dict[str, str]


def helped(home: Home) -> Iterator[Figure]:
    """`/crm help`, which asks no store."""
    with carnet(home) as ours, _bare(home, ours) as floor:
        bare, own = Line(floor), Line(ours, wanted="/contact")
        _warm(bare, own)
        took = [(bare.milliseconds(_help(_EACH)), own.milliseconds(_help(_EACH))) for _ in range(ROUNDS)]
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            yield Figure(
                f"/crm help, one connection, {name}",
                middle([quantile(each, share) for _, each in took]),
                "ms",
                middle([quantile(each, share) for each, _ in took]),
            )
        rates = [
            [per_second(port, _help(_AT_ONCE), connections=_CONNECTIONS) for port in (floor, ours)]
            for _ in range(_CROWDS)
        ]
        yield Figure(
            f"/crm help, {_CONNECTIONS} connections",
            middle([rate for _, rate in rates]),
            "requests/s",
            middle([rate for rate, _ in rates]),
        )


def found(home: Home) -> Iterator[Figure]:
    """`/contact Name`, answered with a card."""
    yield from _stored(home, "/contact <name>", "/contact", lambda number: " ".join(name_of(number)))


def noted(home: Home) -> Iterator[Figure]:
    """`/note Name: words`, answered once it is on the disk."""
    yield from _stored(
        home, "/note <name>: <words>", "/note", lambda number: f"{' '.join(name_of(number))}: prefers calls after 4pm"
    )


def _stored(home: Home, name: str, typed: str, said: Callable[[int], str]) -> Iterator[Figure]:
    """The floor is bare Bolt and, beside it, the same statements through the driver alone."""
    numbers = iter(range(7, 10_000, 7))
    forms = [[command(typed, said=said(next(numbers))) for _ in range(_EACH)] for _ in range(ROUNDS)]
    told = _rounds_of(heard(home.copied(), [_help(1)[0], *(form for each in forms for form in each)]))
    replayed = home.copied()
    with carnet(home.copied()) as ours, _bare(home, ours) as floor:
        bare, own = Line(floor), Line(ours, wanted="contacts.open" if typed == "/note" else "notes.new")
        _warm(bare, own, typed, said)
        bolt, statements, took = [], [], []
        for each, again in zip(forms, told, strict=True):
            bolt.append(middle(bare.milliseconds(_help(_EACH))))
            with in_its_place():
                statements.append(middle(run_again(replayed, again)))
            took.append(middle(own.milliseconds(each)))
    yield Figure(f"{name}, {home.engine}, p50", middle(took), "ms", middle(bolt) + middle(statements))


def _rounds_of(told: list[Told]) -> list[list[Told]]:
    return [told[start : start + _EACH] for start in range(0, len(told), _EACH)]


def _help(times: int) -> list[Form]:
    return [command("/crm", said="help") for _ in range(times)]


def _warm(bare: Line, own: Line, typed: str = "/crm", said: Callable[[int], str] = lambda number: "help") -> None:
    """What is loaded on first use is loaded, and who asks is known."""
    bare.milliseconds(_help(50))
    own.milliseconds([command(typed, said=said(number)) for number in range(0, 5000, 100)])


@contextmanager
def _bare(home: Home, ours: int) -> Iterator[int]:
    port, file = free_port(), home.folder / "answer.json"
    file.write_bytes(Line(ours).answer(_help(1)[0]))
    with running("-m", "tests.bench._bare_bolt", str(port), home.slack, str(file), home=home.folder):
        yield port


@contextmanager
def carnet(home: Home) -> Iterator[int]:
    port = free_port()
    with running("-m", "bot", "serve", home=home.folder, surroundings=home.surroundings(port)):
        yield port

"""What is done in one place is not done anywhere else: time, environment, commits, raw SQL, broad excepts, printing."""

import ast
from collections.abc import Iterator

from tests.house._source import Module, modules, places, sentence

WALL = frozenset({"datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today",
                  "datetime.date.today", "time.time", "time.time_ns", "time.localtime", "time.gmtime"})  # fmt: skip
STEADY = frozenset({"time.monotonic", "time.monotonic_ns"})
SLEEP = frozenset({"time.sleep", "asyncio.sleep"})
ENVIRONMENT = frozenset({"os.environ", "os.environb", "os.getenv", "os.putenv", "os.unsetenv"})
RAW_SQL = frozenset({"sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text",
                     "sqlalchemy.literal_column", "sqlalchemy.TextClause"})  # fmt: skip
SAYS_TENANT_ITSELF = ("bot/store/_search*", "bot/store/_outbox*", "bot/store/_jobs*", "bot/store/migrations/")
CATCHES_ALL = ("bot/handlers/_shell*", "bot/api/_shell*", "bot/worker/_loop*", "bot/worker/_upkeep*",
               "bot/worker/_webhooks*")  # fmt: skip


def test_only_the_clock_reads_the_wall_and_waits() -> None:
    # The sandbox plays Slack in its own process and has its own wall.
    found = _used(WALL | STEADY | SLEEP, apart=("bot/clock.py", "bot/sandbox/"))
    assert not found, sentence("Take `now` or the clock as a parameter: time is read in bot/clock.py alone.", found)


def test_only_the_settings_read_the_environment() -> None:
    found = _used(ENVIRONMENT, apart=("bot/config.py",))
    assert not found, sentence("Add a field to Settings in bot/config.py and pass its value on.", found)


def test_raw_sql_stands_only_where_it_names_the_tenant_itself() -> None:
    elsewhere = [module for module in modules("bot/store") if not module.within(*SAYS_TENANT_ITSELF)]
    found = [place for module in elsewhere for place in (*places(module, RAW_SQL), *_attribute(module, "__table__"))]
    assert not found, sentence(
        "Select mapped classes here, so that the session adds the tenant: text() and __table__ go past it.", found
    )


def test_only_the_work_commits() -> None:
    # `_aiosqlite` is the driver, which is told to.
    apart = (
        "bot/crm/_work.py",
        "bot/store/_aiosqlite.py",
        "bot/store/_migrate.py",
        "bot/store/migrations/",
        "bot/sandbox/",
    )
    found = [place for module in modules("bot") if not module.within(*apart) for place in _attribute(module, "commit")]
    assert not found, sentence("Leave the Work to commit: bot/crm/_work.py does it once, on leaving.", found)


def test_only_the_shells_and_the_workers_loop_catch_everything() -> None:
    elsewhere = [module for module in modules("bot") if not module.within(*CATCHES_ALL)]
    broad = [place for module in elsewhere for place in _catching_all(module)]
    assert not broad, sentence(
        "Name the errors you can answer; the shell and the worker's loop see to the rest.", broad
    )


def test_nothing_waits_in_a_way_that_may_lose_a_cancellation() -> None:
    found = _used(frozenset({"asyncio.wait_for"}), apart=())
    assert not found, sentence(
        "Use `asyncio.timeout`: until Python 3.12 wait_for goes on where it is cancelled as its wait ends.", found
    )


def test_only_the_command_lines_print() -> None:
    found = _used(frozenset({"print", "sys.stdout.write"}), apart=("bot/__main__.py", "bot/sandbox/__main__.py"))
    assert not found, sentence("Return words to the command line, or log fields: only __main__ prints.", found)


def _used(names: frozenset[str], *, apart: tuple[str, ...]) -> list[str]:
    return [place for module in modules("bot") if not module.within(*apart) for place in places(module, names)]


def _attribute(module: Module, name: str) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == name:
            yield f"{module.path}:{node.lineno} .{name}"


def _catching_all(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _only_tidies(node):
            yield f"{module.path}:{node.lineno} except"
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "suppress":
            yield from (f"{module.path}:{node.lineno} suppress" for caught in node.args if _is_broad(caught))


def _only_tidies(clause: ast.ExceptHandler) -> bool:
    """A clause that ends in a bare `raise` cleans up and swallows nothing."""
    last = clause.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(each) for each in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})

"""The house stands as docs say it does: who may import whom, what modules may be called, how long things get.

Reads the source; imports none of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "spiders", "pipelines", "storage")
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}

LONGEST_FILE, LONGEST_FUNCTION = 300, 60
LONG_FILES: frozenset[str] = frozenset()  # exceptions, each with its reason; there is none

# They hide or confuse modules of the standard library as soon as a folder comes first on sys.path.
FORBIDDEN_NAMES = {"queue", "types", "logging", "time", "html", "http"}
# Loaded by whatever lists spiders or reads a page in a worker process: these cost hundreds of milliseconds.
HEAVY = {"trafilatura", "sqlite_utils", "sqlite3", "apscheduler", "typer", "rich", "pyarrow", "datasette"}

# What each floor may import of the house, by prefix; a file may always import from its own package.
# `crawler.*` stands for the files of crawler/, the ground floor.
ALLOWED = {
    "crawler.*": {"crawler.*"},
    "storage": {"storage", "crawler.*"},
    "pipelines": {"pipelines", "crawler.*"},
    "pipelines/stages.py": {"pipelines", "storage", "crawler.*"},
    "spiders": {"spiders", "crawler.*"},
    "crawler/": {"crawler/", "spiders", "pipelines", "storage", "crawler.*"},
}
# Scrapy reads the settings by name; they name components by text, and are no floor of their own.
SCRAPY_ALLOWED = ("spiders/", "crawler/", "pipelines/stages.py")


def floor_of_file(file: str) -> str:
    package, *rest = Path(file).parts
    if package == "crawler":
        return "crawler/" if len(rest) > 1 else "crawler.*"
    return file if file in ALLOWED else package


def floor_of_import(module: str) -> str:
    """`crawler.cli.show` → `crawler/`, `crawler.urls` → `crawler.*`, `storage.sqlite.runs` → `storage`."""
    package, *rest = module.split(".")
    if package == "crawler":
        folder = bool(rest) and (ROOT / "crawler" / rest[0]).is_dir()
        return "crawler/" if folder else "crawler.*"
    return package


def imports(file: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and absolute name of each import, those inside functions and under TYPE_CHECKING too."""
    here = Path(file).with_suffix("").parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            for alias in node.names:
                name = f"{module}.{alias.name}"
                # `from crawler import urls` imports a module, `from crawler.urls import canonical` does not
                yield (
                    node.lineno,
                    name if (ROOT / name.replace(".", "/")).with_suffix(".py").exists() else module,
                )


def wrong_imports(file: str, tree: ast.Module) -> list[str]:
    allowed = ALLOWED[floor_of_file(file)]
    return [
        f"{file}:{line} imports {module}"
        for line, module in imports(file, tree)
        if module.split(".")[0] in PACKAGES and floor_of_import(module) not in allowed
    ]


def imported_tops(file: str) -> set[str]:
    return {module.split(".")[0] for _, module in imports(file, MODULES[file])}


def test_the_test_sees_the_whole_house() -> None:
    assert {file.split("/")[0] for file in MODULES} == set(PACKAGES)
    assert len(MODULES) > 30


@pytest.mark.parametrize("file", MODULES)
def test_imports_go_down_the_house_only(file: str) -> None:
    assert wrong_imports(file, MODULES[file]) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("crawler/urls.py", "from storage.store import Store"),
        ("crawler/urls.py", "from crawler.cli.output import say"),
        ("crawler/urls.py", "from crawler.cli import output"),
        ("spiders/base.py", "from storage import open_store"),
        ("spiders/base.py", "def f():\n    from pipelines.process import process_page"),
        ("spiders/base.py", "from crawler.middlewares.robots import Gate"),
        ("pipelines/clean.py", "import spiders.catalog"),
        ("pipelines/clean.py", "from storage.store import Store"),
        ("pipelines/stages.py", "from spiders.base import NewsSpider"),
        ("storage/export.py", "if TYPE_CHECKING:\n    from pipelines.process import process_page"),
        ("storage/sqlite/runs.py", "from ...crawler.runs import launch"),
    ],
)
def test_an_import_that_goes_up_is_seen(file: str, line: str) -> None:
    assert len(wrong_imports(file, ast.parse(line))) == 1


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("crawler/cli/show.py", "from storage.store import Store"),
        ("crawler/runs/launch.py", "from spiders.catalog import load_catalog"),
        ("pipelines/stages.py", "from storage.store import Store"),
        ("storage/sqlite/runs.py", "from crawler.clock import now"),
        ("spiders/base.py", "from crawler import urls"),
    ],
)
def test_an_import_that_goes_down_is_let_through(file: str, line: str) -> None:
    assert wrong_imports(file, ast.parse(line)) == []


@pytest.mark.parametrize("file", MODULES)
def test_the_package_itself_is_never_imported_by_name(file: str) -> None:
    """Scrapy's own `from_crawler(cls, crawler)` would hide it."""
    found = [
        node.lineno
        for node in ast.walk(MODULES[file])
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "crawler" for alias in node.names)
    ]
    assert found == []


@pytest.mark.parametrize("file", MODULES)
def test_scrapy_is_known_to_spiders_to_the_crawler_and_to_the_stages_alone(file: str) -> None:
    if not file.startswith(SCRAPY_ALLOWED):
        assert imported_tops(file) & {"scrapy", "twisted"} == set()


@pytest.mark.parametrize("file", [file for file in MODULES if file.startswith("spiders/")])
def test_a_spider_imports_nothing_heavy(file: str) -> None:
    assert imported_tops(file) & HEAVY == set()


@pytest.mark.parametrize(
    "file", [file for file in MODULES if file.startswith(("spiders/discovery/", "spiders/catalog/"))]
)
def test_discovery_and_catalogue_need_no_scrapy(file: str) -> None:
    assert imported_tops(file) & {"scrapy", "twisted"} == set()


@pytest.mark.parametrize("file", [file for file in MODULES if floor_of_file(file) == "crawler.*"])
def test_the_ground_floor_imports_nothing_heavy(file: str) -> None:
    assert imported_tops(file) & (HEAVY | {"scrapy", "twisted", "lxml"}) == set()


@pytest.mark.parametrize("file", MODULES)
def test_no_module_is_named_as_one_of_the_standard_library(file: str) -> None:
    assert FORBIDDEN_NAMES.isdisjoint({*Path(file).parent.parts, Path(file).stem})


@pytest.mark.parametrize("file", [file for file in MODULES if not file.endswith("__init__.py")])
def test_each_module_opens_with_what_it_does(file: str) -> None:
    assert len(ast.get_docstring(MODULES[file]) or "") > 30


@pytest.mark.parametrize("file", MODULES)
def test_no_file_gets_long(file: str) -> None:
    if file not in LONG_FILES:
        lines = len((ROOT / file).read_text(encoding="utf-8").splitlines())
        assert lines <= LONGEST_FILE, "split it by what its parts do"


@pytest.mark.parametrize("file", MODULES)
def test_no_function_gets_long(file: str) -> None:
    long = {
        node.name: length
        for node in ast.walk(MODULES[file])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}

"""What the documents name is there: files, rooms, headings."""

import re
from pathlib import Path

import pytest

from documents import GUIDES, README, documents
from paths import PAGE, ROOT, TESTS

PACKAGE = ROOT / "backend" / "usertrail"
# Where a path may begin, beside the folder of the document that names it.
BEGINNINGS = (ROOT, ROOT / "backend", PACKAGE, PACKAGE / "normalise", PAGE, TESTS)
SUFFIXES = ("py", "md", "ts", "tsx", "sql", "json", "toml", "txt", "graphql", "png")
CODE = re.compile(r"`([^`]+)`")
# A folder, a file in one, or a file alone.
PATH = re.compile(rf"\.?[a-z_][\w.-]*(/[\w.*-]+)+/?|[\w.-]+/|[\w-]+\.({'|'.join(SUFFIXES)})")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# "  store/    records -> rows", and several of one line: "bodies.py, budget.py".
OF_MAP = re.compile(r"^( *)(\S+(?:, \S+)*) {2,}\S")
# What is installed here, and what only looks like a path.
FOREIGN = re.compile(r"\.venv/.*|\.installed/|application/json")


def prose(document: Path) -> str:
    return BLOCK.sub("", document.read_text())


def is_there(path: str, document: Path) -> bool:
    """A file alone may lie anywhere in the project's own folders."""
    name = path.rstrip("/")
    if any(any(base.glob(name)) for base in (document.parent, *BEGINNINGS)):
        return True
    return "/" not in name and any(any(base.rglob(name)) for base in (PACKAGE, PAGE, TESTS))


def anchors(document: Path) -> set[str]:
    """What the headings of a document are linked by, as GitHub makes it."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in headings}


@pytest.fixture(params=documents(), ids=lambda path: str(path.relative_to(ROOT)))
def document(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    for link in LINK.findall(prose(document)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_path_that_is_named_is_there(document: Path) -> None:
    assert {path for path in paths_in(document) if not is_there(path, document)} == set()


def paths_in(document: Path) -> set[str]:
    """What looks like a path in the code of sentences, and in commands."""
    shell = [text for kind, text in BLOCK.findall(document.read_text()) if kind == "sh"]
    words = {word for text in (*shell, *CODE.findall(prose(document))) for word in text.split()}
    return {word for word in words if PATH.fullmatch(word) and not FOREIGN.fullmatch(word)}


def paths_of_map() -> list[Path]:
    """Every file and folder of the map, below the folder that its line is indented under."""
    (text,) = (text for kind, text in BLOCK.findall(README.read_text()) if kind == "text")
    found, below = [], ROOT
    for line in text.splitlines():
        if line and not line.startswith(" "):
            below = ROOT / line.split()[0] if line.split()[0].endswith("/") else ROOT
        if matched := OF_MAP.match(line):
            indent, names = matched.groups()
            found += [(below if indent else ROOT) / name for name in names.split(", ")]
    return found


def test_all_of_the_map_is_there() -> None:
    assert [path for path in paths_of_map() if not path.exists()] == []


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent for path in PACKAGE.glob("*/__init__.py")}
    assert rooms - set(paths_of_map()) == set()


def test_every_guide_is_reached_from_the_readme() -> None:
    reached = {(README.parent / link).resolve() for link in LINK.findall(README.read_text())}
    assert set(GUIDES.glob("*.md")) - reached == set()


def test_every_guide_that_the_program_names_is_there() -> None:
    source = "".join(file.read_text() for file in PACKAGE.rglob("*.py"))
    named = set(re.findall(r"[\w./]+\.md", source))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []

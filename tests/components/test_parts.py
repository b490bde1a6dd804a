"""Every part of the design language evaluates, and the gallery leaves none out."""

import re
from pathlib import Path

import pytest
import reflex as rx

import components.charts
import components.ui
import components.wrappers
from tests.components.gallery import PAGES

ROOT = Path(__file__).resolve().parents[2]
GALLERY = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("gallery*.py"))
SHOWN_ELSEWHERE = {"keyboard", "palette", "toaster", "spark", "icon_of", "here", "over", "post_form", "ticket_post"}
TYPES = {"Text", "Tone"}


@pytest.mark.parametrize("route", PAGES)
def test_page_evaluates(route: str) -> None:
    """Each gallery page renders to a tree."""
    assert PAGES[route]().render()["children"]


@pytest.mark.parametrize("module", [components.ui, components.charts, components.wrappers])
def test_the_gallery_shows_every_part(module: object) -> None:
    """A part that nobody looks at rots: each public name stands in the gallery, in the frame or on the log-in pages."""
    names = set(getattr(module, "__all__", ())) - SHOWN_ELSEWHERE - TYPES
    missing = sorted(name for name in names if not re.search(rf"\b{name}\(", GALLERY))
    assert missing == []


def test_ui_knows_no_state() -> None:
    """components.ui, wrappers and charts import neither state nor features."""
    folders = [ROOT / "components" / name for name in ("ui", "wrappers", "charts")]
    sources = [path for folder in folders for path in folder.glob("*.py")]
    lower = re.compile(r"^(from|import) (state|app|jobs|pages)\b", re.M)
    guilty = [path.name for path in sources if lower.search(path.read_text(encoding="utf-8"))]
    assert guilty == []


def test_class_names_have_styles() -> None:
    """Every class a part uses stands in the styles, so that a misspelt one shows; "dot-" is the head of several."""
    styles = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "assets" / "css").glob("*.css"))
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", styles))
    used: set[str] = set()
    for path in (ROOT / "components").rglob("*.py"):
        for names in re.findall(r'class_name="([a-z0-9 -]+)"', path.read_text(encoding="utf-8")):
            used |= {name for name in names.split() if not name.endswith("-")}
    assert sorted(used - known) == []


def test_table_without_extras_is_plain() -> None:
    """A list needs no more than columns and rows."""
    rows = rx.Var.create([{"id": "1", "name": "Ana"}])
    table = components.ui.data_table([components.ui.Column("name", "Name")], rows, label="People")
    assert "checkbox" not in str(table.render())

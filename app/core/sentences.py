"""Finds the words that the server says, in the code itself: titles, reasons of errors, messages.

They stand in the code as plain English, also with values put in. A value becomes a name in braces, so that
“Your organisation may have 5 people.” comes from the template “Your organisation may have {most} people.”
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic_core._pydantic_core import list_all_errors

from app.core.actions.registry import title_from

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "state", "jobs")
# Said on the command line, or made up for the sample company.
LEFT_OUT = ("app/commands", "app/serve", "app/bench", "app/chaos", "app/core/embedded", "app/crm/demo")
# Which arguments of these calls are words, however short.
PLACES = {
    "notify": (3, 4),
    "notification_kind": (1, 2),
    "view": (1,),
    "register": (1,),
    "step": (1,),
    "in_english": (0,),
}
KEYWORDS = {"title", "meaning"}
SENTENCE = re.compile(r"[A-Z“{][^\n]* [^\n]*[.?…]", re.DOTALL)
LONGEST = 400
VALIDATION = "app/core/actions/intake.py"

Constants = Mapping[str, str]


def sentences() -> Iterator[tuple[str, str]]:
    """All templates, each with the file that says it."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            if not place.startswith(LEFT_OUT):
                yield from ((place, words) for words in in_source(path.read_text()))
    for one in list_all_errors():
        yield VALIDATION, one["message_template_python"]


def in_source(source: str) -> Iterator[str]:
    """The templates of one file."""
    tree = ast.parse(source)
    constants, passed = _constants(tree), _silent(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _placed(node, constants)
        if isinstance(node, ast.ClassDef) and _kept(node):
            yield from _columns(node)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in passed:
            said = template(node, constants)
            if said and len(said) <= LONGEST and SENTENCE.fullmatch(said):
                yield said


def template(node: ast.expr, constants: Constants) -> str | None:
    """The text of a literal, its values as names in braces; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, names = list[str](), list[str]()
    for part in node.values:
        known = template(part.value if isinstance(part, ast.FormattedValue) else part, constants)
        if known is None and isinstance(part, ast.FormattedValue):
            names.append(_name(part.value, names))
            known = f"{{{names[-1]}}}"
        parts.append(known or "")
    return "".join(parts)


def _name(node: ast.AST, taken: list[str]) -> str:
    found = [one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in ast.walk(node)]
    name = next((one for one in found if one and one not in {"str", "len"}), "value")
    return name if name not in taken else f"{name}{len(taken) + 1}"


def _placed(call: ast.Call, constants: Constants) -> Iterator[str]:
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = [call.args[at] for at in PLACES.get(called, ()) if at < len(call.args)]
    named = [word.value for word in call.keywords if word.arg in KEYWORDS]
    for node in [*given, *named]:
        said = template(node, constants)
        if said and re.search("[A-Za-z]{2}", re.sub(r"{\w+}", "", said)):
            yield said
    if called == "action" and call.args and not any(word.arg == "title" for word in call.keywords):
        name = template(call.args[0], constants)
        if name and "." in name and "{" not in name:
            yield title_from(name)


def _kept(node: ast.ClassDef) -> bool:
    """Whether this is a table whose history people read."""
    table = any(word.arg == "table" for word in node.keywords)
    return table and any(getattr(base, "id", "") == "OwnedRow" for base in node.bases)


def _columns(table: ast.ClassDef) -> Iterator[str]:
    for node in table.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id.removesuffix("_id").replace("_", " ")


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def _silent(tree: ast.Module) -> set[int]:
    """The literals that nobody reads: docstrings, what is raised to programmers, parts of longer texts."""
    found = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.JoinedStr):
            found |= {id(one) for one in ast.walk(node) if one is not node and isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"RuntimeError", "AssertionError"}:
            found |= {id(one) for one in ast.walk(node)}
    return found

"""Finds the words that the server says, in the code itself: titles, reasons of errors, messages.

They stand in the code as plain English, also with values put in. A value becomes a name in braces, so that
“Your organisation may have 5 people.” comes from the template “Your organisation may have {most} people.”
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic_core._pydantic_core import list_all_errors

from app.core.events.record import title_of
from app.core.rules.fields import words_of
from app.core.sentences_of_actions import action_words
from app.core.shipped_words import shipped_words

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
    "Column": (2,),
    "Fact": (1,),
    "Field": (1,),
    "FormField": (1,),
    "StepForm": (2, 3, 4),
    "TriggerForm": (1,),
    "Choice": (1,),
    "choices": (0, 1, 2, 3),
    "Kind": (1,),
    "Finding": (4, 5),
    "ListActions": (3,),
    "log": (0,),
}
KEYWORDS = {"title", "meaning", "help"}
# All that is given to these by name are titles.
TITLED = {"texts"}
SENTENCE = re.compile(r"[A-Z“{][^\n]* [^\n]*[.?…]", re.DOTALL)
LONGEST = 400
STATES = re.compile("(State|Kind)$")
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
VALIDATION = "app/core/actions/intake.py"

Constants = Mapping[str, str]


def sentences() -> Iterator[tuple[str, str]]:
    """All templates, each with the file that says it."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            if not place.startswith(LEFT_OUT):
                yield from ((place, words) for words in in_source(path.read_text()))
    yield from shipped_words(ROOT)
    for one in list_all_errors():
        yield VALIDATION, one["message_template_python"]


def in_source(source: str) -> Iterator[str]:
    """The templates of one file."""
    tree = ast.parse(source)
    constants, passed = _constants(tree), _silent(tree)
    for node in ast.walk(tree):
        yield from (words for words in action_words(node) if words)
        if isinstance(node, ast.Call):
            yield from _placed(node, constants)
        if isinstance(node, ast.ClassDef) and _kept(node):
            yield from _columns(node)
        if isinstance(node, ast.ClassDef) and STATES.search(node.name):
            yield from _states(node)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in passed:
            said = (template(node, constants) or "").strip()
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
    named = [word.value for word in call.keywords if word.arg in KEYWORDS or called in TITLED]
    for node in (part for one in [*given, *named] for part in _parts(one)):
        said = template(node, constants)
        if said and re.search("[A-Za-z]{2}", re.sub(r"{\w+}", "", said)):
            yield said
    if called == "record" and len(call.args) > 1:
        yield from _events(call.args[1])


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """What may be said where several stand: the values of a mapping, the parts of a list, either of two."""
    match node:
        case ast.Dict(values=several) | ast.Tuple(elts=several) | ast.List(elts=several):
            for one in several:
                yield from _parts(one)
        case ast.IfExp():
            yield from (*_parts(node.body), *_parts(node.orelse))
        case _:
            yield node


def _events(name: ast.AST) -> Iterator[str]:
    """What people read of an event that is recorded by its name."""
    for node in ast.walk(name):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and EVENT.fullmatch(node.value):
            yield title_of(node.value)


def _kept(node: ast.ClassDef) -> bool:
    """Whether this is a table whose history people read."""
    table = any(word.arg == "table" for word in node.keywords)
    return table and any(getattr(base, "id", "") == "OwnedRow" for base in node.bases)


def _columns(table: ast.ClassDef) -> Iterator[str]:
    for node in table.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id.removesuffix("_id").replace("_", " ")


def _states(enumeration: ast.ClassDef) -> Iterator[str]:
    """The values of an enumeration as words."""
    if any(getattr(base, "id", "") == "StrEnum" for base in enumeration.bases):
        values = [node.value for node in enumeration.body if isinstance(node, ast.Assign)]
        yield from (words_of(one.value) for one in values if isinstance(one, ast.Constant))


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
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            found |= {id(one) for one in ast.walk(node) if one is not node and isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Call) and _to_programmers(node.func):
            found |= {id(one) for one in ast.walk(node)}
    return found


def _to_programmers(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "log"
    return isinstance(function, ast.Name) and function.id in {"RuntimeError", "AssertionError"}

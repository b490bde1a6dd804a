"""What people read of an action where they choose it for a workflow: its title, its group, its hint, its fields."""

import ast
from collections.abc import Iterator

from app.core.actions.registry import field_title, hint_from, title_from

UNSAID = {"session", "actor"}


def action_words(node: ast.AST) -> Iterator[str]:
    """The words of a function that is an action, or of a class that holds fields of some."""
    if isinstance(node, ast.FunctionDef):
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and (name := _name(call)):
                yield from _of(node, name, any(word.arg == "title" for word in call.keywords))
    if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "TypedDict" for base in node.bases):
        fields = (one.target for one in node.body if isinstance(one, ast.AnnAssign))
        yield from (field_title(one.id) for one in fields if isinstance(one, ast.Name))


def _of(function: ast.FunctionDef, name: str, titled: bool) -> Iterator[str]:
    if not titled:
        yield title_from(name)
    yield field_title(name.partition(".")[0])
    yield hint_from(ast.get_docstring(function) or "")
    arguments = [*function.args.args, *function.args.kwonlyargs]
    yield from (field_title(one.arg) for one in arguments if one.arg not in UNSAID)


def _name(call: ast.Call) -> str:
    named = getattr(call.func, "id", "") == "action" and call.args
    name = call.args[0] if named else None
    return str(name.value) if isinstance(name, ast.Constant) and "." in str(name.value) else ""

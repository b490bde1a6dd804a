"""The fields of an action, read from the schema of what it takes."""

from typing import Any

from app.automation.forms.fields import FormField, Widget, choices
from app.core.actions import Action, field_title

LONG = {"note", "text", "body", "message", "description", "reason", "prompt", "content"}
Schema = dict[str, Any]


def fields_of(action: Action[..., Any]) -> list[FormField]:
    """One field an argument, required ones first."""
    schema = action.input.model_json_schema(by_alias=True)
    needed = set(schema.get("required", []))
    found = [_field(name, part, schema.get("$defs", {}), name in needed) for name, part in schema["properties"].items()]
    return sorted(found, key=lambda field: not field.required)


def _field(name: str, part: Schema, known: Schema, required: bool) -> FormField:
    plain = _plain(part, known)
    values = [str(value) for value in plain.get("enum", [])]
    said = str(part.get("description") or plain.get("description") or "")
    return FormField(
        f"arguments.{name}",
        field_title(name),
        "choice" if values else _widget(name, plain, known),
        required,
        said if len(said) < 160 and not values else "",
        choices=choices(*values),
    )


def _plain(part: Schema, known: Schema) -> Schema:
    """The schema without its references and without the null that makes it optional."""
    if "$ref" in part:
        return known[part["$ref"].rpartition("/")[2]]
    options = [option for option in part.get("anyOf", []) if option.get("type") != "null"]
    return _plain(options[0], known) if options else part


def _widget(name: str, part: Schema, known: Schema) -> Widget:
    match part.get("type"):
        case "boolean":
            return "boolean"
        case "array":
            inner = _plain(part.get("items", {}), known)
            return "lines" if inner.get("type") == "string" else "json"
        case "object":
            return "pairs" if isinstance(part.get("additionalProperties"), dict | bool) else "json"
        case _:
            return "long" if name in LONG else "text"

"""The fields of an action, read from the schema of what it takes."""

from dataclasses import replace
from typing import Any

from app.automation.forms.fields import FormField, Widget, choices
from app.core.actions import Action, field_title
from app.core.actions.naming import RECORD, RECORD_BY
from app.core.history.subjects import subject_called

LONG = {"note", "text", "body", "message", "description", "reason", "prompt", "content"}
Schema = dict[str, Any]


def fields_of(action: Action[..., Any]) -> list[FormField]:
    """One field an argument, required ones first."""
    schema = action.input.model_json_schema(by_alias=True)
    needed = set(schema.get("required", []))
    found = [_field(name, part, schema.get("$defs", {}), name in needed) for name, part in schema["properties"].items()]
    other = {f"arguments.{info.alias}": f"arguments.{name}" for name, info in action.input.model_fields.items()}
    spelt = [replace(field, alias=other.get(field.name, "")) for field in found]
    return sorted(spelt, key=lambda field: not field.required)


def _field(name: str, part: Schema, known: Schema, required: bool) -> FormField:
    plain = _plain(part, known)
    if ((record := part.get(RECORD, "")) and subject_called(record)) or part.get(RECORD_BY):
        return _record(name, part, plain, required)
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


def _record(name: str, part: Schema, plain: Schema, required: bool) -> FormField:
    many, record, by = plain.get("type") == "array", part.get(RECORD, ""), part.get(RECORD_BY, "")
    title = field_title(name.removesuffix("Ids").removesuffix("Id")) if name not in {"id", "ids"} else ""
    if not title:
        known = subject_called(record)
        title = known.title if known else field_title(name)
    place = f"arguments.{by}" if by else ""
    return FormField(f"arguments.{name}", title, "record", required, record=record, record_by=place, many=many)


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

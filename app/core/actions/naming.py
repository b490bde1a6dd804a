"""Which records the arguments of actions name: read from what they are called, said in the schema of the action."""

import re
from collections.abc import Collection
from typing import Annotated, Any, get_args
from uuid import UUID

from pydantic import Field
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

# The sort of record that the argument names, or the argument beside it that says which sort.
RECORD, RECORD_BY = "x-record", "x-record-by"
# Where the argument is called after the part that the record plays; "" plays a record of the action's own sort.
PARTS = {"": "", "owner": "member", "parent": "", "before": "", "after": "", "endpoint": "webhook_endpoint"}


def with_record(action: str, parameter: str, hint: Any, beside: Collection[str]) -> Any:
    """The type of a parameter, with the sort of record noted that it names; `beside` are all parameters."""
    said = re.fullmatch(r"(?:(\w+?)_)?ids?", parameter)
    if said is None or not _holds_id(hint):
        return hint
    part = said[1] or ""
    sort = "record" if part == "record" else f"{part}_table".lstrip("_")
    by = sort if sort in beside else None
    note: JsonDict = {RECORD_BY: to_camel(by)} if by else {RECORD: PARTS.get(part, part) or action.partition(".")[0]}
    return Annotated[hint, Field(json_schema_extra=note)]


def _holds_id(hint: Any) -> bool:
    return hint is UUID or any(_holds_id(part) for part in get_args(hint))

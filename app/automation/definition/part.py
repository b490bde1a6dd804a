"""The base of all parts of a definition, and the bounds that none may pass."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from app.core import rules
from app.core.errors import Invalid

MOST_STEPS, DEEPEST, LARGEST, LONGEST_TEXT = 200, 8, 200_000, 20_000


class Part(BaseModel):
    """A part of a definition: camelCase on the wire, nothing unknown, never changed after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel, populate_by_name=True)

    def wire(self) -> dict[str, Any]:
        """The part as JSON, with the fields that were given."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _readable(value: Any) -> Any:
    try:
        rules.parse(value)
    except Invalid as error:
        raise ValueError(error.message) from None
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Path = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w-]*(\.[\w-]+)*$", max_length=200)]
Rules = Annotated[list[Any] | dict[str, Any], AfterValidator(_readable)]

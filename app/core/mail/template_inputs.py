"""What may be filled in about a mail template."""

import json
from typing import Annotated, Any, Literal, TypedDict

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=80, strip_whitespace=True)
]
Line = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Body = Annotated[str, StringConstraints(max_length=60_000)]
LARGEST = 20_000


def _small(values: dict[str, Any]) -> dict[str, Any]:
    if any(name.startswith("_") or not name for name in values):
        raise ValueError("names of sample values may not begin with an underscore")
    if len(json.dumps(values)) > LARGEST:
        raise ValueError(f"sample values may hold {LARGEST:,} letters at most")
    return values


Samples = Annotated[dict[str, Any], AfterValidator(_small)]


class TemplateFields(TypedDict, total=False):
    """The parts of a template that can be left out."""

    title: Line
    description: Line
    preheader: Line
    form: Literal["text", "mjml"]
    plain: Body
    variables: Samples
    marketing: bool


class Draft(BaseModel):
    """A template as it stands in an editor; what is left out is taken from the kept one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: Line = ""
    preheader: Line = ""
    body: Body = ""
    form: Literal["text", "mjml"] = "text"
    plain: Body = ""
    variables: Samples = Field(default_factory=dict)
    marketing: bool = False

    def given(self) -> dict[str, Any]:
        """The parts that were filled in."""
        return {name: getattr(self, name) for name in self.model_fields_set}

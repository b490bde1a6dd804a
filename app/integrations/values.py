"""The values that endpoints and sources are made of."""

from typing import Annotated

from pydantic import AfterValidator, Field

from app.core.http import Blocked, check_url


def _address(text: str) -> str:
    try:
        return str(check_url(text.strip()))
    except Blocked as error:
        raise ValueError(error.message) from None


Label = Annotated[str, Field(min_length=1, max_length=100)]
Url = Annotated[str, Field(max_length=2_000), AfterValidator(_address)]
Patterns = Annotated[list[str], Field(max_length=100)]
Hours = Annotated[int, Field(ge=0, le=24 * 14)]
Limit = Annotated[int, Field(ge=1, le=200)]
Header = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9-]*$")]
Slug = Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]

"""What is asked of a picture, and the sizes that follow from it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.core.queue import Payload

Format = Literal["webp", "jpeg", "png"]
Fit = Literal["inside", "cover"]
Pixels = Annotated[int, Field(ge=1, le=10_000)]
Quality = Annotated[int, Field(ge=1, le=100)]
Size = tuple[int, int]


class ImageWish(Payload):
    """What is to be made of a kept file.

    Sizes in pixels. "inside" keeps all of the picture within width and height, "cover" fills them and cuts what stands
    over; nothing is ever made larger than it is. `thumbnail` asks for a small square beside it.
    """

    file_id: UUID
    width: Pixels | None = None
    height: Pixels | None = None
    fit: Fit = "inside"
    format: Format = "webp"
    quality: Quality = 82
    thumbnail: Annotated[int, Field(ge=16, le=1024)] | None = None


def inside(size: Size, width: int | None, height: int | None) -> Size:
    """The largest size of the same shape within width and height (None: no bound), never larger than `size`."""
    scale = min(1.0, (width or size[0]) / size[0], (height or size[1]) / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def covering(size: Size, width: int | None, height: int | None) -> tuple[Size, tuple[int, int, int, int]]:
    """The size of the result, and the box of the original that fills it; the box lies in the middle."""
    wanted = width or size[0], height or size[1]
    shape = wanted[0] / wanted[1]
    wide, high = min(size[0], size[1] * shape), min(size[1], size[0] / shape)
    left, top = (size[0] - wide) / 2, (size[1] - high) / 2
    box = round(left), round(top), round(left + wide), round(top + high)
    scale = min(1.0, wide / wanted[0])
    return (max(1, round(wanted[0] * scale)), max(1, round(wanted[1] * scale))), box


def named(name: str, variant: str, form: str) -> str:
    """The name of a picture made from the file `name`."""
    stem = name.rsplit(".", 1)[0][:150] or "picture"
    return f"{stem}{'-thumbnail' if variant == 'thumbnail' else ''}.{'jpg' if form == 'jpeg' else form}"

"""Pictures in memory: read with care, turned upright, cut to size, written without a trace of where they came from."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.content.rules import Fit, Format, covering, inside
from app.core.errors import Invalid, TooLarge

READABLE = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")
MOST_PIXELS = 50_000_000
SRGB = ImageCms.createProfile("sRGB")


def read(path: Path) -> Image.Image:
    """The picture upright, in sRGB, as RGB or RGBA, without metadata; of an animation the first frame.

    Raises Invalid for a file that is no picture or is broken, TooLarge beyond 50 million pixels.
    """
    with _opened(path) as opened:
        return _clean(opened)


def check(path: Path) -> None:
    """Read only the head of the file; raises Invalid for a file that is no picture, TooLarge as `read` does."""
    with _opened(path):
        return


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings(), Image.open(path, formats=READABLE) as opened:
            warnings.simplefilter("ignore")
            _check(opened.size)
            yield opened
    except UnidentifiedImageError:
        raise Invalid("This is no picture that Steward can read (JPEG, PNG, WebP, GIF, TIFF, BMP, AVIF).") from None
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Invalid(f"The picture is broken and cannot be read ({error}).") from None


def _check(size: tuple[int, int]) -> None:
    # The header alone is read so far: a bomb is refused before it unfolds.
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_large()


def _too_large() -> TooLarge:
    return TooLarge(f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels; make it smaller first.")


def _clean(opened: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(opened)
    profile = cast(bytes | None, opened.info.get("icc_profile"))
    wanted = "RGBA" if upright.has_transparency_data else "RGB"
    if profile and upright.mode in {"RGB", "RGBA", "CMYK", "L"}:
        upright = _in_srgb(upright, profile)
    plain = upright.convert(wanted)
    bare = Image.new(wanted, plain.size)
    bare.paste(plain)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        held = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, held, SRGB, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def sized(picture: Image.Image, width: int | None, height: int | None, fit: Fit) -> Image.Image:
    """The picture within width and height, or filling them; the same one where nothing is asked."""
    if width is None and height is None:
        return picture
    if fit == "cover":
        size, box = covering(picture.size, width, height)
        return picture.resize(size, Image.Resampling.LANCZOS, box=box)
    return picture.resize(inside(picture.size, width, height), Image.Resampling.LANCZOS)


def write(picture: Image.Image, out: BinaryIO, form: Format, quality: int) -> None:
    """Write it optimised; what shines through becomes white in a JPEG."""
    if form == "jpeg" and picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    if form == "jpeg":
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    elif form == "webp":
        picture.save(out, "WEBP", quality=quality, method=4)
    else:
        picture.save(out, "PNG", optimize=True)

"""Templates read once: each of the three forms of output has an environment of its own."""

from collections.abc import Callable
from functools import cache, lru_cache

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError, LiquidSyntaxError
from markupsafe import escape as html_escape

from app.core.templates import filters, tags
from app.core.templates.context import SafeContext
from app.core.templates.limits import DEPTH, NESTING, OUTPUT, ROUNDS, SOURCE
from app.core.templates.markdown import escape as markdown_escape
from app.core.templates.missing import Missing
from app.core.templates.strictness import tighten
from app.core.templates.writing import Lines, Ready

KEPT = 2_000


class SafeTemplate(BoundTemplate):
    """A template that is filled within the limits."""

    context_class = SafeContext


class SafeEnvironment(Environment):
    """Liquid without files, other templates and code; `escape` brings values into the form of the output."""

    template_class = SafeTemplate
    block_nesting_limit = NESTING
    context_depth_limit = DEPTH + NESTING
    loop_iteration_limit = ROUNDS
    local_namespace_limit = 4 * OUTPUT
    output_stream_limit = OUTPUT

    def __init__(self, escape: Callable[[str], str]) -> None:
        super().__init__(undefined=Missing, strict_filters=True)
        self.escape = escape

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Add only what is known to be safe."""
        tags.register(self)
        self.filters.update(filters.every())


def _plain(text: str) -> str:
    return str(text)


def _html(text: str) -> str:
    if isinstance(text, Lines):
        return "<br>".join(str(html_escape(str(line))) for line in text.splitlines())
    return str(html_escape(str(text)))


def _markdown(text: str) -> str:
    return markdown_escape(str(text))


ESCAPES: dict[str, Callable[[str], str]] = {"text": _plain, "html": _html, "markdown": _markdown}


@cache
def environment(form: str) -> SafeEnvironment:
    """The environment of a form of output: "text", "html" or "markdown"."""
    return SafeEnvironment(ESCAPES[form])


@lru_cache(maxsize=KEPT)
def parsed(source: str, form: str = "text") -> BoundTemplate:
    """The template, ready to be filled; raises LiquidError where it is none."""
    if len(source) > SOURCE:
        raise LiquidSyntaxError(f"it is longer than {SOURCE:,} letters", token=None)
    try:
        template = environment(form).from_string(source)
        tighten(template)
    except RecursionError as error:
        raise LiquidSyntaxError("it is nested too deeply", token=None) from error
    except LiquidError as error:
        raise error if "unexpected liquid parsing error" not in str(error) else _unreadable() from error
    return template


def _unreadable() -> LiquidError:
    return LiquidSyntaxError("it cannot be read", token=None)


__all__ = ["Ready", "environment", "parsed"]

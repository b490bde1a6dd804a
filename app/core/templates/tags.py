"""The tags a template may use; none of them reaches a file or another template."""

from typing import Any, TextIO

from liquid import Environment
from liquid.builtin.content import Literal
from liquid.builtin.illegal import Illegal
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.assign_tag import AssignTag
from liquid.builtin.tags.capture_tag import CaptureNode, CaptureTag
from liquid.builtin.tags.case_tag import CaseTag
from liquid.builtin.tags.comment_tag import CommentTag
from liquid.builtin.tags.for_tag import BreakTag, ContinueTag, ForTag
from liquid.builtin.tags.if_tag import IfTag
from liquid.builtin.tags.inline_comment_tag import InlineCommentTag
from liquid.builtin.tags.unless_tag import UnlessTag
from liquid.context import RenderContext
from liquid.exceptions import UndefinedError

from app.core.templates.context import SafeContext
from app.core.templates.missing import Missing
from app.core.templates.writing import Ready, written


class Written(OutputNode):
    """`{{ … }}`: one value, in the form of the output; a missing one is an error."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the value."""
        assert isinstance(context, SafeContext)
        value = self.expression.evaluate(context)
        if isinstance(value, Missing):
            value.fail()
        if value is None:
            raise UndefinedError(str(self.expression), token=self.token)
        text = str(value) if isinstance(value, Ready) else self._escaped(context, value)
        return buffer.write(text)

    def _escaped(self, context: SafeContext, value: Any) -> str:
        escape: Any = getattr(context.env, "escape", str)
        text = written(value, context.place)
        return escape(value if isinstance(value, str) else text)


class WrittenTag(Output):
    """The tag of `{{ … }}`."""

    node_class = Written


class Captured(CaptureNode):
    """`{% capture %}`: a part of the text, kept; it is not escaped a second time."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Keep the part."""
        part = context.get_buffer(buffer)
        self.block.render(context, part)
        context.assign(self.name, Ready(part.getvalue()))
        return 0


class CapturedTag(CaptureTag):
    """The tag of `{% capture %}`."""

    node_class = Captured


TAGS = (
    Literal,
    Illegal,
    WrittenTag,
    AssignTag,
    CapturedTag,
    CaseTag,
    CommentTag,
    InlineCommentTag,
    ForTag,
    BreakTag,
    ContinueTag,
    IfTag,
    UnlessTag,
)


def register(environment: Environment) -> None:
    """Give the environment its tags."""
    for tag in TAGS:
        environment.add_tag(tag)

"""The frame around each page: sidebar, top bar, and the plain pages before log-in.

`page` stands in components.layout.page, apart, because it alone knows the session.
"""

from components.layout.frame import Frame
from components.layout.outage import app_wraps
from components.layout.public import plain, wizard
from components.layout.shell import shell
from components.layout.theme import STYLESHEETS, head_components

__all__ = ["STYLESHEETS", "Frame", "app_wraps", "head_components", "plain", "shell", "wizard"]

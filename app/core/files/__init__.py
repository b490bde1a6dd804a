"""Files that people bring or that exports make: kept privately below the data folder, described by a row."""

from app.core.files.made import as_text, describe
from app.core.files.models import File
from app.core.files.rows import FileRow
from app.core.files.store import Draft, draft, path

__all__ = ["Draft", "File", "FileRow", "as_text", "describe", "draft", "path"]

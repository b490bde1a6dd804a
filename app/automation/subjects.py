"""Workflows as the history names them."""

from app.core.access import Permission
from app.core.history.subjects import register

register("workflows", "Workflow", Permission.WORKFLOWS_READ, route="/workflows/{id}", noun="workflow")

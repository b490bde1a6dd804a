"""What Reflex is told; addresses come from Steward's own settings."""

import reflex as rx

from app.core.settings import settings

PORT = settings().port

config = rx.Config(
    app_name="app",
    app_module_import="app.app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    cors_allowed_origins=sorted(
        {settings().public_url, *(f"http://{name}:{PORT}" for name in (settings().host, "localhost", "127.0.0.1"))}
    ),
    disable_plugins=[rx.plugins.SitemapPlugin],
)

"""Light, dark, or as the system is; kept in the browser and applied before the first paint."""

from typing import Any, Literal

import reflex as rx
from reflex.style import set_color_mode

from components.ui import icon, menu, menu_item, t
from components.ui.script import script

_KEEPER = script(__name__, "theme_keeper.jsx")
_SHEETS = (
    "tokens",
    "base",
    "controls",
    "cards",
    "frame",
    "lists",
    "records",
    "layers",
    "public",
    "crm",
    "imports",
    "jobs",
    "settings",
    "house",
    "home",
    "deals",
    "flow",
    "mail",
    "outside",
)
STYLESHEETS = [f"/css/{name}.css" for name in _SHEETS]

# Runs before anything is painted; constant, so that a content security policy can name its hash.
_BEFORE_PAINT = """(() => {
  const kept = localStorage.getItem("theme") || "system";
  const dark = kept === "dark" || (kept === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.add(dark ? "dark" : "light");
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  window.stewardAccent = (colour) => {
    const root = document.documentElement;
    root.classList.toggle("branded", colour !== "#0f766e");
    root.style.setProperty("--brand", colour);
  };
  window.stewardBrand = (colour) => {
    localStorage.setItem("accent", colour);
    window.stewardAccent(colour);
  };
  window.stewardAccent(localStorage.getItem("accent") || "#0f766e");
})();"""


def head_components() -> list[rx.Component]:
    """What the app puts into every page's head: the theme script, the font, the viewport's colour."""
    font = rx.el.link(
        rel="preload",
        href="/fonts/inter-latin-wght-normal.woff2",
        custom_attrs={"as": "font"},
        cross_origin="anonymous",
    )
    mark = rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml")
    return [rx.el.script(_BEFORE_PAINT), font, mark]


class ThemeKeeper(rx.Component):
    """Puts the theme of the account to work; an empty `theme` is not known yet."""

    library = _KEEPER
    tag = "ThemeKeeper"

    theme: rx.Var[str]


def theme_menu(on_keep: Any = None) -> rx.Component:
    """The choice of light, dark and system; `on_keep(theme)` keeps it with the account."""

    def choose(theme: Literal["light", "dark", "system"]) -> Any:
        return [set_color_mode(theme), *([on_keep(theme)] if on_keep is not None else [])]

    face = rx.fragment(
        rx.el.span(icon("moon"), class_name="when-light"), rx.el.span(icon("sun"), class_name="when-dark")
    )
    return menu(
        face,
        menu_item(t("Light"), icon="sun", on_click=choose("light")),
        menu_item(t("Dark"), icon="moon", on_click=choose("dark")),
        menu_item(t("As the system"), icon="monitor", on_click=choose("system")),
        class_name="btn btn-icon",
        trigger_label=t("Theme"),
    )

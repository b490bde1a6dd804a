"""Light, dark, or as the system is; kept in the browser and applied before the first paint."""

import reflex as rx
from reflex.style import set_color_mode

from components.ui import icon, menu, menu_item, t

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
    "settings",
    "house",
    "home",
    "deals",
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


def theme_menu() -> rx.Component:
    """The choice of light, dark and system."""
    face = rx.fragment(
        rx.el.span(icon("moon"), class_name="when-light"), rx.el.span(icon("sun"), class_name="when-dark")
    )
    return menu(
        face,
        menu_item(t("Light"), icon="sun", on_click=set_color_mode("light")),
        menu_item(t("Dark"), icon="moon", on_click=set_color_mode("dark")),
        menu_item(t("As the system"), icon="monitor", on_click=set_color_mode("system")),
        class_name="btn btn-icon",
        trigger_label=t("Theme"),
    )

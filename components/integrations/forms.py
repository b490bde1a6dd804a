"""The forms of endpoints and sources."""

from typing import Any

import reflex as rx

from components.ui import button, field, form, form_buttons, select, t, text_area, text_input

Errors = rx.Var[dict[str, str]]
Values = rx.Var[dict[str, Any]]


def endpoint_form(errors: Errors, *, on_submit: Any, on_cancel: Any, values: Values | None = None) -> rx.Component:
    """Name, address and events of an endpoint."""

    def kept(name: str, otherwise: str = "") -> Any:
        return values[name].to(str) if values is not None else otherwise

    word = t("Create") if values is None else t("Save")
    return form(
        field(
            t("Name"),
            text_input("name", required=True, auto_focus=True, max_length=100, default_value=kept("name")),
            error=errors["name"],
        ),
        field(
            t("Address"),
            text_input("url", type="url", required=True, placeholder="https://", default_value=kept("url")),
            hint=t(
                "In the open internet, better https than http. A name that leads into a private network is refused "
                "when it is called."
            ),
            error=errors["url"],
        ),
        field(
            t("Events"),
            text_area("events", rows="2", required=True, default_value=kept("events", "*")),
            hint=t("Names with blanks between: deal.moved, all of a kind: deal.*, or everything: *"),
            error=errors["events"],
        ),
        form_buttons(button(t("Cancel"), on_click=on_cancel), button(word, kind="primary", type="submit")),
        on_submit=on_submit,
    )


def _proofs() -> list[tuple[str, Any]]:
    return [
        ("standard", t("Standard Webhooks")),
        ("hmac", t("Signature of the body (HMAC)")),
        ("token", t("Token in a header")),
        ("none", t("No proof: anybody who knows the address can send")),
    ]


def _proof(errors: Errors, verify: rx.Var[str], values: Values | None) -> rx.Component:
    def kept(name: str, otherwise: str = "") -> Any:
        return values[name].to(str) if values is not None else otherwise

    header = field(
        t("Header"),
        text_input("header", placeholder="X-Hub-Signature-256", default_value=kept("header")),
        hint=t("Where the other program puts it."),
        error=errors["header"],
    )
    ways = rx.fragment(
        field(t("Hash"), select("algorithm", ["sha256", "sha1", "sha512"], default_value=kept("algorithm", "sha256"))),
        field(t("Written as"), select("encoding", ["hex", "base64"], default_value=kept("encoding", "hex"))),
    )
    return rx.fragment(
        rx.cond((verify == "hmac") | (verify == "token"), header, rx.fragment()),
        rx.cond(verify == "hmac", ways, rx.fragment()),
    )


def _slug(errors: Errors) -> rx.Component:
    return field(
        t("Short name"),
        text_input("slug", required=True, max_length=40, placeholder="shop"),
        hint=t("What it sends becomes the event webhook.<short name>."),
        error=errors["slug"],
    )


def source_form(
    errors: Errors,
    verify: rx.Var[str],
    *,
    on_verify: Any,
    on_submit: Any,
    on_cancel: Any,
    values: Values | None = None,
) -> rx.Component:
    """Name, short name and proof of a source; the short name only while it is new."""

    def kept(name: str) -> Any:
        return values[name].to(str) if values is not None else ""

    return form(
        field(
            t("Name"),
            text_input("name", required=True, auto_focus=True, max_length=100, default_value=kept("name")),
            error=errors["name"],
        ),
        _slug(errors) if values is None else rx.fragment(),
        field(t("Proof"), select("verify", _proofs(), value=verify, on_change=on_verify)),
        _proof(errors, verify, values),
        field(
            t("Header with the delivery's id"),
            text_input("id_header", default_value=kept("id_header")),
            hint=t("The same id twice makes one event. Left empty, the usual names are looked at."),
            error=errors["id_header"],
        ),
        form_buttons(
            button(t("Cancel"), on_click=on_cancel),
            button(t("Create") if values is None else t("Save"), kind="primary", type="submit"),
        ),
        on_submit=on_submit,
    )

"""One button that counts its clicks: as little as a Reflex app can do."""

import reflex as rx


class Counter(rx.State):
    """How often the button was pressed."""

    count: int = 0

    @rx.event
    def press(self) -> None:
        """Count one more."""
        self.count += 1


def index() -> rx.Component:
    """The button, and the count beside it."""
    button = rx.el.button("Press", on_click=Counter.press, id="press")
    return rx.el.main(button, rx.el.span(Counter.count, id="count"))


app = rx.App()
app.add_page(index, route="/", title="Button")

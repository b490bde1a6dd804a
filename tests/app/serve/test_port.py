"""A taken port is one line that says whose it is and what to do."""

import socket

import pytest

from app.core.embedded import StartError
from app.serve.port import check_port


def test_taken_port_names_its_holder_and_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(StartError) as caught:
            check_port("127.0.0.1", port)
    assert f"PORT={port + 1} make run" in str(caught.value)
    assert "taken by" in str(caught.value)


def test_free_port_is_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
    check_port("127.0.0.1", port)

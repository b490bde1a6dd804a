"""Whether the port is free, and whose it is."""

import socket

import psutil

from app.core.embedded import StartError


def check_port(host: str, port: int) -> None:
    """Raise StartError, naming the program that holds the port where that can be seen."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            hint = "take one above 1023, as in `PORT=8000 make run`"
            raise StartError(f"Port {port} needs root's rights: {hint}") from None
        except OSError as error:
            said = f"Port {port} of {host} is not free ({_holder(port) or error.strerror})"
            raise StartError(f"{said}: stop that program or take another, as in `PORT={port + 1} make run`") from None


def _holder(port: int) -> str:
    try:
        for entry in psutil.net_connections("inet"):
            if entry.status == psutil.CONN_LISTEN and entry.laddr and entry.laddr.port == port and entry.pid:
                process = psutil.Process(entry.pid)
                return f"taken by {process.name()}, process {entry.pid}"
    except psutil.Error:
        pass
    return ""

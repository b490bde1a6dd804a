"""The process from which the isolated jobs of one worker are forked; in the storm it is itself forked, not started.

Started it would read all the code, for seconds: longer than most workers of the storm live.
"""

import os
import socket
from multiprocessing import forkserver
from pathlib import Path


def beside(address: Path) -> None:
    """Fork it from this process, which is to be a worker; it ends with the worker, as one that was started would."""
    listener = socket.socket(socket.AF_UNIX)
    # Left by one that was killed, whose number has come round.
    address.unlink(missing_ok=True)
    listener.bind(str(address))
    listener.listen()
    ending, living = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(living)
        _serve(listener.fileno(), ending)
    listener.close()
    os.close(ending)
    # What the worker asks for its next process, had it started this one.
    known = forkserver._forkserver  # pyright: ignore[reportPrivateUsage]
    vars(known).update(_forkserver_address=str(address), _forkserver_alive_fd=living, _forkserver_pid=number)


def _serve(listener: int, ending: int) -> None:
    try:
        forkserver.main(listener, ending, [])
    finally:
        os._exit(0)

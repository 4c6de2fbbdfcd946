"""Ctrl-C and SIGTERM: once lets the steps that run end, twice ends the run at once."""

from __future__ import annotations

import os
import signal
import sys

AT_ONCE = "Stopped at once; nothing half is left, the same command goes on."
_SHOW_CURSOR = "\x1b[?25h"  # the progress display hides it


def listen() -> None:
    """Take over both signals, in the main thread."""
    asked = False

    def stop(number, frame) -> None:
        nonlocal asked
        if asked:  # as after kill -9: files have their names when they are whole, locks are freed
            shown = f"\r{_SHOW_CURSOR}" if sys.__stderr__.isatty() else ""
            os.write(2, f"{shown}{AT_ONCE}\n".encode())
            os._exit(128 + number)
        asked = True
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)

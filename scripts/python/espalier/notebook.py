"""What a notebook shows while a cell runs."""

import threading
from contextlib import contextmanager
from typing import Any, Callable, Iterator

_SECONDS = 0.5


@contextmanager
def shown(text: Callable[[], str]) -> Iterator[None]:
    """In a notebook a line that follows the text for as long as the block runs; elsewhere nothing."""
    if not _is_notebook():
        yield
        return
    from IPython.display import display

    line = display(_plain(text()), raw=True, display_id=True)
    over = threading.Event()
    thread = threading.Thread(target=_follow, args=(text, line, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _is_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def _plain(text: str) -> dict:
    return {"text/plain": text or "starting"}


def _follow(text: Callable[[], str], line: Any, over: threading.Event) -> None:
    before = ""
    while True:
        last = over.wait(_SECONDS)
        try:
            now = text()
        except Exception:  # the JVM is gone: the fit says so itself
            return
        if now != before:
            line.update(_plain(now), raw=True)
            before = now
        if last:
            return

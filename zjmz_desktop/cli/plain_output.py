"""The one way out for all that a command says: nothing in it commands the terminal."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

_COMMANDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
"""Controls but tab and line feed; marks that turn the direction; separators that end a line unseen."""


def plain(text: str) -> str:
    r"""A text with each such character written as `\u001b`, which in a JSON string still means it."""
    return _COMMANDING.sub(_written, text)


@contextmanager
def plain_streams() -> Iterator[None]:
    """Meanwhile stdout and stderr say `plain` texts; other offices' are among what is printed."""
    with ExitStack() as stack:
        for stream, redirect in ((sys.stdout, redirect_stdout), (sys.stderr, redirect_stderr)):
            if stream is not None:  # a terminal that was closed has none
                stack.enter_context(redirect(cast("TextIO", _Plain(stream))))
        yield


class _Plain:
    """A stream that is written to; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(plain(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _written(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

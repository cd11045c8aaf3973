"""Forks a clerk who says each act when it is done, and kills it somewhere in the next one."""

import os
import random
import select
import signal
import time
from collections.abc import Callable

_MOST_ACTS = 4
_USUAL_SECONDS = 0.005


def killed_at_work(work: Callable[[int], None], *, chance: random.Random) -> int:
    """The last number acknowledged before the kill, 0 where there was none.

    Args:
        work: the clerk: is given a pipe, writes the line 0 and then each number when it is done.
        chance: after how many acts, and when in the next.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(1)
    os.close(writing)
    said, act_seconds = heard(reading, lines=chance.randint(1, _MOST_ACTS))
    time.sleep(chance.uniform(0, 2 * act_seconds))  # somewhere in the next act, however slow
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the clerk died by itself"
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    return int(said.split()[-1])


def heard(reading: int, *, lines: int) -> tuple[bytes, float]:
    """What the clerk said up to so many lines, and about how long one act takes."""
    said, began = b"", time.monotonic()
    while said.count(b"\n") < lines and select.select([reading], [], [], 30)[0]:
        if not said:
            began = time.monotonic()
        said += os.read(reading, 4096)
    acts = said.count(b"\n") - 1
    return said, (time.monotonic() - began) / acts if acts else _USUAL_SECONDS

"""Forks a clerk who says each act when it is done, and strikes somewhere in the next one."""

import os
import random
import select
import signal
import time
from collections.abc import Callable

_MOST_ACTS = 4
_USUAL_SECONDS = 0.005
_NO_END = 100_000

Clerk = Callable[[int], None]
"""Is given a pipe, writes the line 0 and then each number when it is done."""


def killed_at_work(work: Clerk, *, chance: random.Random) -> int:
    """The last number acknowledged before the kill, 0 where there was none.

    Args:
        work: the clerk.
        chance: after how many acts, and when in the next.
    """
    child, reading = forked(work)
    said = heard(reading, chance)
    _, status = ended(child)
    assert os.WIFSIGNALED(status), "the clerk died by itself"
    return last_of(said + rest(reading))


def struck_after(work: Clerk, *, wait_s: float) -> bytes:
    """All that a clerk said who is killed so long after his first word."""
    child, reading = forked(work)
    said = os.read(reading, 4096) if select.select([reading], [], [], 30)[0] else b""
    time.sleep(wait_s)
    _, status = ended(child)
    assert os.WIFSIGNALED(status), "the clerk died by itself"
    return said + rest(reading)


def going_on(pipe: int, act: Callable[[int], object], *, first: int) -> None:
    """A clerk's work: act after act from number `first`, each said when it is done."""
    os.write(pipe, b"0\n")
    for number in range(first, first + _NO_END):
        act(number)
        os.write(pipe, b"%d\n" % number)


def cut_off_at_work(work: Clerk, *, cut: Callable[[], None], chance: random.Random) -> int:
    """The last number acknowledged before the power went, 0 where there was none.

    What the clerk says afterwards he may only believe.
    """
    child, reading = forked(work)
    said = heard(reading, chance)
    while select.select([reading], [], [], 0)[0] and (more := os.read(reading, 4096)):
        said += more
    cut()
    ended(child)
    rest(reading)
    return last_of(said)


def forked(work: Clerk) -> tuple[int, int]:
    """A clerk at work, and where to hear him."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(1)
    os.close(writing)
    return child, reading


def heard(reading: int, chance: random.Random) -> bytes:
    """What the clerk said up to some act; returns somewhere in the next, however slow that is."""
    lines = chance.randint(1, _MOST_ACTS)
    said, began = b"", time.monotonic()
    while said.count(b"\n") < lines and select.select([reading], [], [], 30)[0]:
        if not said:
            began = time.monotonic()
        said += os.read(reading, 4096)
    acts = said.count(b"\n") - 1
    act_seconds = (time.monotonic() - began) / acts if acts else _USUAL_SECONDS
    time.sleep(chance.uniform(0, 2 * act_seconds))
    return said


def ended(child: int) -> tuple[int, int]:
    """The clerk is no more."""
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)


def rest(reading: int) -> bytes:
    """What else the clerk said."""
    said = b""
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    return said


def last_of(said: bytes) -> int:
    """The last whole number."""
    return int(said.rpartition(b"\n")[0].split()[-1])

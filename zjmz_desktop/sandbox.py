"""The limited child process: files from outside are parsed where they can do no harm.

The parent asks for a job by name with some bytes and gets bytes back. The child has its memory, its
time and its writing limited before it looks at the file, and may die of it: that is a refusal.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

FLAG = "--limited"
_REFUSED = 3
_OUT_OF_MEMORY = 4
_STEP_SECONDS = 0.05
_MEGABYTE = 1024**2


class Limits(NamedTuple):
    """What a child may use.

    Attributes:
        megabytes: memory in all.
        seconds: time on the clock.
    """

    megabytes: int = 768
    seconds: int = 20


class End(StrEnum):
    """Why a child gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    DIED = "died"
    CANCELLED = "cancelled"


class ChildEndedError(Exception):
    """The child gave no answer.

    Attributes:
        end: why.
    """

    def __init__(self, end: End) -> None:
        super().__init__(end.value)
        self.end = end


class ChildRefusedError(Exception):
    """The child's job refused what it was given; the text is the job's own sentence."""


class JobRefusedError(Exception):
    """Raised inside the child: its text goes back to the parent as the refusal."""


def _never() -> bool:
    return False


def run_limited(
    job: str,
    request: bytes,
    *,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] = _never,
) -> bytes:
    """Run a job in a limited child process.

    Args:
        job: the job's name, as the program's entry knows it.
        request: what the job is given.
        limits: what the child may use.
        cancelled: asked every now and then; True ends the child.

    Returns:
        What the job answered.

    Raises:
        ChildRefusedError: the job refused its file, with its sentence.
        ChildEndedError: the child used too much, was cancelled, or died.
    """
    allowed = limits or Limits()
    child = _Child(_command(job, allowed), request)
    deadline = time.monotonic() + allowed.seconds
    try:
        while not child.wait(_STEP_SECONDS):
            if cancelled():
                raise ChildEndedError(End.CANCELLED)
            if time.monotonic() > deadline:
                raise ChildEndedError(End.TIME)
    finally:
        child.end()
    return _checked(child.process.returncode, child.answer)


class _Child:
    """A running child; what it says is read beside, so that the parent can look at the clock."""

    def __init__(self, command: list[str], request: bytes) -> None:
        import subprocess

        self.answer = b""
        self._request = request
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        self.answer = self.process.communicate(self._request)[0]

    def wait(self, seconds: float | None) -> bool:
        """Whether the child has ended."""
        self._reader.join(seconds)
        return not self._reader.is_alive()

    def end(self) -> None:
        """End the child, if it has not ended by itself."""
        self.process.kill()
        self.wait(None)


def _checked(code: int, found: bytes) -> bytes:
    if code == 0:
        return found
    if code == _REFUSED:
        raise ChildRefusedError(found.decode("utf-8", "replace"))
    raise ChildEndedError(End.MEMORY if code == _OUT_OF_MEMORY else End.DIED)


def _command(job: str, limits: Limits) -> list[str]:
    words = [FLAG, job, str(limits.megabytes), str(limits.seconds)]
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, "-P", "-m", "zjmz_desktop", *words]


def _environment() -> dict[str, str]:
    """The parent's, with this very package found first."""
    here = str(Path(__file__).resolve().parent.parent)
    others = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, [here, others]))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


# ---- in the child ----

Job = Callable[[bytes], bytes]


def serve(words: list[str], *, job: Callable[[str], Job]) -> int:
    """Run one job under limits: the child's whole life.

    Args:
        words: the job's name, megabytes, seconds.
        job: gives the job of that name; imported after the limits stand.

    Returns:
        The child's exit code; the answer or the refusal is on standard output.
    """
    name, megabytes, seconds = words[0], int(words[1]), int(words[2])
    _limit_self(megabytes, seconds)
    try:
        answer, code = job(name)(sys.stdin.buffer.read()), 0
    except JobRefusedError as error:
        answer, code = str(error).encode(), _REFUSED
    except MemoryError:
        answer, code = b"", _OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return code


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("Basic", _BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _PROCESS_MEMORY, _EXTENDED = 0x100, 9

    def _limit_self(megabytes: int, seconds: int) -> None:
        """Put this process into a job object that limits its memory; the parent watches the clock."""
        del seconds
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.Basic.LimitFlags = _PROCESS_MEMORY
        limits.ProcessMemoryLimit = megabytes * _MEGABYTE
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))

else:

    def _limit_self(megabytes: int, seconds: int) -> None:
        """Limit memory, processor time, and writing of files to nothing."""
        import resource

        memory = megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

"""Checks of PDF/A by others: pikepdf's own on the file, Apache PDFBox Preflight for part 1."""

import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
from pikepdf import pdfa

_JARS = Path("/usr/share/java")
_NEEDED = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging")
_WITH_JAVA_11 = ("javax.activation", "jaxb-api")  # that newer Javas have no more
_MAIN = "org.apache.pdfbox.preflight.Validator_A1b"


_SAME = {
    "/Title": "dc:title",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
}


def findings(path: Path, level: str = "3b") -> list[str]:
    """What keeps a file from being PDF/A by pikepdf's check, and where its two metadata disagree.

    Part 1 asks for equal metadata, part 3 does not any more; our papers keep to it in both.
    """
    report = pdfa.validate_written(path, level)
    return [f"{one.rule}: {one.message}" for one in report.findings] + _differing(path)


def _differing(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        info = {str(key): str(text) for key, text in pdf.docinfo.items()}
        pairs = [(key, info.get(key, ""), xmp.get(name) or "") for key, name in _SAME.items()]
        authors = "".join(xmp.get("dc:creator") or ())
    pairs.append(("/Author", info.get("/Author", ""), authors))
    return [f"{key}: {one} is not {other}" for key, one, other in pairs if one != other]


def why_no_preflight() -> str:
    """Why Preflight can't be asked here, "" where it can."""
    if shutil.which("java") is None:
        return "no Java here"
    lacking = [name for name in (*_NEEDED, *_WITH_JAVA_11) if not (_JARS / f"{name}.jar").exists()]
    return f"no {lacking[0]}.jar here (Debian: libpdfbox2-java)" if lacking else ""


def preflight(path: Path) -> list[str]:
    """What keeps a file from being PDF/A-1b by Preflight, one sentence each."""
    jars = os.pathsep.join(str(_JARS / f"{name}.jar") for name in (*_NEEDED, *_WITH_JAVA_11))
    words = ["java", "-Xmx256m", "-cp", jars, _MAIN, str(path)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, timeout=120)
    if "is a valid PDF/A-1b file" in done.stdout:
        return []
    said = [line for line in done.stdout.splitlines() if " : " in line]
    return said or [done.stdout + done.stderr]

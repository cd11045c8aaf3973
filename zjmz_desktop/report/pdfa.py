"""A drawn PDF made fit for the archive: PDF/A-3b, with the paper's data inside.

The pages are left as they were drawn; what reportlab adds that PDF/A does not allow is taken out, and
colours, metadata and attachments are put in. The same paper gives the same bytes.

The file is not tagged, so that it bears no /MarkInfo: 3b asks for none, and to claim it would be untrue.
"""

import html
import io
import re
import time
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from zjmz_desktop.domain.paper import Attachment, Paper
from zjmz_desktop.report.colour import NAME, srgb_profile
from zjmz_desktop.report.page_digests import pages_file

PRODUCER = "zjmz-desktop"
LANGUAGE = "zh-CN"
_NO_XML = dict.fromkeys((*range(0x20), 0xFFFE, 0xFFFF))  # characters that no XMP can hold
_PRINTED = 4  # the flag of an annotation that is printed, neither hidden nor invisible


class Level(StrEnum):
    """Which part of ISO 19005; 1b knows no attachments and serves to be checked by others."""

    A3B = "3"
    A1B = "1"


def archived(
    drawn: bytes, paper: Paper, *, words: Sequence[str] = (), level: Level = Level.A3B
) -> bytes:
    """The bytes of a PDF/A made from a drawn PDF.

    Args:
        drawn: the PDF as reportlab wrote it.
        paper: what was drawn: its title, subject, office and attachments.
        words: what stands on each page, to be found altered or not where a paper bears its data.
        level: which part of the standard.
    """
    import pikepdf

    about = _about(paper)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _name_packing(pdf)
        _mend_meanings(pdf)
        _clean_pages(pdf)
        _describe(pdf, about, level=level)
        _intend(pdf)
        if level is Level.A3B:
            pages = [pages_file(pdf, words)] if paper.attachments and words else []
            _attach(pdf, [*paper.attachments, *pages])
        return _saved(pdf, level)


def _saved(pdf: Any, level: Level) -> bytes:
    import pikepdf

    packed = level is Level.A3B  # 1b is PDF 1.4, which has no object streams
    modes = pikepdf.ObjectStreamMode
    file = io.BytesIO()
    pdf.save(
        file,
        force_version="1.7" if packed else "1.4",
        object_stream_mode=modes.generate if packed else modes.disable,
        deterministic_id=True,
        fix_metadata_version=False,  # it tells no version: read through, it would be written anew
        progress=_let_others_run,
    )
    return file.getvalue()


def _let_others_run(percent: int) -> None:
    """A window's thread gets its turn: qpdf works for a tenth of a second on a long paper."""
    del percent
    time.sleep(0)


def _about(paper: Paper) -> dict[str, str]:
    """The document's information, key by key; what is empty is left out."""
    title = "".join(paper.title_lines) or paper.subject or PRODUCER
    found = {
        "/Title": title,
        "/Author": paper.office or PRODUCER,
        "/Subject": paper.subject or title,
        "/Keywords": paper.keywords,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
    }
    return {key: told for key, text in found.items() if (told := text.translate(_NO_XML))}


def _name_packing(pdf: Any) -> None:
    """The one way that each stream is packed by its name; listed, qpdf would pack all anew."""
    from pikepdf import Stream

    for one in pdf.objects:
        if isinstance(one, Stream):
            one.Filter = one.Filter[0]


def _mend_meanings(pdf: Any) -> None:
    """Characters beyond U+FFFF, as in rare names, in UTF-16, so that they can be copied and sought.

    Reportlab tells each by one number of five digits, of which readers take the first four.
    """
    for font in pdf.pages[0].obj.Resources.Font.values():  # one list, that all pages share
        table = font.get("/ToUnicode")
        if table is not None and _FAR.search(told := table.read_bytes()):
            table.write(_FAR.sub(_in_utf16, told))


def _in_utf16(found: re.Match[bytes]) -> bytes:
    return b"<%s>" % chr(int(found[1], 16)).encode("utf-16-be").hex().upper().encode()


_FAR = re.compile(rb"<(1?[0-9A-F]{5})>")


def _clean_pages(pdf: Any) -> None:
    """Without reportlab's empty transitions; links are printed, as PDF/A wants it said."""
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
        for link in page.obj.get("/Annots", ()):
            link["/F"] = _PRINTED
            if link.get("/Contents") == "":
                del link["/Contents"]


def _describe(pdf: Any, about: dict[str, str], *, level: Level) -> None:
    """The same information twice: in the Info dictionary, and as XMP, word for word."""
    from pikepdf import Dictionary, Name

    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(about))
    xmp = pdf.make_stream(_xmp(about, level).encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root["/Metadata"] = xmp
    pdf.Root["/Lang"] = LANGUAGE


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description {spaces} rdf:about="">
{items}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>

<?xpacket end="w"?>
"""
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_ALTERNATIVE = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
_ITEMS = {
    "/Title": ("dc:title", _ALTERNATIVE),
    "/Author": ("dc:creator", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
    "/Subject": ("dc:description", _ALTERNATIVE),
    "/Keywords": ("pdf:Keywords", "{}"),
    "/Creator": ("xmp:CreatorTool", "{}"),
    "/Producer": ("pdf:Producer", "{}"),
}


def _xmp(about: dict[str, str], level: Level) -> str:
    items = [
        f"<{name}>{form.format(html.escape(about[key], quote=False))}</{name}>"
        for key, (name, form) in _ITEMS.items()
        if key in about
    ]
    items += [f"<pdfaid:part>{level}</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>"]
    spaces = " ".join(f'xmlns:{name}="{place}"' for name, place in _SPACES.items())
    return _XMP.format(spaces=spaces, items="\n".join(items))


def _intend(pdf: Any) -> None:
    """The output intent: what RGB and grey mean here."""
    from pikepdf import Array, Dictionary, Name, String

    profile = pdf.make_stream(srgb_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(NAME),
        Info=String(NAME),
        DestOutputProfile=profile,
    )
    pdf.Root["/OutputIntents"] = Array([pdf.make_indirect(intent)])


def _attach(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """The files, listed as attachments and as what the whole document is made from."""
    from pikepdf import Array, Dictionary, String

    if not attachments:
        return
    named: list[Any] = []
    for one in sorted(attachments, key=lambda one: one.name):
        named += [String(one.name), _file(pdf, one)]
    pdf.Root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=Array(named)))
    pdf.Root["/AF"] = Array(_files_of(named))


def _files_of(named: Sequence[Any]) -> Iterable[Any]:
    return named[1::2]


def _file(pdf: Any, one: Attachment) -> Any:
    from pikepdf import Dictionary, Name, String

    content = pdf.make_stream(
        one.content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{one.media_type}"),
        Params=Dictionary(Size=len(one.content)),
    )
    found = Dictionary(
        Type=Name.Filespec,
        F=String(one.name),
        UF=String(one.name),
        Desc=String(one.about),
        AFRelationship=Name.Data,
        EF=Dictionary(F=content, UF=content),
    )
    return pdf.make_indirect(found)

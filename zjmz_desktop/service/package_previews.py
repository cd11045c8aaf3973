"""What a package would bring, in words: shown before it is imported and told again afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.evidence import PREFIX, sha256_of
from zjmz_desktop.domain.lines import Line
from zjmz_desktop.domain.merge import Held, agreed, shown
from zjmz_desktop.domain.packages import Kind, Manifest, Package, kind_words
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.revisions import Cell, read_line
from zjmz_desktop.domain.submissions import SUBMISSION
from zjmz_desktop.domain.values import State, Value, from_json
from zjmz_desktop.service.cell_words import CellWords
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.plan_taking import Drift
from zjmz_desktop.service.quarantining import Waiting, grouped
from zjmz_desktop.service.sifting import Opened
from zjmz_desktop.store import packages, revisions
from zjmz_desktop.store.arriving import Arrived
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.packages import PackageState
from zjmz_desktop.store.projecting import Standing as Stands
from zjmz_desktop.store.quarantine import Quarantined

MOST_ADDED = 2_000


class Standing(StrEnum):
    """How a package stands to what was imported before."""

    FRESH = "fresh"
    REPEATED = "repeated"
    OLDER = "older"
    RESTORED = "restored"

    @property
    def words(self) -> str:
        """The sentence; "" where there is nothing to say."""
        return {
            "fresh": "",
            "repeated": "这个文件已经导入过，没有新的内容。",
            "older": "这个文件比已经导入的旧，新的数不会被旧的盖掉。",
            "restored": "这个文件的导入撤销过，再导入就恢复。",
        }[self.value]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that is changed, or is in conflict, in words.

    Attributes:
        cell: the cell's key.
        indicator: code of the indicator, register or other thing.
        name: its name; a row's with the register's.
        unit: unit id.
        unit_name: the unit's name.
        period: period code, or "".
        part: which part, in words; "" for the figure itself.
        words: unit, period, name and part in one text.
        before: what stood there; in a conflict the one head, this store's where it has one.
        after: what stands there afterwards; in a conflict the other head.
    """

    cell: str
    indicator: str
    name: str
    unit: str
    unit_name: str
    period: str
    part: str
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a package holds for this office. Counts are of cells.

    Attributes:
        file: name of the file.
        package: the package's id.
        sender: (unit id, name of the office).
        kind: what it is for.
        year: plan year.
        period: period code, "" where it is about none.
        number: the n-th of its kind and period.
        made_at: UTC instant.
        sample: whether it comes from a sample office.
        volume: 0, or the number of a volume of evidence.
        new: cells that have nothing yet.
        added: those, one by one, up to `MOST_ADDED`; only where a file is looked at before it is imported.
        same: cells that stay as they are.
        changed: cells whose value is changed.
        changes: those, one by one.
        conflicts: cells in which two computers of one office disagree.
        quarantined: what is set aside, by office and reason.
        missing_files: names of evidence that is still missing.
        missing_chains: what the sender has written and the file does not hold, one sentence each.
        evidence: files of evidence that it holds.
        plan_words: that the sender has another version of the plan, or "".
        plan_changes: what that version brings against the one here, one sentence each.
        standing: how it stands to what was imported before.
        sealed: whether it holds personal texts under a passphrase.
        own: whether this office's other computer made it.
        words: all of it in a sentence or two.
    """

    file: str
    package: str
    sender: tuple[str, str]
    kind: Kind
    year: int
    period: str
    number: int
    made_at: str
    sample: bool
    volume: int
    new: int = 0
    added: tuple[CellChange, ...] = ()
    same: int = 0
    changed: int = 0
    changes: tuple[CellChange, ...] = ()
    conflicts: tuple[CellChange, ...] = ()
    quarantined: tuple[Waiting, ...] = ()
    missing_files: tuple[str, ...] = ()
    missing_chains: tuple[str, ...] = ()
    evidence: int = 0
    plan_words: str = ""
    plan_changes: tuple[str, ...] = ()
    standing: Standing = Standing.FRESH
    sealed: bool = False
    own: bool = False
    words: str = ""

    @property
    def kind_words(self) -> str:
        """What it is called on screen."""
        return kind_words(self.kind, own=self.own)


class Read(NamedTuple):
    """What was read of a package: its segments, what may be placed, and what may not."""

    package: Package
    file: str
    segments: Sequence[Opened]
    placed: Sequence[Line]
    aside: Sequence[Quarantined]
    drift: Drift


def told(office: Office, found: Read, *, arrived: Arrived, standing: Standing) -> Preview:
    """What came of a package, or would.

    Args:
        office: the open office.
        found: what was read.
        arrived: what the lines brought, or would bring.
        standing: how it stands to what was imported before.
    """
    manifest = found.package.manifest
    bare = outline(office, manifest, file=found.file, package=found.package.id)
    conflicts = _conflicts(office, arrived, placed=found.placed)
    changes = _changes(office, arrived)
    touched = len({line.key for line in found.placed})
    added = sum(1 for one in arrived.standings if not one.before)
    sizes = {one.segment.name: len(one.lines) for one in found.segments}
    whole = replace(
        bare,
        new=added,
        same=touched - added - len(changes) - _conflicting_before(arrived),
        changed=len(changes),
        changes=changes,
        conflicts=conflicts,
        quarantined=grouped(office, found.aside, sizes=sizes),
        missing_files=_missing_files(office, found),
        missing_chains=_missing_chains(office, found),
        evidence=len(found.package.blobs),
        plan_words=found.drift.words,
        plan_changes=found.drift.changes,
        standing=standing,
        sealed=bool(found.package.sealed),
    )
    return replace(whole, words=_words(whole))


def repeated(office: Office, package: Package, *, file: str) -> Preview | None:
    """What is said of a package that was imported and not undone; None of any other."""
    stored = packages.by_id(office.database, package.id)
    if stored is None or stored.state is PackageState.UNDONE:
        return None
    bare = outline(office, package.manifest, file=file, package=package.id)
    count = stored.counts.get
    same = count("new", 0) + count("changed", 0) + count("same", 0)
    found = replace(bare, same=same, standing=Standing.REPEATED, sealed=bool(package.sealed))
    return replace(found, words=_words(found))


def brought_back(known: Preview, *, evidence: int) -> Preview:
    """A repeated package of which some evidence had been lost here, and is back."""
    if not evidence:
        return known
    words = f"{known.words}缺少的佐证材料补回{evidence}个。"
    return replace(known, evidence=evidence, words=words)


def outline(office: Office, manifest: Manifest, *, file: str, package: str) -> Preview:
    """What a manifest alone says."""
    return Preview(
        file,
        package,
        (manifest.sender, office.units.office_of(manifest.sender)),
        manifest.kind,
        manifest.year,
        manifest.period,
        manifest.number,
        manifest.made_at,
        manifest.sample,
        manifest.volume,
        own=manifest.sender == manifest.recipient,
    )


# ---- cell by cell ----


def _changes(office: Office, arrived: Arrived) -> tuple[CellChange, ...]:
    standings = [one for one in arrived.standings if one.before and not one.conflict]
    before = _before(office, standings)
    words = CellWords(office)
    found = []
    for one in standings:
        cell, after = _cell(one), from_json(one.shown.found["value"])
        if before[one.shown.key] != after:
            told = words.value(cell, before[one.shown.key]), words.value(cell, after)
            # The same act of the workflow, done once more of newer figures.
            again = cell.of == SUBMISSION and told[0] == told[1]
            texts = (told[0], f"再次{told[1]}") if again else told
            found.append(_change(words, cell, texts=texts))
    return tuple(found)


def additions(office: Office, arrived: Arrived) -> tuple[CellChange, ...]:
    """Cells that have nothing yet, one by one: the first of them, as a whole year would be thousands."""
    standings = [one for one in arrived.standings if not one.before and not one.conflict]
    words, found = CellWords(office), []
    for one in standings[:MOST_ADDED]:
        cell = _cell(one)
        texts = "", words.value(cell, from_json(one.shown.found["value"]))
        found.append(_change(words, cell, texts=texts))
    return tuple(found)


def _conflicts(
    office: Office, arrived: Arrived, *, placed: Sequence[Line]
) -> tuple[CellChange, ...]:
    """The two heads of each: the one that stood here first, where one did."""
    standings = [one for one in arrived.standings if one.conflict]
    heads, words = _heads(office, standings, placed=placed), CellWords(office)
    found = []
    for one in standings:
        cell, held = _cell(one), [heads[name] for name in one.heads]
        mine = shown(head for head in held if head.id in one.before) or shown(held)
        assert mine is not None
        theirs = shown(head for head in held if not agreed((mine, head)))
        texts = (
            words.value(cell, mine.revision.value),
            words.value(cell, theirs.revision.value if theirs else None),
        )
        found.append(_change(words, cell, texts=texts))
    return tuple(found)


def _heads(
    office: Office, standings: Iterable[Stands], *, placed: Sequence[Line]
) -> dict[str, Held]:
    """Id → head, of those that come and those that are here."""
    names = {name for one in standings for name in one.heads}
    came = {line.id: Held(line.id, read_line(line.raw)) for line in placed if line.id in names}
    lines = revisions.by_ids(office.database, names - came.keys())
    return came | {name: Held(name, one.revision) for name, one in lines.items()}


def _conflicting_before(arrived: Arrived) -> int:
    return sum(1 for one in arrived.standings if one.conflict and one.before)


def _before(office: Office, standings: Iterable[Stands]) -> dict[str, Value]:
    """Cell key → the value that was shown before."""
    some = [one for one in standings if one.before]
    lines = revisions.by_ids(office.database, (name for one in some for name in one.before))
    found = {}
    for one in some:
        first = shown(Held(name, lines[name].revision) for name in one.before)
        assert first is not None
        found[one.shown.key] = first.revision.value
    return found


def _cell(one: Stands) -> Cell:
    return Cell(**one.shown.found["cell"])


def _change(words: CellWords, cell: Cell, *, texts: tuple[str, str]) -> CellChange:
    return CellChange(
        cell.key,
        cell.of,
        words.thing(cell),
        cell.unit,
        words.unit(cell.unit),
        cell.period or "",
        words.part(cell),
        words.place(cell),
        *texts,
    )


# ---- what is missing ----


def _missing_files(office: Office, found: Read) -> tuple[str, ...]:
    blobs, names = Blobs(office.folder), {}
    for line in found.placed:
        part, value = line.found["cell"]["part"], line.found["value"]
        if part.startswith(PREFIX) and value["state"] == State.VALUE:
            sha256 = sha256_of(part)
            if sha256 not in found.package.blobs and blobs.size(sha256) is None:
                names[sha256] = value.get("text", "")
    return tuple(names.values())


def _missing_chains(office: Office, found: Read) -> tuple[str, ...]:
    """The sender knew more of a chain than the file holds: part of it was left out or lost."""
    vector = found.package.manifest.vector
    reached: dict[str, tuple[int, str]] = {}
    for (
        one
    ) in found.segments:  # a chain stands in order in its segment: its last line is the furthest
        for line in {line.found["replica"]: line.found for line in one.lines}.values():
            here = line["seq"], line["author"]
            reached[line["replica"]] = max(here, reached.get(line["replica"], here))
    lacking: dict[str, int] = {}
    for replica, (seq, author) in reached.items():
        known = vector[replica].seq if replica in vector else 0
        if known > seq:
            lacking[author] = lacking.get(author, 0) + known - seq
    return tuple(
        f"{office.units.office_of(author)}还有{count}条没有收到，请让发文件的单位重新导出一份。"
        for author, count in sorted(lacking.items())
    )


def _words(found: Preview) -> str:
    """Who, what, which; and what it brings."""
    period = parse_period(found.period).title if found.period else f"{found.year}年"
    sample = "（示例数据）" if found.sample else ""
    head = f"{found.sender[1]}的{period}{found.kind_words}，第{found.number}次{sample}。"
    if found.volume:
        return f"{head}只有佐证材料{found.evidence}个。{found.standing.words}"
    counts = [f"新{found.new}格", f"改{found.changed}格", f"不变{found.same}格"]
    if found.conflicts:
        counts.append(f"两机不一致{len(found.conflicts)}格")
    if found.quarantined:
        counts.append(f"暂存{sum(one.count for one in found.quarantined)}条")
    if found.evidence:
        counts.append(f"佐证材料{found.evidence}个")
    return f"{head}{'，'.join(counts)}。{found.standing.words}"

"""单位识别码: whose files this office takes, and how the others come to take its own.

Each store has a key of its own; a person compares its code with the other office's by telephone, once.
Screens never say key. Design: sync ("The package").
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zjmz_desktop import crypto
from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.errors import ZjmzError, quoted
from zjmz_desktop.domain.packages import Introduction, Manifest
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.trust import (
    REPLACED,
    SPEAKS,
    TRUSTED,
    Speaker,
    Trust,
    Vouch,
    introduced,
    trust,
)
from zjmz_desktop.domain.values import Value, text_value
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.versions_known import unit_stages
from zjmz_desktop.store import cells, keys, receipts, replicas, revisions, segments
from zjmz_desktop.store.keys import How, OwnKey, TrustedKey
from zjmz_desktop.store.revisions import Write

_HOW_WORDS = {
    "own": "本机",
    "confirmed": "已核对",
    "introduced": "上级介绍",
    "vouched": "由上级或本单位担保",
}


_YES = text_value(TRUSTED)


class CodeRefusedError(ZjmzError):
    """A 单位识别码 that is not the one of the file, or not to be trusted here."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who speaks with a file, or from this computer.

    Attributes:
        unit: unit id.
        name: name of the office.
        code: 单位识别码, XXXX-XXXX-XXXX.
        trusted: whether this office takes its files.
        how: own, confirmed, introduced, vouched, or "" where it is not trusted.
        how_words: the same on screen.
        at: since when (`2018-07-05 09:30`), "" where that is not known.
        replaced: whether it was replaced and covers nothing new.
        words: what was done, as a sentence; "" in lists.
        others: other codes of the office that are believed, of who sent a file.
    """

    unit: str
    name: str
    code: str
    trusted: bool
    how: str = ""
    how_words: str = ""
    at: str = ""
    replaced: bool = False
    words: str = ""
    others: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """That the office is known by another code already; "" where it is not."""
        if not self.others:
            return ""
        return f"注意：{self.name}已登记另一个识别码{'、'.join(self.others)}，和这个文件的{self.code}不一样。"


# ---- this office's own ----


def signing_key(office: Office, unit: str = "") -> SigningKey:
    """The key with which a unit signs here, made where there is none yet.

    Args:
        office: the open office, writable.
        unit: this office's own by default; the sample signs for each of its towns.
    """
    who = unit or office.unit.id
    own = keys.own_of(office.database, who)
    if own is not None:
        return SigningKey(own.secret)
    return _made(office, who)


def _made(office: Office, unit: str) -> SigningKey:
    made = crypto.new_key()
    now = office.now()
    with office.database.transaction():
        keys.keep_own(office.database, OwnKey(unit, made.public, made.private, now))
        keys.trust(office.database, TrustedKey(made.public, unit, How.OWN, now, office.user))
    return made


def own(office: Office) -> Signer:
    """This office's own code, made at its first start; read it out when the other side asks."""
    return _own(office, signing_key(office).public)


def own_made(office: Office) -> Signer | None:
    """This office's own code where it has one; nothing is written."""
    made = keys.own_of(office.database, office.unit.id)
    return None if made is None else _own(office, made.key)


def _own(office: Office, key: str) -> Signer:
    return _signer(office, Speaker(key, office.unit.id), how=How.OWN.value)


# ---- whom this office believes ----


def trust_of(
    office: Office, *, arriving: Iterable[Vouch] = (), heard: Iterable[Speaker] = ()
) -> Trust:
    """Which keys speak for whom: by this store's own word, and by what offices vouch for.

    Args:
        office: the open office.
        arriving: vouches in segments that are just being read.
        heard: who is introduced by the package that is just being read.
    """
    direct = {Speaker(one.key, one.unit) for one in keys.all_trusted(office.database)}
    return trust({*direct, *heard}, [*_held(office), *arriving], stages=unit_stages(office))


def _held(office: Office) -> list[Vouch]:
    stored = [c.cell for c in cells.of_code(office.database, "key")]
    found = []
    for one in revisions.history(office.database, stored) if stored else ():
        line = one.revision
        about = Speaker(line.cell.part.partition("/")[2], line.cell.unit)
        said = line.value.text == TRUSTED
        received = frozenset(line.value.refs or ())
        found.append(Vouch(one.id, line.author, about, said, line.parents, received=received))
    return found


def heard_of(office: Office, manifest: Manifest) -> tuple[Speaker, ...]:
    """Superiors whose keys the direct superior introduces with a package."""
    direct = [Speaker(one.key, one.unit) for one in keys.all_trusted(office.database)]
    sender = Speaker(manifest.key, manifest.sender)
    own, units = office.unit.id, office.units
    return introduced(sender, manifest.introduces, own=own, direct=direct, units=units)


def hear(office: Office, manifest: Manifest) -> None:
    """Trust whom a package introduces."""
    known = {(one.key, one.unit) for one in keys.all_trusted(office.database)}
    for one in heard_of(office, manifest):
        if (one.key, one.unit) not in known:
            by = TrustedKey(one.key, one.unit, How.INTRODUCED, office.now(), office.user)
            keys.trust(office.database, by)


def introductions(office: Office) -> tuple[Introduction, ...]:
    """Keys of the offices above that this one trusts: what is passed on to those below."""
    known = trust_of(office)
    above = [unit.id for unit in office.units.chain(office.unit.id)]
    return tuple(Introduction(unit, key) for unit in above for key in known.keys_of(unit))


def trusted(office: Office) -> tuple[Signer, ...]:
    """Every code that is or was believed, by unit."""
    known = trust_of(office)
    direct = {Speaker(one.key, one.unit): one for one in keys.all_trusted(office.database)}
    found = [Speaker(key, unit) for key, units in known.covers.items() for unit in units]
    return tuple(
        _signer(office, one, known=known, direct=direct.get(one))
        for one in sorted(found, key=lambda one: (one.unit, one.key))
    )


def sender_of(office: Office, file: Path) -> Signer:
    """Who sent a file, and the code to compare by telephone.

    Raises:
        PackageRefusedError: when it is no package.
    """
    from zjmz_desktop.exchange.package_read import read_package

    return signer_of(office, read_package(file).manifest)


def signer_of(office: Office, manifest: Manifest) -> Signer:
    """Who signed a package."""
    one = Speaker(manifest.key, manifest.sender)
    known = trust_of(office)
    direct = {Speaker(each.key, each.unit): each for each in keys.all_trusted(office.database)}
    found = _signer(office, one, known=known, direct=direct.get(one))
    others = (crypto.key_code(one.unit, key) for key in known.keys_of(one.unit) if key != one.key)
    return dataclasses.replace(found, others=tuple(others))


def _signer(
    office: Office,
    one: Speaker,
    *,
    known: Trust | None = None,
    direct: TrustedKey | None = None,
    how: str = "",
) -> Signer:
    covered = known is None or one.unit in known.covers.get(one.key, ())
    if direct is not None:
        how = direct.how.value
    elif covered and not how:
        how = "vouched"
    return Signer(
        one.unit,
        office.units.office_of(one.unit),
        crypto.key_code(one.unit, one.key),
        covered and (known is None or known.why_not(one.key, one.unit) is None),
        how,
        _HOW_WORDS.get(how, ""),
        f"{direct.at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if direct else "",
        known is not None and one in known.replaced,
    )


# ---- trusting and replacing ----


def trust_sender(office: Office, file: Path, *, code: str = "") -> Signer:
    """Trust who sent a file, after its code was compared; what waited for it is placed at once.

    A superior is believed here alone; for a unit below, and for this office's second computer, the word
    is also written down, so that those above hear it.

    Args:
        office: the open office.
        file: a package of the sender.
        code: what the other side read out; compared where it is given.

    Raises:
        CodeRefusedError: another code, or an office that sends nothing to this one.
        PackageRefusedError: when it is no package.
    """
    from zjmz_desktop.exchange.package_read import read_package
    from zjmz_desktop.service.quarantining import retry

    manifest = read_package(file).manifest
    found = signer_of(office, manifest)
    _refuse_stranger(office, found, code=code)
    with office.database.transaction():
        _believe(office, Speaker(manifest.key, manifest.sender))
        placed = retry(office)
    after = signer_of(office, manifest)
    more = f"暂存的{placed}条已经用上。" if placed else ""
    words = f"已登记{after.name}的识别码{after.code}，以后它发来的文件可以直接导入。{more}"
    return dataclasses.replace(after, words=words)


def _refuse_stranger(office: Office, found: Signer, *, code: str) -> None:
    if code and not crypto.same_code(code, found.code):
        raise CodeRefusedError(
            f"识别码对不上：文件里{found.name}的识别码是{found.code}，输入的是{quoted(code)}。"
            "请再打电话核对；还是对不上，这个文件可能不是它发的，不要导入。"
        )
    units, mine = office.units, office.unit.id
    known = found.unit in units.by_id
    if not known or not (
        found.unit == mine or units.is_below(found.unit, mine) or units.is_below(mine, found.unit)
    ):
        raise CodeRefusedError(
            f"{found.name}不是{office.unit.office}的上级或下级，不用登记它的识别码。请核对文件。"
        )


def _believe(office: Office, one: Speaker) -> None:
    now = office.now()
    known = keys.all_trusted(office.database)
    if not any((each.key, each.unit) == (one.key, one.unit) for each in known):
        confirmed = TrustedKey(one.key, one.unit, How.CONFIRMED, now, office.user)
        keys.trust(office.database, confirmed)
    if one.unit == office.unit.id or office.units.is_below(one.unit, office.unit.id):
        vouch(office, one)


def vouch(office: Office, one: Speaker, *, value: Value = _YES, note: str = "") -> None:
    """Write down for all to see that a key speaks for a unit, or no longer does; the same once."""
    cell = Cell("key", one.unit, f"{SPEAKS}/{one.key}")
    stored = cells.one(office.database, cell)
    if stored is None or stored.conflict or stored.value != value:
        office.write([Write(cell, value, note=note or None)])


def replace(office: Office, unit: str, *, code: str, reason: str = "") -> Signer:
    """End a code that was lost or stolen, as a recorded act; it covers nothing new from now on.

    What was received under it is named with the act, so that every office still takes it, also one
    that hears of it later, and the unit's own new computer; to that all evidence goes again. An office
    with a second computer replaces a code again there, where that has more than was named. This
    office's own code is replaced by a fresh one, which the others have to compare again.

    Raises:
        CodeRefusedError: when no such code of that unit is believed here.
    """
    one = _coded(office, unit, code=code)
    note = clean_text(reason)
    with office.database.transaction():
        ended = Value(text=REPLACED, refs=_received(office, one))
        if one.key == signing_key(office).public:
            vouch(office, Speaker(_made(office, unit).public, unit), note=note)
        if unit == office.unit.id or office.units.is_below(unit, office.unit.id):
            vouch(office, one, value=ended, note=note)
            receipts.forget(office.database, unit)
        else:
            keys.distrust(office.database, one.key, unit=unit)
    name = office.units.office_of(unit)
    gone = _signer(office, one, known=trust_of(office))
    words = f"已作废{name}的识别码{gone.code}，以后用它发来的数据不再采用；已经收到的不受影响。"
    return dataclasses.replace(gone, words=words)


def _received(office: Office, one: Speaker) -> tuple[str, ...] | None:
    """The last lines of all chains that are here under a code; sorted, None where there are none."""
    found = segments.received_under(office.database, one.key, author=one.unit)
    own = keys.own_of(office.database, one.unit)
    if own is not None and own.key == one.key:
        found |= replicas.last_ids(office.database, one.unit)
    return tuple(sorted(found)) or None


def _replaceable(office: Office, unit: str) -> Iterator[Speaker]:
    """The codes that stand; of this office's own also those under which more is here than was named."""
    known = trust_of(office)
    yield from (Speaker(key, unit) for key in known.keys_of(unit))
    for one in sorted(known.replaced) if unit == office.unit.id else ():
        if one.unit == unit and not known.received[one].issuperset(_received(office, one) or ()):
            yield one


def _coded(office: Office, unit: str, *, code: str) -> Speaker:
    office.units.get(unit)
    for one in _replaceable(office, unit):
        if crypto.same_code(code, crypto.key_code(unit, one.key)):
            return one
    name = office.units.office_of(unit)
    raise CodeRefusedError(f"没有登记过{name}的识别码{quoted(code)}。请先列出已登记的核对。")


def refuse_untrusted(office: Office, manifest: Manifest, *, known: Trust) -> None:
    """Refuse a package whose sender is not believed, with the code to compare.

    Raises:
        CodeRefusedError: in a sentence.
    """
    if known.why_not(manifest.key, manifest.sender) is None:
        return
    name, code = (
        office.units.office_of(manifest.sender),
        crypto.key_code(manifest.sender, manifest.key),
    )
    if Speaker(manifest.key, manifest.sender) in known.replaced:
        raise CodeRefusedError(
            f"{name}的识别码{code}已经作废，用它发来的文件不能导入。请{name}用现在的电脑重新导出。"
        )
    if warning := signer_of(office, manifest).warning:
        raise CodeRefusedError(
            f"{warning}文件没有导入。换了电脑也要先核对：请打原来的电话问清{name}是不是换了电脑，"
            f"再核对识别码{code}，核对无误后登记，再导入一次；没有换过的，不要登记。"
        )
    raise CodeRefusedError(
        f"还没有登记{name}的识别码，文件没有导入。请打电话和{name}核对识别码{code}，"
        "核对无误后登记，再导入一次。"
    )

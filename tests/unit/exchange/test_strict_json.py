"""Canonical JSON, or nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.exchange.strict_json import StrictJsonError, read_object, write_object

WORDS = st.text(max_size=5)
PLAIN = WORDS | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1)
OBJECTS = st.dictionaries(
    WORDS, st.recursive(PLAIN, lambda one: st.lists(one, max_size=2), max_leaves=4), max_size=4
)


def standard(found: Any) -> bytes:
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


@given(OBJECTS)
def test_what_is_written_is_read_and_is_as_others_write_it(found: dict[str, Any]) -> None:
    raw = write_object(found)
    if raw == standard(found):  # else it was not NFC, or has characters that may be escaped
        assert read_object(raw) == found


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"1",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":-0.0}',
        b'{"a":1e2}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":null}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":18446744073709551616}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u0061"}',
        b'{"a":"\xff"}',
        b'{"a":"e\xcc\x81"}',
        b'{"a":' + b"[" * 8 + b"]" * 8 + b"}",
        b'{"a":' + b"[" * 10**6,
        b'{"a":1',
    ],
)
def test_everything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(StrictJsonError):
        read_object(raw)


def test_the_limits_themselves_are_read() -> None:
    assert read_object(b'{"a":9007199254740991}') == {"a": 2**53 - 1}
    assert read_object(b'{"a":[[[[[[1]]]]]]}')

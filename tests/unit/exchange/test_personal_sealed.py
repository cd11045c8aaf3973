"""Personal texts under a passphrase."""

import hashlib

import pytest

from zjmz_desktop import crypto
from zjmz_desktop.crypto import Cost
from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.exchange.personal_sealed import PersonalText, open_texts, seal_texts

CHEAP = Cost(n=2, r=1, p=1)
NAME = "2018年6月_高资街道_上报_第1次.mzp"


def text(words: str, salt: str = "0f" * 16) -> PersonalText:
    commitment = hashlib.sha256(bytes.fromhex(salt) + words.encode()).hexdigest()
    return PersonalText(commitment, salt, words)


def test_texts_come_back_with_the_passphrase() -> None:
    texts = (text("张·示例"), text("13800000000", "a1" * 16))
    sealed = seal_texts(texts, "口令2018", cost=CHEAP)
    assert "示例".encode() not in sealed
    assert sorted(open_texts(sealed, "口令2018", name=NAME)) == sorted(texts)
    assert open_texts(seal_texts((), "p", cost=CHEAP), "p", name=NAME) == ()


def test_another_passphrase_and_damage_are_told() -> None:
    sealed = seal_texts([text("张·示例")], "口令2018", cost=CHEAP)
    for content, passphrase in ((sealed, "口令2019"), (sealed[:-1], "口令2018"), (b"", "")):
        with pytest.raises(PackageRefusedError) as caught:
            open_texts(content, passphrase, name=NAME)
        assert "口令不对，个人信息打不开" in caught.value.message
        assert NAME in caught.value.message
        assert "请打电话" in caught.value.message


@pytest.mark.parametrize(
    "plain",
    [
        b"[]",
        b'{"00":["0f","x"]}',
        b'{"' + b"0" * 64 + b'":["' + b"0f" * 16 + b'","other"]}',
        b'{"' + b"0" * 64 + b'":"x"}',
        b'{"' + b"0" * 64 + b'":[1,2]}',
        b"no",
    ],
)
def test_a_text_that_is_not_the_one_its_line_stands_for_is_refused(plain: bytes) -> None:
    with pytest.raises(PackageRefusedError, match="个人信息的内容不对"):
        open_texts(crypto.seal(plain, "p", cost=CHEAP), "p", name=NAME)

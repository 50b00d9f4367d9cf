import pytest

from kg.corpus.decode import UndecodableError, decode

TEXT = "Babinsa Kelurahan Sukamulya – Serda Rian – menyapa warga.\n“Ronda malam jalan lagi,” katanya. Harganya 5 €.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_mark_is_read_without_remark(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.note is None


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Windows-1252"), ("utf-16-le", None), ("utf-16-be", None), ("mac_roman", "Mac Roman")],
)
def test_other_encodings_are_recognised_and_named(encoding: str, name: str | None) -> None:
    text = TEXT.replace("€", "rupiah")
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert (decoded.note is None) == (name is None)
    assert name is None or name in (decoded.note or "")


def test_a_stray_byte_does_not_spoil_the_rest_of_a_utf8_file() -> None:
    decoded = decode(TEXT.encode() + b"Ia menjawab: " + b"\x93Siap\x94.")
    assert decoded.text == TEXT + "Ia menjawab: “Siap”."
    assert decoded.note == "2 bytes that are not UTF-8 were read as Windows-1252"


def test_a_file_cut_off_inside_a_character_keeps_the_rest() -> None:
    decoded = decode("Warga menjawab “siap”".encode()[:-1])
    assert decoded.text == "Warga menjawab “siap"
    assert "cut off" in (decoded.note or "")


def test_doubly_encoded_text_is_reported() -> None:
    broken = "“Mari jaga kampung,” katanya".encode().decode("cp1252", "replace")
    assert decode(broken.encode()).note is not None


def test_characters_lost_before_are_reported() -> None:
    assert "1 characters were already lost" in (decode("Mari \ufffd kata Lurah".encode()).note or "")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04word/document.xml", "an office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"{\\rtf1 Babinsa}", "rich text"),
        (bytes(range(256)) * 10, "binary"),
        (b"Babinsa\x00dan\x00\x00warga", "zero bytes"),
        (b"\x01\x02\x03\x04" * 100, "binary"),
        (b"<!DOCTYPE html><html><body>Babinsa</body></html>", "found HTML"),
        (b'<?xml version="1.0"?><rss/>', "HTML or XML"),
        ("Babinsa".encode("utf-16") + b"\x00", "bytes that are not"),
    ],
)
def test_what_is_no_plain_text_is_refused_with_its_kind(data: bytes, what: str) -> None:
    with pytest.raises(UndecodableError, match=what):
        decode(data)

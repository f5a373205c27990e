"""Pictures of strangers: by their content, within bounds, and harmless."""

from __future__ import annotations

import struct
import zlib

import pytest

from wian.kit.picture import LARGEST_PICTURE, NotAPicture, PictureKind, picture_of, read_picture

_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
_JPEG = (
    b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x0b\x08\0\x10\0\x20\x01\x01\x11\0"
    + bytes(40)
    + b"\xff\xd9"
)


def _svg(inside: str = "", more: str = 'viewBox="0 0 10 20"') -> bytes:
    return f"{_OPEN} {more}>{inside}</svg>".encode()


def _png(wide: int, tall: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


def test_a_picture_is_known_by_its_content():
    """PNG and JPEG with their size in pixels; SVG with an old document type as well."""
    assert picture_of(_png(30, 40)).size == (30, 40)
    assert picture_of(_png(4000, 1000)).size == (4000, 1000)
    jpeg = picture_of(_JPEG)
    assert (jpeg.kind, jpeg.size) == (PictureKind.JPEG, (32, 16))
    old = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    own = '<defs><g id="a"><path d="M0 0"/></g></defs><use x:href="#a" fill="url(#a)"/>'
    assert picture_of(old + _svg(own)).kind is PictureKind.SVG


def test_a_picture_may_have_a_mebibyte():
    """A byte more is one too many."""
    whole = _svg().ljust(LARGEST_PICTURE)
    assert picture_of(whole).content == whole
    with pytest.raises(NotAPicture, match="more than 1 MiB"):
        picture_of(whole + b" ")


_BOMB = "".join(
    f'<g id="g{at}">{f"<use x:href={chr(34)}#g{at + 1}{chr(34)}/>" * 10}</g>' for at in range(9)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no PNG, JPEG or SVG"),
        (b"GIF89a", "is no PNG, JPEG or SVG"),
        (_png(30, 40)[:-12], "is an incomplete PNG"),
        (_png(4001, 4000), "is 4001 by 4000 pixels"),
        (_png(500, 10), "no side more than 4 times"),
        (_JPEG[:20], "is an incomplete JPEG"),
        (_svg("<script>1</script>"), "has the element script"),
        (_svg("<foreignObject/>"), "has the element foreignObject"),
        (_svg('<filter id="a"/>'), "has the element filter"),
        (_svg('<use href="#a"><set attributeName="href"/></use>'), "has the element set"),
        (_svg("<path style=\"fill: image-set('a.png' 1x)\"/>"), "refers to something outside"),
        (_svg('<path onload="x()"/>'), "has the attribute onload"),
        (_svg('<image x:href="http://a.example/a.png"/>'), "refers to something outside"),
        (_svg('<image href="/etc/passwd"/>'), "refers to something outside"),
        (_svg('<image href="data:image/svg+xml,x"/>'), "refers to something outside"),
        (_svg('<path style="fill: u\\rl(http://a.example)"/>'), "refers to something outside"),
        (_svg("<style>@import 'a.css';</style>"), "refers to something outside"),
        (_svg("<x:mystyle/><style>@import 'a.css';</style>"), "refers to something outside"),
        (_svg("<style><!-- -->@&#105;mport 'a.css';</style>"), "refers to something outside"),
        (_svg("<style>a { fill: \\75 rl(a.svg) }</style>"), "refers to something outside"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + _svg("&a;"), "declares entities"),
        (b'<?xml-stylesheet href="a"?>' + _svg(), "has the instruction xml-stylesheet"),
        (_svg('<g id="a"><use href="#a"/></g>'), "uses itself"),
        (_svg(_BOMB + '<g id="g9"><path/></g>'), "draws more than 20,000 elements"),
        (_svg("<g>" * 60_000 + "</g>" * 60_000), "nests its elements too deep"),
        (_svg(more=""), "does not say its width and height"),
        (_svg(more='width="100000" height="1"'), "is 100000 wide and 1 high"),
        (_svg("<g>"), "is no well-formed SVG"),
        (b"<html><svg/></html>", "is XML, but no SVG"),
        (_svg().replace(b">", b"\xff>", 1), "is no SVG in UTF-8"),
    ],
)
def test_what_is_no_picture_or_could_do_harm_is_refused_with_a_remedy(content, said):
    """Each with one sentence that says what is wrong."""
    with pytest.raises(NotAPicture) as found:
        picture_of(content)
    assert said in str(found.value)
    assert found.value.remedy


def test_a_picture_is_read_from_a_regular_file_only(tmp_path):
    """A folder, or nothing at all, has another remedy than a file of another kind."""
    (tmp_path / "a.png").write_bytes(_png(3, 4))
    assert read_picture(tmp_path / "a.png").size == (3, 4)
    with pytest.raises(NotAPicture, match="is no regular file"):
        read_picture(tmp_path)
    with pytest.raises(NotAPicture, match="is not there"):
        read_picture(tmp_path / "b.png")

"""What a sample of an input becomes: damaged, swollen, nested, in another encoding, or a bomb."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Sequence

_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp874", "latin-1", "utf-8-sig", "cp1252")
_HOSTILE: Sequence[bytes] = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "\0",
        "\ud800",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x85",
        "\x1b[2J",
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "<script>",
        "=cmd|' /c calc'!A0",
        "../../etc/passwd",
        "%s%n",
        '"',
        "'",
        ";",
        "\t",
        "\r",
        "- ",
        ": ",
        "&a *a",
        "!!python/object/apply:os.system [id]",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "&b;",
        "NaN",
        "-Infinity",
        "1e999",
        "9" * 400,
        "-1",
        "0",
        "๙" * 50,
        "٣",
        "²",
        "31/02/2564",
        "29/2/2565",
        "9999-12-31",
        "0001-01-01",
        "0000-00-00",
        "24:00",
        "null",
        "true",
        "[]",
        "{}",
    )
)
_RUNS = (
    "9",
    "๙",
    " ",
    "ก",
    "่",
    "a",
    "(",
    "[",
    "{",
    "<",
    '"',
    "\n",
    ",",
    "ที่ ",
    "ลงวันที่ ",
    "/",
    "-",
    ".",
    "\u200d",
)
_LONGEST_RUN = 60_000
_NESTING = 30_000


def mutated(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """One to three changes of a sample.

    Args:
        draw: Where chance comes from.
        data: The sample.
        other: Another sample of the same reader, a piece of which may be spliced in.
    """
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        data = draw.choice(_CHANGES)(draw, data, other)
    return data


def repacked(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """A ZIP whose package is sound, with one of its parts changed: its reader gets that far."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        parts = old.infolist()
        changed = draw.choice(parts).filename
        for part in parts:
            content = old.read(part)
            new.writestr(
                part.filename,
                mutated(draw, content, other[:2000]) if part.filename == changed else content,
            )
    return made.getvalue()


def regzipped(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """A gzip whose content is changed."""
    return gzip.compress(mutated(draw, gzip.decompress(data), gzip.decompress(other)), 1)


def _flipped(draw: random.Random, data: bytes, _other: bytes) -> bytes:
    if not data:
        return data
    made = bytearray(data)
    for _ in range(draw.choice((1, 1, 3, 20))):
        made[draw.randrange(len(made))] ^= 1 << draw.randrange(8)
    return bytes(made)


def _cut(draw: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _holed(draw: random.Random, data: bytes, _: bytes) -> bytes:
    begin, end = _span(draw, data)
    return data[:begin] + data[end:]


def _doubled(draw: random.Random, data: bytes, _: bytes) -> bytes:
    begin, end = _span(draw, data)
    times = draw.choice((2, 2, 3, 50))
    return (
        data[:begin] + data[begin:end] * min(times, 1 + 300_000 // (end - begin + 1)) + data[end:]
    )


def _swapped(draw: random.Random, data: bytes, _: bytes) -> bytes:
    first, second = sorted((_span(draw, data), _span(draw, data)))
    if first[1] > second[0]:
        return data[::-1] if draw.random() < 0.05 else data
    one, two = data[slice(*first)], data[slice(*second)]
    return data[: first[0]] + two + data[first[1] : second[0]] + one + data[second[1] :]


def _spliced(draw: random.Random, data: bytes, other: bytes) -> bytes:
    begin, end = _span(draw, data)
    return data[:begin] + other[slice(*_span(draw, other))] + data[end:]


def _sown(draw: random.Random, data: bytes, _other: bytes) -> bytes:
    for _ in range(draw.choice((1, 1, 2, 5))):
        at = draw.randrange(len(data) + 1)
        data = data[:at] + draw.choice(_HOSTILE) + data[at:]
    return data


def _recoded(draw: random.Random, data: bytes, _: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(draw.choice(_ENCODINGS), "replace")


def _stretched(draw: random.Random, data: bytes, _: bytes) -> bytes:
    at = draw.randrange(len(data) + 1)
    length = draw.choice((300, 5_000, _LONGEST_RUN))
    return data[:at] + (draw.choice(_RUNS) * length).encode()[: 3 * length] + data[at:]


def _nested(draw: random.Random, data: bytes, _: bytes) -> bytes:
    at, depth = draw.randrange(len(data) + 1), draw.choice((30, 1_000, _NESTING))
    begin, end = draw.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"(", b")")))
    return data[:at] + begin * depth + end * depth + data[at:]


def _grown(draw: random.Random, data: bytes, _: bytes) -> bytes:
    """A number becomes a huge one."""
    digits = [at for at, byte in enumerate(data[:20_000]) if chr(byte).isdigit()]
    if not digits:
        return data
    at = draw.choice(digits)
    number = draw.choice((b"0", b"-1", b"99999999999999999999", b"1e400", b"2147483648", b"0.5"))
    return data[:at] + number + data[at + 1 :]


_CHANGES: Sequence[Callable[[random.Random, bytes, bytes], bytes]] = (
    _flipped,
    _cut,
    _holed,
    _doubled,
    _swapped,
    _spliced,
    _sown,
    _sown,
    _recoded,
    _stretched,
    _nested,
    _grown,
)


def _span(draw: random.Random, data: bytes) -> tuple[int, int]:
    begin = draw.randrange(len(data) + 1)
    return begin, min(len(data), begin + draw.choice((1, 10, 100, 2_000)))


def laughs() -> bytes:
    """YAML that grows a thousand million fold."""
    lines = ['a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]']
    lines += [
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(lines).encode()


def entities() -> bytes:
    """XML that grows likewise."""
    named = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY l0 "lol">{named}]><log>&l9;</log>'.encode()
    )


def zip_bomb(part: str, content: bytes, times: int) -> bytes:
    """A ZIP of one part that is ``content`` again and again."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", 8) as package, package.open(part, "w", force_zip64=True) as to:
        for _ in range(times):
            to.write(content)
    return made.getvalue()


def swollen(data: bytes, part: str, before: bytes, content: bytes, times: int) -> bytes:
    """A ZIP with one part swollen: ``content`` again and again before a mark in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for each in old.infolist():
            held = old.read(each)
            if each.filename == part:
                held = held.replace(before, content * times + before, 1)
            new.writestr(each.filename, held)
    return made.getvalue()

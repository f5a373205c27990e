"""Passwords that are tried first: known words, runs of a keyboard, and the same few characters.

The lists are small and our own. Passwords of ten characters or more are rarely common, so most of
what is common at that length is a known word with digits, or a row of keys on the Thai or the
English keyboard.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_FEWEST = 4
"""Different characters that a password has at least."""
_SHORTEST_RUN = 3
_ROWS = (
    "0123456789",
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "abcdefghijklmnopqrstuvwxyz",
    "๐๑๒๓๔๕๖๗๘๙",
    "๑๒๓๔๕๖๗๘๙๐",
    "ๅ/-ภถุึคตจขช",
    "ๆไำพะัีรนยบลฃ",
    "ฟหกดเ้่าสวง",
    "ผปแอิืทมใฝ",
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
)
"""Keys that lie side by side on the two keyboards (TIS 820-2538, Kedmanee), and alphabets."""
_LISTED = """
    password passw0rd pass passcode admin administrator root user login welcome letmein secret
    iloveyou monkey dragon sunshine princess football baseball superman batman master changeme
    default guest test testing hello computer internet google facebook thailand bangkok siam
    sawasdee sawadee kingdom government ministry department office officer clerk saraban wian desk
    district province moi qwerty qwertyuiop asdfgh zxcvbn abc abcd trustno whatever freedom
    รหัสผ่าน รหัส สวัสดี สวัสดีครับ สวัสดีค่ะ ประเทศไทย ไทยแลนด์ กรุงเทพ กรุงเทพมหานคร สารบรรณ
    งานสารบรรณ ธุรการ อำเภอ จังหวัด กระทรวง กรม สำนักงาน เทศบาล ฉันรักเธอ รักนะ ทดสอบ
"""
_DISGUISES = str.maketrans("@4031$5!7", "aaoelssit")
"""What people write instead of letters."""
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def is_common(password: str, *names: str) -> bool:
    """Whether a password is one of those that are tried first.

    Args:
        password: The password.
        names: What everybody knows of the account, such as the ids of its office.
    """
    plain = _plain(password)
    if len(set(plain)) < _FEWEST or _is_repeated(plain) or _is_keyboard(plain):
        return True
    known = _words() | {_plain(each) for each in names}
    forms = {plain, plain.translate(_DISGUISES)}
    return any(_core(form) in known for form in forms | set(map(_core, forms))) or _disguised(
        plain, known
    )


def _disguised(plain: str, known: frozenset[str]) -> bool:
    """Whether the word is known once its digits at the end are gone and its letters unmasked."""
    return _core(_core(plain).translate(_DISGUISES)) in known


def _core(text: str) -> str:
    """Without the digits and marks around it."""
    return _ENDS.sub("", text)


def _is_repeated(plain: str) -> bool:
    return plain in (plain + plain)[1:-1]


def _is_keyboard(plain: str) -> bool:
    """Whether it is made of runs of rows alone, forward or backward."""
    rest = plain
    while rest:
        length = next((n for n in range(len(rest), _SHORTEST_RUN - 1, -1) if _runs(rest[:n])), 0)
        if not length:
            return False
        rest = rest[length:]
    return True


def _runs(part: str) -> bool:
    return any(part in row or part[::-1] in row for row in _rows())


@cache
def _words() -> frozenset[str]:
    return frozenset(map(_plain, _LISTED.split()))


@cache
def _rows() -> tuple[str, ...]:
    return tuple(map(_plain, _ROWS))


def _plain(text: str) -> str:
    """One form of what looks the same, without case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()

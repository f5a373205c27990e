"""Passwords that somebody who guesses tries first are refused, in Thai as in English."""

from __future__ import annotations

import pytest

from wian.desk.app.common_passwords import is_common


@pytest.mark.parametrize(
    "common",
    [
        "1234567890",
        "0987654321",
        "1111111111",
        "password123",
        "Password2567",
        "P@ssw0rd1234",
        "PASSWORD!!!!",
        "qwertyuiop",
        "QwertyUiop123",
        "1qaz2wsx3edc",
        "1q2w3e4r5t6y",
        "asdfghjkl123",
        "abcabcabcabc",
        "iloveyou2024",
        "administrator",
        "thailand2567",
        "ฟหกดเ้่าสว",
        "ๆไำพะัีรนย",
        "ผปแอิืทมใฝ",
        "กขฃคฅฆงจฉช",
        "๑๒๓๔๕๖๗๘๙๐",
        "รหัสผ่าน๑๒๓๔",
        "สวัสดีครับ123",
        "งานสารบรรณ2567",
        "phitsanulok1",
        "Phitsanulok2567",
        "เจ้าพนักงานธุรการ",
    ],
)
def test_what_is_tried_first_is_common(common):
    """Whatever its case, with years behind it, and in another guise."""
    assert is_common(common, "phitsanulok", "เจ้าพนักงานธุรการ")


@pytest.mark.parametrize(
    "good",
    [
        "ฝนตกที่ทางเหนือ",
        "เขาสูงและน้ำใส",
        "long enough",
        "correct horse battery",
        "k7md-x3pq-vw9t-2hjc",
        "tigers drink password tea",
        "ประเทศไทยรวมเลือดเนื้อ",
    ],
)
def test_a_few_words_are_not(good):
    """Nobody has to find special characters."""
    assert not is_common(good, "phitsanulok", "เจ้าพนักงานธุรการ")

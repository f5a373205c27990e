"""A manager opens a directive level by level in a real browser, by mouse and by keyboard."""

from __future__ import annotations

PASSWORD, POST = "ฝนตกที่ทางเหนือ", "นักจัดการงานทั่วไป"


def test_a_level_opens_in_place_and_goes_back(window, listening, living, live_plan):
    """The page is not loaded anew, the link keeps the focus, and the address names the level."""
    living.reach(listening.ledger, live_plan, living.leaf)
    listening.account("opm")
    page = window(1280, 900)
    page.goto(listening.address)
    page.get_by_label("รหัสหน่วยงาน").fill("opm")
    page.get_by_label("ตำแหน่ง").fill(POST)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{listening.address}/follow-up/{live_plan.id}")
    page.evaluate("window.sameWindow = true")
    district = page.get_by_role("link", name="อำเภอเมืองพิษณุโลก").last
    district.click()
    body = page.get_by_text("เทศบาลตำบลหัวรอ").first
    body.wait_for()
    assert page.evaluate("window.sameWindow") is True
    assert f"?open={living.chain[4]}" in page.url
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.keyboard.press("Enter")
    body.wait_for(state="detached")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    page.go_back()
    page.get_by_text("เทศบาลตำบลหัวรอ").first.wait_for()

"""Somebody of an office at the desk, in a window of their own."""

from __future__ import annotations

PASSWORD, POST = "ฝนตกที่ทางเหนือ", "นักจัดการงานทั่วไป"
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"
_FOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = false })"


class Clerk:
    """Somebody of an office who signed in; no page is too wide with its forms unfolded."""

    def __init__(self, page, desk, office):
        self.page, self.desk = page, desk
        desk.account(office)
        self.open("/")
        page.get_by_label("รหัสหน่วยงาน").fill(office)
        page.get_by_label("ตำแหน่ง").fill(POST)
        page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        self.press("เข้าสู่ระบบ")

    def open(self, path):
        self.page.goto(self.desk.address + path)
        self.look()

    def look(self):
        """Every form of the page is unfolded for a moment."""
        self.page.evaluate(_UNFOLD)
        assert not self.page.evaluate(_TOO_WIDE), self.page.url
        self.page.evaluate(_FOLD)

    def press(self, name):
        """A button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def act(self, form, button, told, **values):
        """Unfold a form, fill its fields by their names, and see what the desk says of it."""
        self.page.locator("summary").filter(has_text=form).click()
        box = self.page.locator("details[open]").filter(has_text=form)
        for name, value in values.items():
            field = box.locator(f"[name={name}]")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        for sure in box.locator("input[type=checkbox][required]").all():
            sure.check()  # what cannot be taken back is confirmed
        self.press(button)
        self.look()
        assert told in self.page.get_by_role("status").inner_text()

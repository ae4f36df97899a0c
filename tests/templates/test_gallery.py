"""The gallery is one page that needs nothing else and shows every message in every rendering."""

from __future__ import annotations

import re

from playwright.sync_api import sync_playwright

from templates.gallery import gallery
from templates.plain_text import to_plain_text
from tests.templates.readers import read_html
from tests.templates.test_hostile_text import EVERYWHERE, FORM
from tests.templates.writing import card, one_line

ENTRIES = [
    ("vote_counted", "da", card(EVERYWHERE, "da", text="<b>Sørens</b> & Åses")),
    ("vote_counted", "en", card(EVERYWHERE, "en", text="<b>Sørens</b> & Åses")),
    ("propose_item", "da", card("<title>Foreslå</title>" + FORM, "da", text="Punkt")),
]


def test_every_message_is_there_in_every_rendering():
    page = gallery(iter(ENTRIES))
    shown = one_line(read_html(page))
    assert re.findall(r'<li><a href="#(\w+)">([^<]+)</a>', page) == [
        ("vote_counted", "Vote counted"),
        ("propose_item", "Propose item"),
    ]
    assert page.count('<article class="card"') == page.count("<summary>Adaptive Card</summary>") == 3
    assert '"callback_id": "propose"' in shown
    assert all(one_line(to_plain_text(shown_card)) in shown for _, _, shown_card in ENTRIES)


def test_it_needs_nothing_else_and_runs_nothing():
    page = gallery(ENTRIES)
    assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", page)


def test_a_browser_finds_every_heading_and_nothing_wider_than_a_phone(chromium):
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": 360, "height": 800})
            page.set_content(gallery(ENTRIES))
            assert page.get_by_role("heading", level=2).all_inner_texts() == [
                "Vote counted vote_counted",
                "Propose item propose_item",
            ]
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
        finally:
            browser.close()

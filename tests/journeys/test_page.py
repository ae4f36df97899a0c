"""The page itself with real messages in it: for everybody, on every screen, by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.journeys.stage import Stage, Visitor
from tests.journeys.test_polls import TITLE, opens_poll
from tests.journeys.test_proposals import TITLE as ITEM

pytestmark = pytest.mark.filterwarnings("ignore:The bot client is deprecated:DeprecationWarning")

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


async def is_fine(visitor: Visitor, name: str) -> None:
    """Accessible at WCAG 2.1 AA, and nothing sticks out at the side."""
    await visitor.screenshot(name)
    found = await Axe().run(visitor.page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    width = await visitor.page.evaluate("innerWidth")
    assert await visitor.page.evaluate("document.documentElement.scrollWidth") == width


async def test_real_messages_and_forms_are_accessible_wide_and_narrow_light_and_dark(stage: Stage) -> None:
    karin = await stage.enter("Karin Kommunechef", "Teams")
    await karin.says("hvor tit skal vi mødes?")
    await karin.says("kontakt Gladsaxe udskrivning")
    await karin.says(f"punkt: {ITEM}")
    await opens_poll(karin)
    await karin.votes(TITLE, "Fælles akutteam")
    await karin.on_both_sides(TITLE, "1 har stemt")
    await karin.says("afstemning")

    for width in (1280, 360):
        await karin.page.set_viewport_size({"width": width, "height": 860})
        for scheme in ("light", "dark"):
            await karin.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            await is_fine(karin, f"page-{width}-{scheme}")
            await karin.message("formularen").get_by_role("button", name="Åbn formularen").click()
            await expect(karin.form.get_by_label("Titel")).to_be_focused()
            await is_fine(karin, f"form-{width}-{scheme}")
            await karin.page.keyboard.press("Escape")
            await expect(karin.form).to_be_hidden()


async def test_everything_can_be_done_by_keyboard(stage: Stage) -> None:
    """From the top of the page with Tab alone: write, send, and press a button in the answer."""
    await opens_poll(await stage.enter("Karin Kommunechef"))
    sune = await stage.enter("Sune Sundhedschef")
    await expect(sune.card(TITLE)).to_be_visible()
    keyboard = sune.page.keyboard

    await tab_to(sune, "textbox", "Skriv i")
    await keyboard.type("hvor tit skal vi mødes?")
    await keyboard.press("Enter")
    await expect(sune.message("4 møder")).to_be_visible()

    await tab_to(sune, "button", "Stem", "Shift+Tab")
    await keyboard.press("Enter")
    await sune.on_both_sides(TITLE, "1 har stemt")
    await expect(sune.card(TITLE).locator("button:focus")).to_have_text("Stem")


async def tab_to(visitor: Visitor, role: str, name: str, key: str = "Tab") -> None:
    """Presses the key until the control has the focus."""
    wanted = visitor.pane().get_by_role(role, name=name)  # type: ignore[arg-type]
    for _ in range(60):
        await visitor.page.keyboard.press(key)
        for each in await wanted.all():
            if await each.evaluate("node => node === document.activeElement"):
                return
    raise AssertionError(f"{name} can't be reached")

"""The demo as `samordning demo` runs it, and people who sit at its page, each with a browser window of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from bot.app import Application, utc_now
from bot.demo import simulator as platforms
from bot.settings import Settings
from tests.bot.simulator.serving import served

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
COMMITTEE = "Samordningsudvalg Somatik Indre Fjord"


class Clock:
    """The machine's clock, which can be put forward: a week's deadline passes in a moment."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return utc_now() + self.ahead


@dataclass
class Stage:
    """Where the page is, and the clock that the bot looks at."""

    url: str
    clock: Clock
    browser: Browser
    errors: list[str]

    async def enter(
        self, name: str, side: str = "Slack", *, width: int = 1280, height: int = 860, scale: float = 1.0
    ) -> Visitor:
        """A window in which the person with this name is chosen, who acts on the platform `side`."""
        window = await self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
            locale="da-DK",
        )
        page = await window.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(m.text) if "Security Policy" in m.text else None)
        await page.goto(self.url)
        visitor = Visitor(page, side)
        await visitor.becomes(name, side)
        return visitor


@dataclass
class Visitor:
    """One person at the page. What they do, they do on `side`: Slack or Teams."""

    page: Page
    side: str

    def pane(self, side: str | None = None) -> Locator:
        return self.page.get_by_role("region", name=side or self.side)

    @property
    def form(self) -> Locator:
        return self.page.get_by_role("dialog")

    def message(self, words: str, side: str | None = None) -> Locator:
        """The latest message of the bot with these words."""
        return self.pane(side).locator("article.from-bot").filter(has_text=words).last

    async def becomes(self, name: str, side: str) -> None:
        await self.page.get_by_label("Du er").select_option(label=name)
        await expect(self.page.locator("main:not([inert])")).to_be_visible()
        self.side = side

    async def says(self, words: str) -> None:
        box = self.pane().get_by_role("textbox")
        await box.fill(words)
        await box.press("Enter")
        await expect(box).to_have_value("")

    async def opens(self, conversation: str) -> None:
        await self.pane().get_by_role("combobox").select_option(label=conversation)
        await expect(self.pane().get_by_role("log", name=f"Beskeder i {conversation}")).to_be_visible()

    async def votes(self, title: str, option: str) -> None:
        """Presses the button beside an option of a poll's card."""
        row = self.card(title).locator(".with-accessory, .columns").filter(has_text=option)
        await row.get_by_role("button", name="Stem").click()

    def card(self, title: str, side: str | None = None) -> Locator:
        """The mirrored card with this title."""
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return self.pane(side).locator("article.from-bot").filter(has=heading).last

    async def on_both_sides(self, title: str, words: str) -> None:
        for side in ("Slack", "Teams"):
            await expect(self.card(title, side)).to_contain_text(words)

    async def screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


@asynccontextmanager
async def demo_stage(database_url: str, browser: Browser) -> AsyncGenerator[Stage]:
    """The bot, both platforms and the page on one address. An error in the page's script fails the journey."""
    clock, errors = Clock(), list[str]()
    async with served() as (site, url):
        simulator = platforms(database_url, url)
        settings = Settings({**simulator.settings(), "SAMORDNING_DATABASE_URL": database_url})
        site.app = application = Application(settings, clock=clock, more_routes=simulator.routes).asgi
        async with application.router.lifespan_context(application):
            yield Stage(url, clock, browser, errors)
            await browser.close()
        await simulator.close()
    assert errors == []

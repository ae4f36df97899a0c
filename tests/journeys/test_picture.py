"""The README's picture. SAMORDNING_UPDATE_PICTURE=1 renews docs/images/page.png; see screenshots/picture.png first."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.stage import SCREENSHOTS, Stage, Visitor

pytestmark = pytest.mark.filterwarnings("ignore:The bot client is deprecated:DeprecationWarning")

UPDATE = os.environ.get("SAMORDNING_UPDATE_PICTURE") == "1"  # read before settings from outside are taken away
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "page.png"
WIDTH, HEIGHT, SCALE = 1536, 1056, 1280 / 1536

ITEM = "Fælles sprog om triage"
POLL = "Kandidater til signaturindsats 2027"
VISITS, TEAM, OXYGEN = "Opfølgende hjemmebesøg", "Fælles akutteam", "Hjemmeilt"
VOTES = (
    ("Sune Sundhedschef", "Slack", VISITS),
    ("Bente Bruger", "Slack", VISITS),
    ("Åse Ældrechef", "Slack", TEAM),
    ("Pia Praksiskonsulent", "Teams", VISITS),
    ("Lone Ledende Overlæge", "Teams", TEAM),
)


async def test_one_poll_in_two_channels(stage: Stage) -> None:
    others = await stage.enter("Åse Ældrechef")
    karin = await stage.enter("Karin Kommunechef", "Teams", width=WIDTH, height=HEIGHT, scale=SCALE)
    await proposes(others)
    await karin.on_both_sides(ITEM, "Åse Ældrechef")
    await karin.says("hvornår er vi beslutningsdygtige?")
    await expect(karin.message("Kilde:")).to_be_visible()
    await opens_poll(others)
    await karin.on_both_sides(POLL, OXYGEN)
    for name, side, option in VOTES:
        await others.becomes(name, side)
        await others.votes(POLL, option)
        await expect(others.pane().locator("article.private")).to_contain_text(option)
    await karin.on_both_sides(POLL, "5 har stemt")

    for side in ("Slack", "Teams"):
        await expect(karin.card(POLL, side)).to_be_in_viewport(ratio=1)
    await expect(karin.card(ITEM, "Slack")).to_be_in_viewport(ratio=1)
    await expect(karin.message("Kilde:")).to_be_in_viewport(ratio=1)
    await karin.page.evaluate("document.activeElement.blur()")
    await karin.screenshot("picture")
    if UPDATE:
        shutil.copy(SCREENSHOTS / "picture.png", PICTURE)


async def proposes(member: Visitor) -> None:
    await member.opens("Dig og samordning")
    await member.says(f"punkt: {ITEM}")


async def opens_poll(secretary: Visitor) -> None:
    await secretary.becomes("Sofie Sekretær", "Slack")
    await secretary.opens("Dig og samordning")
    await secretary.says(f"afstemning om {POLL}: {VISITS}, {TEAM}, {OXYGEN}")
    await secretary.pane().get_by_role("button", name="Åbn formularen").click()
    await secretary.form.get_by_label("Titel").fill(POLL)
    await secretary.form.get_by_role("button", name="Åbn afstemningen").click()
    await expect(secretary.form).to_contain_text("er åben")
    await secretary.page.keyboard.press("Escape")
    await expect(secretary.form).to_be_hidden()
    await secretary.opens("# Samordningsudvalg Somatik Indre Fjord")

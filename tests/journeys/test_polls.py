"""A poll on candidate signature initiatives, from the chair's form to its result on both sides."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.async_api import expect

from tests.journeys.stage import COMMITTEE, Stage, Visitor

pytestmark = pytest.mark.filterwarnings("ignore:The bot client is deprecated:DeprecationWarning")

TITLE = "Kandidater til signaturindsats"
VISITS, TEAM = "Opfølgende hjemmebesøg", "Fælles akutteam"


async def opens_poll(chair: Visitor) -> None:
    """By the form, with one option only at first."""
    await chair.says(f"afstemning om {TITLE}: {VISITS}, {TEAM}")
    await chair.message("formularen").get_by_role("button", name="Åbn formularen").click()
    options = chair.form.get_by_label("Muligheder")
    await chair.form.get_by_label("Titel").fill(TITLE)
    await expect(options).to_have_value(f"{VISITS}\n{TEAM}")
    await options.fill(VISITS)
    await chair.form.get_by_role("button", name="Åbn afstemningen").click()

    await expect(chair.form).to_contain_text("mindst 2 muligheder")
    await expect(chair.form.get_by_label("Titel")).to_have_value(TITLE)
    await expect(options).to_have_value(VISITS)
    await chair.screenshot("poll-form-mistake")

    await options.fill(f"{VISITS}\n{TEAM}")
    await chair.form.get_by_role("button", name="Åbn afstemningen").click()
    await expect(chair.form).to_contain_text("er åben")
    await chair.page.keyboard.press("Escape")
    await chair.on_both_sides(TITLE, COMMITTEE)


async def test_a_poll_is_voted_on_from_both_sides_and_closes_by_itself(stage: Stage) -> None:
    karin = await stage.enter("Karin Kommunechef", "Teams")
    sune = await stage.enter("Sune Sundhedschef")
    lone = await stage.enter("Lone Ledende Overlæge", "Teams")
    await opens_poll(karin)

    await sune.votes(TITLE, TEAM)
    await expect(sune.pane().locator("article.private")).to_contain_text(TEAM)
    await lone.votes(TITLE, VISITS)
    await karin.on_both_sides(TITLE, "2 har stemt")

    karin.side = "Slack"
    await karin.votes(TITLE, TEAM)
    await lone.on_both_sides(TITLE, f"{TEAM}: 2 stemmer")
    karin.side = "Teams"
    await karin.votes(TITLE, VISITS)
    for each in (karin, sune, lone):
        await each.on_both_sides(TITLE, f"{VISITS}: 2 stemmer")
        await each.on_both_sides(TITLE, f"{TEAM}: 1 stemme")
        await each.on_both_sides(TITLE, "3 har stemt")
    await lone.screenshot("poll-live")

    stage.clock.ahead = dt.timedelta(days=8)
    await sune.on_both_sides(TITLE, f"{VISITS} fik flest stemmer: 2 af 3")
    await expect(sune.page.get_by_role("button", name="Stem")).to_have_count(0)
    await sune.screenshot("poll-closed")


async def test_a_member_cannot_open_a_poll(stage: Stage) -> None:
    sune = await stage.enter("Sune Sundhedschef")
    await sune.says(f"afstemning om {TITLE}: {VISITS}, {TEAM}")
    await expect(sune.message(COMMITTEE)).to_contain_text("sekretariat")
    await expect(sune.page.get_by_role("button", name="Åbn formularen")).to_have_count(0)
    await sune.screenshot("poll-refused")


async def test_who_is_on_no_platform_sees_the_poll_and_cannot_vote(stage: Stage) -> None:
    await opens_poll(await stage.enter("Karin Kommunechef"))
    ulla = await stage.enter("Ulla Uden Platform")
    for side in ("Slack", "Teams"):
        await expect(ulla.card(TITLE, side).get_by_role("button", name="Stem").first).to_be_disabled()
        await expect(ulla.pane(side)).to_contain_text(f"Ulla Uden Platform er ikke på {side}")
        await expect(ulla.pane(side).get_by_role("textbox")).to_have_count(0)
    await ulla.screenshot("without-identity")

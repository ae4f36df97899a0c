"""Somebody wants an item on the agenda: both platforms show it, and its proposer can take it back."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.journeys.stage import COMMITTEE, Stage

pytestmark = pytest.mark.filterwarnings("ignore:The bot client is deprecated:DeprecationWarning")

TITLE = "Fælles sprog om triage"
BACKGROUND = "Hospital og kommuner bruger hver sin skala."


async def test_a_member_on_slack_fills_in_a_form_and_mends_it(stage: Stage) -> None:
    sune = await stage.enter("Sune Sundhedschef")
    await sune.says("hjælp")
    await sune.message("skrive").get_by_role("button", name="Foreslå et punkt").click()
    await expect(sune.form).to_contain_text(COMMITTEE)

    await sune.form.get_by_label("Baggrund").fill(BACKGROUND)
    await sune.form.get_by_label("Formål").select_option("Drøftelse")
    await sune.form.get_by_role("button", name="Send forslag").click()
    title = sune.form.get_by_label("Titel")
    await expect(title).to_have_attribute("aria-invalid", "true")
    await expect(sune.form.get_by_label("Baggrund")).to_have_value(BACKGROUND)
    await sune.screenshot("proposal-form-mistake")

    await title.fill(TITLE)
    await sune.form.get_by_role("button", name="Send forslag").click()
    await expect(sune.form).to_contain_text("modtaget")
    await sune.page.keyboard.press("Escape")

    await sune.on_both_sides(TITLE, "Sune Sundhedschef")
    await sune.on_both_sides(TITLE, BACKGROUND)
    await sune.on_both_sides(TITLE, "Drøftelse")
    await sune.screenshot("proposal-mirrored")


async def test_a_member_on_teams_proposes_in_one_line_and_withdraws_it(stage: Stage) -> None:
    lone = await stage.enter("Lone Ledende Overlæge", "Teams")
    sune = await stage.enter("Sune Sundhedschef")
    await lone.says(f"punkt: {TITLE}")
    withdraw = lone.pane().get_by_role("button", name="Træk tilbage")
    await sune.on_both_sides(TITLE, "Lone Ledende Overlæge")

    await withdraw.click()

    await sune.on_both_sides(TITLE, "Trukket tilbage")
    await lone.on_both_sides(TITLE, "Trukket tilbage")
    await lone.screenshot("proposal-withdrawn")

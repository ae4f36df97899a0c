"""Somebody asks: whom to call, and what the committee's rules say. Every answer has its source."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.journeys.stage import Stage

pytestmark = pytest.mark.filterwarnings("ignore:The bot client is deprecated:DeprecationWarning")


async def test_a_member_on_slack_finds_a_contact_point_and_asks_about_a_committee_of_the_past(stage: Stage) -> None:
    sune = await stage.enter("Sune Sundhedschef")

    await sune.says("kontakt Gladsaxe udskrivning")
    contact = sune.message("Gladsaxe Kommune")
    await expect(contact.get_by_role("link", name=re.compile(r"^00 00 \d\d \d\d$"))).to_be_visible()
    await expect(contact.get_by_role("link", name="udskrivning@gladsaxe.example.dk")).to_be_visible()
    await expect(contact).to_contain_text("Bekræftet")
    await sune.screenshot("contact-point")

    await sune.says("hvor mange gange om året mødes samordningsudvalg Midt?")
    answer = sune.message("30. juni 2022")
    await expect(answer).to_contain_text("ophørte")
    await expect(answer).to_contain_text("Faglig Sundhedsklynge Midt")
    await expect(answer).to_contain_text("4 møder")
    await expect(answer).to_contain_text("3 møder")
    await expect(answer).to_contain_text("2007")
    await expect(answer).to_contain_text("2019")
    await sune.screenshot("historical-committee")


async def test_a_member_on_teams_asks_how_often_and_when_there_is_a_quorum(stage: Stage) -> None:
    lone = await stage.enter("Lone Ledende Overlæge", "Teams")

    await lone.says("hvor tit skal vi mødes?")
    often = lone.message("4 møder")
    await expect(often).to_contain_text("Kommissorium for somatiske samordningsudvalg i Region Fjordrige, § 7")
    await expect(often).to_contain_text("Kilde:")
    await expect(often).not_to_contain_text("6 møder")  # that is in a draft, which decides nothing
    await lone.screenshot("how-often")

    await lone.says("hvornår er vi beslutningsdygtige?")
    await expect(lone.message("mindst én fra hver part")).to_contain_text("§ 5")

    await lone.says("hvor tit mødes Samordningsudvalg Psykiatri Fjordrige?")
    unsaid = lone.message("Det fremgår ikke.")
    await expect(unsaid).to_contain_text("Kommissorium for samordningsudvalget for psykiatri i Region Fjordrige")
    await expect(unsaid).not_to_contain_text("4 møder")
    await lone.screenshot("not-laid-down")


async def test_english_is_answered_in_english(stage: Stage) -> None:
    emma = await stage.enter("Emma English")
    await emma.page.get_by_text("English", exact=True).click()

    await emma.says("how often does Samordningsudvalg Somatik Indre Fjord meet?")
    answer = emma.message("4 meetings")
    await expect(answer).to_contain_text("Source:")
    await expect(answer).not_to_contain_text("Kilde")
    await emma.screenshot("english")

"""The page in a browser: one person on both platforms, with a bot behind it that votes and asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from microsoft_teams.api import MessageActivityInput
from microsoft_teams.cards.core import AdaptiveCard
from playwright.async_api import Page, async_playwright, expect

from tests.bot.simulator.conftest import SDK_WARNING, SLACK_CHANNEL, TEAMS_CHANNEL, Stage, card
from tests.bot.simulator.test_slack import BUTTON, MODAL
from tests.bot.simulator.test_teams import VOTE

pytestmark = SDK_WARNING

HOSTILE = "<img src=x onerror=alert(1)> <b>fed</b>"


@pytest.fixture
async def page(stage: Stage, chromium: str) -> AsyncIterator[Page]:
    """The page as the first person in the list, the chair, sees it. An error in its script fails the test."""
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Security Policy" in message.text else None)
        await page.goto(stage.url)
        yield page
        await browser.close()
    assert errors == []


async def test_what_is_said_and_answered_shows_on_its_side(stage: Stage, page: Page) -> None:
    @stage.bot.slack.event("app_mention")
    async def on_mention(event: dict[str, Any], say: Any) -> None:
        await say(f"*Hørt:* {event['text']}", thread_ts=event["ts"])

    @stage.bot.slack.event("message")
    async def on_message() -> None: ...

    slack = page.get_by_role("region", name="Slack")
    await slack.get_by_role("textbox").fill(HOSTILE)
    await slack.get_by_role("textbox").press("Enter")

    answer = slack.locator("article.in-thread")
    await expect(answer).to_contain_text(f"Hørt: @samordning {HOSTILE}")
    await expect(answer.locator("strong", has_text="Hørt:")).to_be_visible()
    await expect(page.get_by_role("region", name="Teams").locator("article")).to_have_count(0)


async def test_a_button_edits_both_sides_and_answers_one_person(stage: Stage, page: Page) -> None:
    teams = stage.bot.teams
    posted = await teams.send(
        TEAMS_CHANNEL, MessageActivityInput().add_card(AdaptiveCard.model_validate(card("0", VOTE)))
    )
    slack = await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="0", blocks=[BUTTON])

    @stage.bot.slack.action("cast_vote")
    async def on_press(ack: Any, respond: Any, client: Any) -> None:
        await ack()
        counted = MessageActivityInput().add_card(AdaptiveCard.model_validate(card("1 stemme", VOTE)))
        await client.chat_update(channel=SLACK_CHANNEL, ts=slack["ts"], text="1 stemme")
        await teams.api.conversations.update_activity(TEAMS_CHANNEL, posted.id, counted)
        await respond("Din stemme er talt med.", replace_original=False)

    await page.get_by_role("region", name="Slack").get_by_role("button", name="Stem").click()

    for side in ("Slack", "Teams"):
        await expect(page.get_by_role("region", name=side)).to_contain_text("1 stemme")
        await expect(page.get_by_role("region", name=side)).to_contain_text("redigeret")
    await expect(page.get_by_text("kun synlig for dig")).to_have_count(1)
    await page.get_by_label("Du er").select_option("member")
    await expect(page.get_by_text("kun synlig for dig")).to_have_count(0)


async def test_a_form_says_what_is_wrong_beside_the_field_and_closes_with_escape(stage: Stage, page: Page) -> None:
    @stage.bot.slack.action("cast_vote")
    async def on_press(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @stage.bot.slack.view("propose_item")
    async def on_submit(ack: Any) -> None:
        await ack(response_action="errors", errors={"title": "Titlen er brugt."})

    await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x", blocks=[BUTTON])
    button = page.get_by_role("region", name="Slack").get_by_role("button", name="Stem")
    await button.click()
    form = page.get_by_role("dialog", name="Nyt punkt")
    title = form.get_by_role("textbox", name="Titel")
    await expect(title).to_be_focused()

    await form.get_by_role("button", name="Send").click()
    await expect(title).to_have_accessible_description("Udfyld feltet.")

    await title.fill("Triage")
    await form.get_by_role("combobox", name="Slags").select_option("Beslutning")
    await form.get_by_role("button", name="Send").click()
    await expect(title).to_have_accessible_description("Titlen er brugt.")
    await expect(title).to_be_focused()

    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(button).to_be_focused()


async def test_who_isnt_on_a_platform_reads_only(stage: Stage, page: Page) -> None:
    await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x", blocks=[BUTTON])
    await page.get_by_label("Du er").select_option("doctor")

    slack = page.get_by_role("region", name="Slack")
    await expect(slack.get_by_text("Læge Nordby er ikke på Slack og kan kun læse med her.")).to_be_visible()
    await expect(slack.get_by_role("textbox")).to_have_count(0)
    await expect(slack.get_by_role("button", name="Stem")).to_be_disabled()


async def test_a_direct_chat_a_suggestion_and_english(stage: Stage, page: Page) -> None:
    teams = page.get_by_role("region", name="Teams")
    await page.get_by_text("English").click()
    await expect(page).to_have_title("samordning – demo")
    await teams.get_by_role("combobox", name="Conversations on Teams").select_option("You and samordning")
    await teams.get_by_role("button", name="contact Nordby discharge").click()
    await expect(teams.get_by_role("textbox", name="Write to samordning")).to_have_value("contact Nordby discharge")
    await expect(teams.get_by_role("checkbox")).to_have_count(0)


async def test_a_bot_that_isnt_there_is_said_in_one_line(stage: Stage, page: Page) -> None:
    stage.sim.line.bot_url = "http://127.0.0.1:9"
    slack = page.get_by_role("region", name="Slack")
    await slack.get_by_role("textbox").fill("hej")
    await slack.get_by_role("button", name="Send").click()

    await expect(slack.get_by_role("alert")).to_have_text(
        "samordning kan ikke nås. Kontrollér, at botten kører, og prøv igen."
    )


async def test_a_fault_is_planned_for_the_next_message(stage: Stage, page: Page) -> None:
    await page.get_by_text("Lad noget gå galt").click()
    await page.get_by_role("group", name="Teams").get_by_role("button", name="Serverfejl (500)").click()
    await expect(page.get_by_role("group", name="Teams").get_by_text("1 fejl venter")).to_be_visible()

    with pytest.raises(httpx.HTTPStatusError):
        await stage.bot.teams.send(TEAMS_CHANNEL, "x")
    await stage.bot.teams.send(TEAMS_CHANNEL, "x")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
async def test_the_page_is_accessible_and_nothing_sticks_out(stage: Stage, page: Page, scheme: Any, width: int) -> None:
    await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x" * 200, blocks=[BUTTON])
    await stage.sim.teams.says("chair", TEAMS_CHANNEL, "y" * 200)
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 800})
    await page.get_by_text("Lad noget gå galt").click()
    await expect(page.locator("article")).to_have_count(2)

    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert await page.evaluate("document.documentElement.scrollWidth") == width


async def test_the_stream_of_changes_ends_when_nobody_reads_it(stage: Stage) -> None:
    async with httpx.AsyncClient() as http, http.stream("GET", f"{stage.url}/simulator/page/changes") as changes:
        lines = changes.aiter_lines()
        first = await anext(lines)
        await anext(lines)
        posting = asyncio.create_task(stage.sim.teams.says("chair", TEAMS_CHANNEL, "hej"))
        assert await anext(lines) > first
        await posting


async def test_another_site_cannot_act_here(stage: Stage) -> None:
    async with httpx.AsyncClient() as http:
        body = '{"person": "chair", "channel": "x", "text": "x"}'
        plain = await http.post(f"{stage.url}/simulator/page/do/slack/say", content=body)
        wrong = await http.post(f"{stage.url}/simulator/page/do/slack/say", json={"person": "nobody"})
    assert (plain.status_code, wrong.status_code) == (415, 404)


async def test_only_the_pages_own_files_are_served(stage: Stage) -> None:
    async with httpx.AsyncClient() as http:
        for name in ("routes.py", "..%2Fapp.py", "nothing.js"):
            assert (await http.get(f"{stage.url}/simulator/page/{name}")).status_code == 404
        index = await http.get(stage.url)
    assert "default-src 'none'" in index.headers["Content-Security-Policy"]

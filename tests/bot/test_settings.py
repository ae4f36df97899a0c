"""Settings: where they come from, which one wins, and the one line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _file(text: str) -> None:
    Path("samordning.toml").write_text(text, encoding="utf-8")


def test_without_any_setting_both_platforms_are_off() -> None:
    settings = Settings()

    assert (settings.general.database_url, settings.general.host, settings.general.port) == (
        "sqlite:///samordning.db",
        "127.0.0.1",
        8000,
    )
    assert (settings.general.language, settings.general.timezone) == ("da", "Europe/Copenhagen")
    assert not settings.general.allow_loopback
    assert not settings.slack.is_on
    assert not settings.teams.is_on


def test_a_setting_comes_from_the_environment_then_a_secret_file_then_the_settings_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("secret").write_text(" from-its-file \n", encoding="utf-8")
    _file('[slack]\nsigning_secret = "from-toml"\nbot_token = "token"')
    assert _signing_secret(Settings()) == "from-toml"

    monkeypatch.setenv("SLACK_SIGNING_SECRET_FILE", "secret")
    assert _signing_secret(Settings()) == "from-its-file"

    monkeypatch.setenv("SLACK_SIGNING_SECRET", "from-the-environment")
    assert _signing_secret(Settings()) == "from-the-environment"

    assert _signing_secret(Settings({"SLACK_SIGNING_SECRET": "given"})) == "given"


def test_names_are_case_insensitive(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text("s", encoding="utf-8")
    monkeypatch.setenv("samordning_port", "9000")
    monkeypatch.setenv("slack_signing_secret_file", "secret")
    _file('[Slack]\nBot_Token = "token"')

    assert Settings().general.port == 9000
    assert Settings().slack.is_on


def test_a_settings_file_may_leave_tables_out() -> None:
    _file('[samordning]\nlanguage = "en"\nallow_loopback = true')
    assert Settings().general.language == "en"
    assert Settings().general.allow_loopback

    _file('[teams]\nclient_id = "c"\nclient_secret = "s"\ntenant_id = "t"')
    assert Settings().teams.is_on
    assert Settings().teams.tenants == ("t",)

    _file("")
    assert not Settings().teams.is_on


def test_tenants_are_a_list_in_the_file_and_words_with_commas_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _file('[teams]\nclient_id = "c"\nclient_secret = "s"\ntenant_id = "t"\nallowed_tenants = ["a", "b"]')
    assert Settings().teams.tenants == ("a", "b")

    monkeypatch.setenv("TEAMS_ALLOWED_TENANTS", "c, d,")
    assert Settings().teams.tenants == ("c", "d")


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty secret would let anybody sign."""
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    assert not Settings().slack.is_on

    monkeypatch.setenv("SLACK_BOT_TOKEN", "token")
    with pytest.raises(SettingsError, match=r"^SLACK_SIGNING_SECRET is missing$"):
        Settings()


def test_secrets_dont_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "hemmelig")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "hemmelig")

    assert "hemmelig" not in repr(Settings().slack)


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        (
            "SAMORDNING_PORT=http",
            "SAMORDNING_PORT Input should be a valid integer, unable to parse string as an integer",
        ),
        ("SAMORDNING_PORT=70000", "SAMORDNING_PORT Input should be less than or equal to 65535"),
        ("SAMORDNING_PORT=-1", "SAMORDNING_PORT Input should be greater than or equal to 0"),
        ("SAMORDNING_LANGUAGE=sv", "SAMORDNING_LANGUAGE must be da or en"),
        ("SAMORDNING_TIMEZONE=Europe/Lejre", "SAMORDNING_TIMEZONE is no time zone"),
        ("SAMORDNING_TIMEZONE=../../etc/passwd", "SAMORDNING_TIMEZONE is no time zone"),
        ("SLACK_SIGNING_SECRET=s", "SLACK_BOT_TOKEN is missing"),
        ("SLACK_BOT_TOKEN=s", "SLACK_SIGNING_SECRET is missing"),
        ("TEAMS_CLIENT_ID=c", "TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID are missing"),
        ("TEAMS_CLIENT_ID=c TEAMS_CLIENT_SECRET=s", "TEAMS_TENANT_ID is missing"),
        ("SLACK_BOT_TOKEN_FILE=gone", "SLACK_BOT_TOKEN_FILE gone: No such file or directory"),
        ("SLACK_BOT_TOKEN_FILE=.", "SLACK_BOT_TOKEN_FILE .: Is a directory"),
        ("SLACK_BOT_TOKEN_FILE=binary", "SLACK_BOT_TOKEN_FILE binary: no text in UTF-8"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(environment: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("binary").write_bytes(b"\xff\xfe")
    for pair in environment.split():
        monkeypatch.setenv(*pair.split("="))

    with pytest.raises(SettingsError) as error:
        Settings()
    assert str(error.value) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[samordning]\nprot = 9000", "SAMORDNING_PROT is no setting"),
        (
            "[samordnign]\nport = 9000",
            "samordning.toml: [samordnign] is none of the tables samordning, slack, teams, graph",
        ),
        ("slack = 3", "samordning.toml: [slack] is none of the tables samordning, slack, teams, graph"),
        (
            "[samordning]\nport = 'x'",
            "SAMORDNING_PORT Input should be a valid integer, unable to parse string as an integer",
        ),
        ("port =", "samordning.toml: Invalid value (at end of document)"),
    ],
)
def test_what_is_wrong_in_the_settings_file_is_said_in_one_line(text: str, line: str) -> None:
    _file(text)

    with pytest.raises(SettingsError) as error:
        Settings()
    assert str(error.value) == line


def test_a_settings_file_that_cant_be_read_is_said_so() -> None:
    Path("samordning.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"^samordning.toml: 'utf-8' codec can't decode"):
        Settings()

    Path("samordning.toml").unlink()
    Path("samordning.toml").mkdir()
    with pytest.raises(SettingsError, match=r"^samordning.toml: Is a directory$"):
        Settings()


def _signing_secret(settings: Settings) -> str:
    assert settings.slack.signing_secret
    return settings.slack.signing_secret.get_secret_value()

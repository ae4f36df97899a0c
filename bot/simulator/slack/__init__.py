"""A Slack workspace: its Web API, its signed events and its people."""

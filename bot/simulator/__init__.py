"""A Slack and a Microsoft Teams on loopback: what the demo is played in and what the tests talk to."""

"""A Teams tenant: its Bot Connector, its signed tokens and its people."""

"""How fast samordning answers and shows, beside two bare slack-bolt apps. `python -m benchmarks --help`.

Three processes: the app under test, the fake platforms, and this one, which sends signed requests and measures.
"""

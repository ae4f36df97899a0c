"""The Teams edge. Importing the Teams SDK reads `.env` files upward from here; settings have one way in, so not that."""

import os

os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")

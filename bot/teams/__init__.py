"""The Teams edge. The Teams SDK reads `.env` files on import, which is kept from it: settings have one way in."""

import os
import warnings

os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
warnings.filterwarnings("ignore", message=".* is in preview and may change")  # parts of the SDK that we do not use

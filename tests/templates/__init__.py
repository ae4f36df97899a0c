import pytest

pytest.register_assert_rewrite("tests.templates.checks", "tests.templates.readers")

"""Tests of the seam between questions and any engine."""

import pytest

pytest.register_assert_rewrite(
    "tests.engine.advising",
    "tests.engine.completing",
    "tests.engine.contract",
    "tests.engine.editions",
    "tests.engine.finding",
    "tests.engine.laws",
)

"""Hypothesis: no deadlines on shared machines, and the same examples every time where a build depends on them."""

import os

from hypothesis import settings

settings.register_profile("everywhere", deadline=None)
settings.register_profile("build", parent=settings.get_profile("everywhere"), derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "everywhere")

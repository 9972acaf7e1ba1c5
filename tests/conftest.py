"""Hypothesis: no deadlines on shared machines, the same examples where a build depends on them; and a data directory
that is nobody's own."""

import os
from tempfile import TemporaryDirectory

from hypothesis import settings

settings.register_profile("everywhere", deadline=None)
settings.register_profile("build", parent=settings.get_profile("everywhere"), derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "everywhere")

DATA = TemporaryDirectory(prefix="net-cds-tests-")
os.environ["XDG_DATA_HOME"] = DATA.name

"""What this guideline is called, and where it comes from."""

ID = "stage-iv-sigmoid-net"
VERSION = "2026.11.1"
SOURCE_LABEL = (
    "Stage IV sigmoid NET guidance: secondary summary, primary references not traceable, not yet human-reviewed"
)
SOURCE_URL = "https://www.droracle.ai/articles/715828"

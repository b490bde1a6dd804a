"""The canvas of nodes and lines (@xyflow/react), wrapped once; what stands on it is drawn by who uses it."""

from components.ui.script import script

FLOW = script(__name__, "flow.jsx")
FLOW_DEPENDENCIES: list[str] = ["@xyflow/react@12.12.1", "lucide-react@1.26.0"]

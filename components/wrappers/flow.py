"""The canvas of nodes and lines (@xyflow/react), wrapped once; what stands on it is drawn by who uses it."""

import reflex as rx

FLOW = rx.asset("flow.jsx", shared=True).importable_path
FLOW_DEPENDENCIES: list[str] = ["@xyflow/react@12.12.1", "lucide-react@1.26.0"]

"""Charts in one template that follows theme, language and currency."""

from components.charts.plots import across_chart, bar_chart, line_chart
from components.ui.sparkline import spark

__all__ = ["across_chart", "bar_chart", "line_chart", "spark"]

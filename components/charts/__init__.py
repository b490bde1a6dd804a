"""Charts in one template that follows theme, language and currency."""

from components.charts.bars import hbars
from components.charts.plots import bar_chart, line_chart
from components.ui.sparkline import spark

__all__ = ["bar_chart", "hbars", "line_chart", "spark"]

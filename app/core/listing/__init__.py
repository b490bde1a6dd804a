"""Lists of records: one definition a noun, from which pages, counts, searches and bulk targets are made."""

from app.core.listing.listing import Column, Join, Listing
from app.core.listing.page import count, every, find, matching, one, page, some, targeted
from app.core.listing.query import Count, ListQuery, Page

__all__ = [
    "Column",
    "Count",
    "Join",
    "ListQuery",
    "Listing",
    "Page",
    "count",
    "every",
    "find",
    "matching",
    "one",
    "page",
    "some",
    "targeted",
]

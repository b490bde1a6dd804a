"""The API beside the pages, in the web process as people run it."""

import httpx


def test_what_is_not_there_is_a_json_problem_and_a_wrong_method_names_the_right_ones(address: str) -> None:
    missing = httpx.get(f"{address}/api/nothing")
    wrong = httpx.put(f"{address}/api/health")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")
    assert (wrong.status_code, "GET" in wrong.headers["allow"], "PUT" in wrong.headers["allow"]) == (405, True, False)

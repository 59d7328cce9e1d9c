"""What an address is called after what it answered, and after how many failures over how long it is broken."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.links.judging import ENOUGH, IMPOSSIBLE, Reply, Standing, judge

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = timedelta(days=1)

REPLIES = st.sampled_from([
    Reply(200), Reply(204), Reply(200, moved_to="https://b.example/"), Reply(403), Reply(404), Reply(410), Reply(429),
    Reply(500), Reply(503, wait=60.0), Reply(0, "no answer in time"), Reply(0, f"{IMPOSSIBLE}: ftp"),
])


def after(replies: list[Reply], every: timedelta) -> Standing:
    standing: Standing | None = None
    for at, reply in enumerate(replies):
        standing = judge(standing, reply, NOW + at * every)
    assert standing
    return standing


def test_a_page_that_is_gone_is_broken_after_three_failures_over_three_days() -> None:
    assert after([Reply(404)] * 2, 5 * DAY).state == "failing"
    assert after([Reply(404)] * 3, DAY).state == "failing"
    assert after([Reply(404)] * 4, DAY).state == "broken"
    assert after([Reply(404)] * 30, timedelta(minutes=1)).state == "failing"


def test_a_site_that_is_down_is_broken_after_five_failures_over_two_weeks() -> None:
    down = Reply(0, "no answer in time")
    assert after([down] * 14, DAY).state == "failing"
    assert after([down] * 15, DAY).state == "broken"
    assert after([down] * 4, 10 * DAY).state == "failing"


def test_a_site_that_turns_programs_away_is_never_called_broken() -> None:
    assert after([Reply(403)] * 50, DAY).state == "withheld"


def test_one_answer_makes_good_what_failed_before() -> None:
    standing = after([Reply(404)] * 4 + [Reply(200)], DAY)
    assert (standing.state, standing.failures, standing.failing_since) == ("good", 0, None)
    assert standing.since == NOW + 4 * DAY


def test_since_when_is_when_it_began() -> None:
    assert after([Reply(200), Reply(404), Reply(404), Reply(404), Reply(404)], DAY).since == NOW + DAY
    moved = Reply(200, moved_to="https://b.example/")
    assert after([moved, moved, moved], DAY).since == NOW
    assert after([moved, Reply(200, moved_to="https://c.example/")], DAY).since == NOW + DAY


def test_a_site_that_asks_to_be_left_alone_is_due_when_it_says() -> None:
    assert judge(None, Reply(503, wait=3 * 24 * 3600.0), NOW).due_at == NOW + 3 * DAY


@given(st.lists(st.tuples(REPLIES, st.integers(0, 20 * 24)), min_size=1, max_size=12))
def test_whatever_it_answers_it_is_due_again_and_never_broken_at_first(some: list[tuple[Reply, int]]) -> None:
    standing, at = None, NOW
    for reply, hours in some:
        at += timedelta(hours=hours)
        before, standing = standing, judge(standing, reply, at)
        assert standing.due_at > at >= standing.since
        assert (standing.failures == 0) == (standing.failing_since is None)
        if standing.state == "broken" and not (before and before.state == "broken"):
            assert standing.failures >= min(one.failures for one in ENOUGH.values())
            assert at - standing.since >= min(one.over for one in ENOUGH.values())

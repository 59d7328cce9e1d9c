"""The manifest and the algebra of differences, without a database."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.edition_changes import compared
from bordermark.contributions.manifests import NOTHING, Differing, Manifest, difference, manifest_of

keys = st.text(st.characters(codec="utf-8"), min_size=1, max_size=4)
names = st.tuples(st.sampled_from(["act", "concept", "state"]), keys)
digests = st.sampled_from([letter * 64 for letter in "abc"])
contents = st.dictionaries(names, digests, max_size=8)
manifests = contents.map(manifest_of)


def applied(before: Manifest, some: tuple[Differing, ...]) -> Manifest:
    """The manifest after these differences."""
    held = {(one.type, one.key): one.digest for one in before.entries}
    for one in some:
        assert held.get((one.type, one.key), "") == one.before
        held[one.type, one.key] = one.after
    return manifest_of({name: digest for name, digest in held.items() if digest})


@given(manifests, manifests)
def test_what_differs_leads_from_one_to_the_other(before: Manifest, after: Manifest) -> None:
    assert applied(before, difference(before, after)) == after


@given(manifests)
def test_nothing_differs_from_itself(one: Manifest) -> None:
    assert difference(one, one) == ()


@given(manifests, manifests)
def test_backwards_added_is_withdrawn_and_before_is_after(before: Manifest, after: Manifest) -> None:
    there, back = difference(before, after), difference(after, before)
    assert [one._replace(before=one.after, after=one.before) for one in back] == list(there)
    opposite = {"added": "withdrawn", "withdrawn": "added", "changed": "changed"}
    assert [opposite[one.kind] for one in back] == [one.kind for one in there]


@given(manifests, manifests, manifests)
def test_two_steps_are_one(first: Manifest, second: Manifest, third: Manifest) -> None:
    steps = {}
    for one in (*difference(first, second), *difference(second, third)):
        earlier = steps.get((one.type, one.key), one)
        steps[one.type, one.key] = one._replace(before=earlier.before)
    assert sorted(one for one in steps.values() if one.before != one.after) == list(difference(first, third))


@given(manifests)
def test_since_nothing_everything_was_added(one: Manifest) -> None:
    assert [(each.type, each.key, each.after) for each in difference(NOTHING, one)] == list(one.entries)
    assert {each.kind for each in difference(NOTHING, one)} <= {"added"}
    assert sum(one.counts.values()) == len(one.entries)


@given(contents, st.randoms())
def test_the_order_in_which_records_come_does_not_matter(held: dict[tuple[str, str], str], random: object) -> None:
    shuffled = list(held.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert manifest_of(dict(shuffled)).content == manifest_of(held).content


@given(manifests, manifests)
def test_equal_digests_mean_equal_contents(one: Manifest, other: Manifest) -> None:
    assert (one.digest == other.digest) == (one == other)


@given(manifests)
def test_the_file_says_all_and_its_hash_is_the_digest(one: Manifest) -> None:
    lines = one.content.decode().split("\n")
    assert lines.pop() == "" and [tuple(json.loads(line)) for line in lines] == list(one.entries)
    assert hashlib.sha256(one.content).hexdigest() == one.digest
    in_bytes = [(name.encode(), key.encode()) for name, key, _ in one.entries]
    assert in_bytes == sorted(in_bytes)


def test_the_form_is_fixed_for_ever() -> None:
    made = manifest_of({("state", "KEN"): "a" * 64, ("act", "é\n"): "b" * 64})
    assert made.content == f'["act","é\\n","{"b" * 64}"]\n["state","KEN","{"a" * 64}"]\n'.encode()
    assert NOTHING.digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.text(), st.text())
def test_compared_texts_keep_every_sign(before: str, after: str) -> None:
    left, right = compared(before, after)
    assert "".join(text for text, _ in left) == before and "".join(text for text, _ in right) == after
    assert [text for text, same in left if same] == [text for text, same in right if same]


def test_chinese_is_compared_by_character() -> None:
    left, right = compared("化学武器公约", "化学武器条约")
    assert (("公", False) in left) and (("条", False) in right)

"""The table of removals against what vanishes from the schemas, version by version."""

from itertools import pairwise

import pytest

from timonier.schemas import removed, store, versions


@pytest.mark.parametrize(("before", "after"), list(pairwise(versions.versions())))
def test_the_table_names_all_that_vanishes(before, after):
    gone = set(store.load(before).kinds) - set(store.load(after).kinds)
    named = {api for api in gone if (found := removed.find(*api)) is not None and found.removed_in == after}
    assert gone - named == set()


def test_the_table_is_true_of_every_version():
    for version in versions.versions():
        for removal in removed.REMOVALS:
            served = (removal.api_version, removal.kind) in store.load(version).kinds
            assert not (served and versions.at_least(version, removal.removed_in))


def test_replacements_exist_in_the_latest_version():
    latest = store.load(versions.versions()[-1])
    for removal in removed.REMOVALS:
        if removal.replacement:
            api_version, _, kind = removal.replacement.partition(" ")
            assert (api_version, kind or removal.kind) in latest.kinds


def test_replacements_date_from_their_version():
    for removal in removed.REMOVALS:
        api_version, _, kind = removal.replacement.partition(" ")
        if removal.since in versions.versions()[1:]:
            api = (api_version, kind or removal.kind)
            born = next(version for version in versions.versions() if api in store.load(version).kinds)
            assert born == removal.since, removal


def test_each_row_stands_once():
    apis = [(removal.api_version, removal.kind) for removal in removed.REMOVALS]
    assert len(apis) == len(set(apis))

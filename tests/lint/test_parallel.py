"""Work that several processes share gives what one would."""

from __future__ import annotations

import gc
import os
import threading

import pytest

from timonier.lint import parallel
from timonier.lint.parallel import ENOUGH, mapped

ITEMS = 10


@pytest.fixture(autouse=True)
def three_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processes", lambda: 3)


def test_results_are_in_order() -> None:
    items = range(ITEMS + 1)
    assert mapped(lambda item: item * 2, items, ENOUGH) == [item * 2 for item in items]
    assert mapped(str, range(2), ENOUGH) == ["0", "1"]


def test_several_processes_do_it() -> None:
    here = os.getpid()
    found = mapped(lambda _: os.getpid(), range(ITEMS), ENOUGH)
    assert len(set(found)) == 3
    assert found[0] == here


def test_small_work_and_none_stay_here() -> None:
    assert set(mapped(lambda _: os.getpid(), range(ITEMS), ENOUGH - 1)) == {os.getpid()}
    assert mapped(lambda _: os.getpid(), range(1), ENOUGH) == [os.getpid()]
    assert mapped(str, (), 0) == mapped(str, (), ENOUGH) == []


def test_what_a_dead_process_had_to_do_is_done_here(capfd: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != here and item == ITEMS - 2:
            os._exit(9)
        return item

    assert mapped(work, range(ITEMS), ENOUGH) == list(range(ITEMS))
    assert capfd.readouterr().err == ""


def test_a_fault_of_ours_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(item: int) -> int:
        if item == ITEMS - 2:
            raise ZeroDivisionError
        return item

    with pytest.raises(ZeroDivisionError):
        mapped(work, range(ITEMS), ENOUGH)
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert parallel._processes() == 1
    finally:
        done.set()
        thread.join()


def test_the_collector_is_as_it_was() -> None:
    assert all(count > 1000 for count in mapped(lambda _: gc.get_freeze_count(), range(2), 0))
    assert gc.get_freeze_count() == 0

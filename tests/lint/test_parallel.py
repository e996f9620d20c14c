"""Work that several processes share gives what one would."""

from __future__ import annotations

import os
import threading

import pytest

from timonier.lint import parallel
from timonier.lint.parallel import ENOUGH, mapped


@pytest.fixture(autouse=True)
def three_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processes", lambda: 3)


def test_results_are_in_order() -> None:
    items = range(ENOUGH + 1)
    assert mapped(lambda item: item * 2, items) == [item * 2 for item in items]


def test_several_processes_do_it() -> None:
    here = os.getpid()
    found = mapped(lambda _: os.getpid(), range(ENOUGH))
    assert len(set(found)) == 3
    assert found[0] == here


def test_few_items_and_none_stay_here() -> None:
    assert set(mapped(lambda _: os.getpid(), range(ENOUGH - 1))) == {os.getpid()}
    assert mapped(str, ()) == []


def test_what_a_dead_process_had_to_do_is_done_here(capfd: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != here and item == ENOUGH - 1:
            os._exit(9)
        return item

    assert mapped(work, range(ENOUGH)) == list(range(ENOUGH))
    assert capfd.readouterr().err == ""


def test_a_fault_of_ours_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(item: int) -> int:
        if item == ENOUGH - 1:
            raise ZeroDivisionError
        return item

    with pytest.raises(ZeroDivisionError):
        mapped(work, range(ENOUGH))
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

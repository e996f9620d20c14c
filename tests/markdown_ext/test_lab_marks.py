"""The names under which a browser remembers ticks, and how hints are counted."""

from __future__ import annotations

import re

import pytest

from timonier import settings
from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert

LAB = """---
title: Exposer
type: tp
---

## Étape 1 — Un Pod

/// verification
- `kubectl get pods` affiche `Running`.
///

/// verification | Le Pod répond
```console
$ curl localhost
```
///

## Étape 2 — Un Service

/// verification

```console
$ kubectl get services
```

///

## Liste de contrôle

- [ ] Je lis `kubectl diff`.
- [ ] J’ai **tout** supprimé.
- [ ] Je lis `kubectl diff`.
"""


@pytest.fixture
def html(tmp_path):
    def render(text, path="content/tp/tp-exposer.md"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return convert(SourceFile(path, text), settings.load(tmp_path)).html

    return render


def names(html):
    return re.findall(r'data-coche="([^"]*)"', html)


def test_each_thing_to_tick_has_a_name_of_its_own(html):
    found = names(html(LAB))
    assert [name.split("-")[0] for name in found] == (
        ["etape", "verification", "verification", "etape", "verification", "point", "point", "point"]
    )
    assert len(set(found)) == len(found)
    assert found[0::3][:2] == ["etape-1", "etape-2"]
    assert found[7] == f"{found[5]}-2"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Un Service", "Un Service, enfin"),
        ("## Étape 2 — Un Service\n", "## Étape 2 — Un Service\n\nDu texte.\n\n- [x] Une autre case.\n"),
        ("- `kubectl get pods` affiche", "* `kubectl  get pods` affiche"),
        ("$ curl localhost", "$ curl http://localhost:8080"),
        ("**tout** supprimé", "tout supprimé"),
    ],
)
def test_an_edit_elsewhere_moves_no_tick(html, old, new):
    assert old in LAB
    assert set(names(html(LAB))) <= set(names(html(LAB.replace(old, new))))


def test_a_text_that_says_something_else_begins_unticked(html):
    for old, new in (("`Running`", "`Ready`"), ("Le Pod répond", "Le Pod existe"), ("get services", "get svc")):
        assert len(set(names(html(LAB))) - set(names(html(LAB.replace(old, new))))) == 1


def test_only_labs_are_ticked(html):
    assert names(html(LAB, "content/cours/exposer.md")) == []


def test_boxes_of_a_list_are_plain_until_a_script_runs(html):
    assert html(LAB).count('<input type="checkbox" disabled') == 3
    assert "[ ]" not in html(LAB)


def test_hints_that_follow_one_another_are_counted(html):
    first, second = "/// indice\nUn.\n///\n", "/// indice | plus *précis*\nDeux.\n///\n"
    hints = f"{first}\n{second}\nDu texte.\n\n/// indice | seul\nTrois.\n///\n"
    found = re.findall(r"<summary>(.*?)</summary>", html(hints).replace("\u00a0", " "))
    assert found == ["Indice 1 sur 2", "Indice 2 sur 2 : plus <em>précis</em>", "Indice : seul"]

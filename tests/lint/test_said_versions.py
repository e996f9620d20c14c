from timonier.core.markdown import scan
from timonier.core.source import SourceFile
from timonier.lint.said_versions import said_versions

PAGE = """\
---
title: Pods
kubernetes: "1.37"
---

Stable depuis Kubernetes 1.33, et depuis la v1.36.1 sur les nœuds (1.25). L’image `nginx:1.29` et nginx 1.29 non.

```console
$ kubectl version
v1.36.1
```

<text x="1">1.30</text>

Entre 1.28 et 1.31 ; ni 11.25, ni 1.250, ni 1.2, ni a-1.25.
"""


def test_versions_of_the_prose_and_of_the_header() -> None:
    found = [(mention.name, mention.span.start.line) for mention in said_versions(scan(SourceFile("a.md", PAGE)))]
    assert found == [("1.37", 3), ("1.33", 6), ("v1.36.1", 6), ("1.25", 6), ("1.28", 15), ("1.31", 15)]

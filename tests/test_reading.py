from pathlib import Path

from timonier import reading
from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Position, SourceFile


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbf# A\r\nb\rc\n")
    assert reading.read(file, tmp_path) == SourceFile("a.md", "# A\nb\nc\n")


def test_not_utf8_names_the_place(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("# é\nun ".encode() + b"\xe9t\xe9")
    result = reading.read(file, tmp_path)
    assert isinstance(result, Diagnostic)
    assert (result.code, result.span.start) == ("SRC002", Position(2, 4))
    assert "0xe9" in result.message


def test_unreadable_file_is_a_diagnostic(tmp_path: Path) -> None:
    result = reading.read(tmp_path / "absent.md", tmp_path)
    assert isinstance(result, Diagnostic)
    assert result.code == "SRC001"

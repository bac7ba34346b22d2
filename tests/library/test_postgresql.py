"""A home whose library is on a server does all that one with a file does."""

from pathlib import Path

from searchapp.library import Outcome
from tests.library.databases import Cluster
from tests.library.homes import SONGLI, SONGLI_PAGE, SONGLI_REVISED, TINGLAN, new_home, written


def test_a_library_on_a_server_is_like_one_in_a_file(postgresql: Cluster, tmp_path: Path) -> None:
    """Taken in, corrected, revised, pruned and rebuilt: both libraries come to the same."""
    homes = [
        new_home(tmp_path / "file"),
        new_home(tmp_path / "server", postgresql.new_database()),
    ]
    share = written(tmp_path / "share" / "d.txt", TINGLAN.replace("42件", "7件"))
    for home in homes:
        home.write("a.txt", SONGLI)
        home.write("b.html", SONGLI_PAGE)
        home.write("空.txt", "")
        gone = home.write("乙/c.txt", TINGLAN)
        first = home.ingest()[0].report_id
        home.ingest(share)
        home.desk.correct(str(first), {"year": "2022", "place": "990121201"}, "李")
        (correction, _) = home.desk.corrections(str(first))
        home.desk.take_back(str(first), correction.id, "王")
        home.write("a.txt", SONGLI_REVISED)
        home.write("b.html", SONGLI_PAGE.replace("131件", "132件"))
        gone.unlink()
        home.ingest()
        assert Outcome.REMOVED in {verdict.outcome for verdict in home.prune()}
        home.ingest(rebuild=True)
        assert ["读不出来" in finding.what for finding in home.findings()] == [True]
        with home.ledger() as ledger:
            assert [each.version for each in ledger.editions.of(str(first))] == [2, 1]
    file, server = homes
    assert server.reports() == file.reports()
    assert {filed.report.year for filed in server.reports().values()} == {2022, 2023}
    assert not server.settings.library.exists()

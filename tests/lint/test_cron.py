import pytest

from timonier.lint.checks.cron import schedule_fault, zone_fault


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * *",
        "*/5 0-6,12 1 jan-mar mon-fri",
        "0 0 ? * 0",
        "5/15 * * * *",
        "@daily",
        "@every 1h30m",
        "0 5 * * SUN",
    ],
)
def test_right_schedules(schedule):
    assert schedule_fault(schedule) is None


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ("0 5 * *", "a 4 champs au lieu de 5"),
        ("60 * * * *", "a un champ mal écrit : « 60 »"),
        ("0 5 * * 7", "a un champ mal écrit : « 7 »"),
        ("0 5 0 * *", "a un champ mal écrit : « 0 »"),
        ("*/0 * * * *", "a un champ mal écrit : « */0 »"),
        ("5-1 * * * *", "a un champ mal écrit : « 5-1 »"),
        ("0 5 * * lundi", "a un champ mal écrit : « lundi »"),
        ("@quotidien", "n’est pas un raccourci connu"),
        ("TZ=Europe/Paris 0 5 * * *", "donne un fuseau"),
    ],
)
def test_wrong_schedules(schedule, message):
    assert schedule_fault(schedule).message == message


def test_time_zones():
    assert zone_fault("Europe/Paris") is None
    assert zone_fault("Europe/Pariss").hint == "vouliez-vous dire « Europe/Paris » ?"
    assert zone_fault("Local").message == "dépend du serveur"
    assert zone_fault("").message == "est vide"

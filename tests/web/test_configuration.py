"""What can be set from outside, and what is said when it is set wrongly."""

from pathlib import Path

import pytest

from bordermark.web.configuration import SETTINGS, default_data_folder, read


def test_nothing_need_be_set() -> None:
    found = read({"HOME": "/home/amina"})
    assert found.data == default_data_folder({"HOME": "/home/amina"})
    assert (found.host, found.port, found.threads, found.debug) == ("127.0.0.1", 8321, 4, False)
    assert found.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert found.database_url == found.base_url == found.secret_key == ""


def test_every_setting_is_read() -> None:
    found = read({
        "BORDERMARK_DATA": "/srv/bordermark", "DATABASE_URL": "postgresql://u:p@host/name",
        "BORDERMARK_HOST": "0.0.0.0", "BORDERMARK_PORT": "80", "BORDERMARK_THREADS": "8",
        "BORDERMARK_ALLOWED_HOSTS": "borders.example, ,b.example", "BORDERMARK_DEBUG": "1",
        "BORDERMARK_BASE_URL": "https://borders.example/", "BORDERMARK_SECRET_KEY": "x" * 50,
        "BORDERMARK_EMAIL_URL": "smtps://u:p%40x@mail.example", "BORDERMARK_EMAIL_FROM": "Borders <b@example.org>",
    })
    assert found.data == Path("/srv/bordermark")
    assert found.database_file == Path("/srv/bordermark/bordermark.sqlite3")
    assert found.index_folder == Path("/srv/bordermark/index")
    assert (found.port, found.threads, found.debug) == (80, 8, True)
    assert found.allowed_hosts == ("borders.example", "b.example")
    assert found.base_url == "https://borders.example", "addresses are put after it"
    assert (found.email_url, found.email_from) == ("smtps://u:p%40x@mail.example", "Borders <b@example.org>")
    assert len(SETTINGS) == 13


@pytest.mark.parametrize(("variable", "value"), [
    ("BORDERMARK_PORT", "http"), ("BORDERMARK_PORT", "0"), ("BORDERMARK_PORT", "65536"), ("BORDERMARK_PORT", "-1"),
    ("BORDERMARK_PORT", ""), ("BORDERMARK_THREADS", "many"), ("BORDERMARK_THREADS", "4.5"),
    ("BORDERMARK_DEBUG", "yes"), ("BORDERMARK_PRIVATE_FEEDS", "yes"),
])
def test_a_bad_value_names_the_variable_the_value_and_what_was_expected(variable: str, value: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read({variable: value, "HOME": "/home/amina"})
    assert str(refusal.value).startswith(f"{variable}: found {value!r}, expected ")


@pytest.mark.parametrize("address", ["mysql://u:p@host/name", "localhost", "//host/name"])
def test_a_database_that_is_none_of_ours_is_named_without_its_password(address: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read({"DATABASE_URL": address, "HOME": "/home/amina"})
    assert str(refusal.value).startswith("DATABASE_URL: ")
    assert "u:p" not in str(refusal.value)


@pytest.mark.parametrize("address", ["mail.example.org", "imap://u:p@host", "smtp://", "smtp://u:p@host:mail"])
def test_a_mail_server_that_is_none_is_named_without_its_password(address: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read({"BORDERMARK_EMAIL_URL": address, "HOME": "/home/amina"})
    assert str(refusal.value).startswith("BORDERMARK_EMAIL_URL: ")
    assert "u:p" not in str(refusal.value)


@pytest.mark.parametrize(("platform", "environment", "folder"), [
    ("linux", {"HOME": "/home/amina"}, "/home/amina/.local/share/bordermark"),
    ("linux", {"HOME": "/home/amina", "XDG_DATA_HOME": "/data"}, "/data/bordermark"),
    ("darwin", {"HOME": "/Users/amina"}, "/Users/amina/Library/Application Support/bordermark"),
    ("win32", {"USERPROFILE": "/u/amina", "LOCALAPPDATA": "/u/amina/Local"}, "/u/amina/Local/bordermark"),
    ("win32", {"USERPROFILE": "/u/amina"}, "/u/amina/AppData/Local/bordermark"),
])
def test_the_data_folder_is_where_the_system_keeps_such_things(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    assert default_data_folder(environment, platform) == Path(folder)


def test_a_tilde_is_the_users_home() -> None:
    assert read({"BORDERMARK_DATA": "~/borders", "HOME": "/home/amina"}).data == Path("~/borders").expanduser()

"""The files of runs: in the data folder, a folder for each run, read by nobody else."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO, Final

from django.conf import settings

from bordermark.errors import BordermarkError, Finding, RefusedInput
from bordermark.screening.readers import READERS

REJECTS: Final = "rejects.csv"


def called(error: RefusedInput, name: str) -> RefusedInput:
    """The same findings, on a file under the name that its sender knows."""
    return RefusedInput([replace(one, file=name) for one in error.findings])


def folder_of(key: str) -> Path:
    """The folder of a run's files."""
    return runs_folder() / key


def runs_folder() -> Path:
    """Where the folders of all runs are."""
    return Path(settings.CONFIGURATION.data) / "runs"


def plain_name(name: str) -> str:
    """The name of a file that was sent, without any folder. Raises RefusedInput for a form that no reader reads."""
    plain = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[-100:].strip() or "file"
    suffix = Path(plain).suffix.lower()
    if suffix not in READERS:
        raise RefusedInput([Finding(plain, 0, "", suffix or "no suffix", f"a name that ends in {', '.join(READERS)}")])
    return plain


def keep(key: str, name: str, chunks: Iterable[bytes]) -> Path:
    """Write what is sent to the folder of a run, a chunk at a time.

    Raises RefusedInput when it is empty or larger than may be; then nothing is left of it.
    """
    folder = folder_of(key)
    path = folder / f"declarations{Path(name).suffix.lower()}"
    try:
        runs_folder().mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700)
        size = 0
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > largest() << 20:
                    raise RefusedInput([Finding(name, 0, "", "a larger file", f"at most {largest():,} MiB")])
                file.write(chunk)
        if not size:
            raise RefusedInput([Finding(name, 0, "", "an empty file", "a file with declarations")])
    except OSError as error:
        discard(key)
        raise BordermarkError(f"The file cannot be kept ({error.strerror}).") from error
    except RefusedInput:
        discard(key)
        raise
    return path


def keep_again(key: str, of: str, name: str) -> None:
    """The file of one run for another, without a second copy where the disk can do that."""
    source, folder = folder_of(of) / name, folder_of(key)
    try:
        folder.mkdir(mode=0o700)
        try:
            (folder / name).hardlink_to(source)
        except OSError:
            shutil.copyfile(source, folder / name)
    except OSError as error:
        discard(key)
        raise BordermarkError("The file of that run is not here any more; send it again.") from error


def largest() -> int:
    """MiB of the largest file that is taken."""
    return int(settings.CONFIGURATION.largest_upload)


def has_rejects(key: str) -> bool:
    """Whether the file of rejected rows is here."""
    return (folder_of(key) / REJECTS).is_file()


def rejects_file(key: str) -> IO[bytes]:
    """The rejected rows of a run, to be read."""
    return (folder_of(key) / REJECTS).open("rb")


def discard(key: str) -> None:
    """Remove the files of a run."""
    shutil.rmtree(folder_of(key), ignore_errors=True)

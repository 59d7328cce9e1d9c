"""What officers do with runs: send a file, say which column is which, stop, begin again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from bordermark.accounts import audit
from bordermark.accounts.guards import require
from bordermark.accounts.policy import Action, Person, Thing
from bordermark.clocks import read_clocks
from bordermark.errors import BordermarkError, RefusedInput, UnknownRecord
from bordermark.screening.models import Run
from bordermark.screening.readers import header_of
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.runs import files
from bordermark.screening.runs.store import known_columns, remember_columns, states_of, thing_of
from bordermark.screening.standing import Ran, new_key
from bordermark.screening.store import control_lists
from bordermark.vocabulary.hs.codes import LATEST, read_edition


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be screened. `state` may be left out by who screens for one State only."""

    state: str = ""
    name: str = ""
    lists: Sequence[str] = ()
    as_at: str = ""
    hs_edition: str = LATEST
    misspellings: bool = True
    four_eyes: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)


def send(person: Person, asked: Asked, name: str, chunks: Iterable[bytes], *, at: datetime) -> Run:
    """Keep a file and put it in the queue, or ask which column is which where nobody can know.

    Raises Forbidden, and RefusedInput for a file that cannot be read and for what is asked amiss.
    """
    state = _state(person, asked)
    _check(asked)
    plain = files.plain_name(name)
    key = new_key()
    path = files.keep(key, plain, chunks)
    with _files_of(key):
        run = Run(pk=key, state_id=state, by=person.id, name=(asked.name.strip() or plain)[:120], file=path.name,
                  lists=list(asked.lists), as_at=asked.as_at, hs_edition=asked.hs_edition,
                  misspellings=asked.misspellings, four_eyes=asked.four_eyes, created=at)
        try:
            header = header_of(path)
            run.mapping = dict(asked.mapping) or known_columns(state, header)
            _queue(person, run, header, plain, {"state": state}, at)
        except RefusedInput as error:
            raise files.called(error, plain) from error
    return run


@contextmanager
def _files_of(key: str) -> Iterator[None]:
    """The files of a run go again when it does not come to be, whatever stops it."""
    with ExitStack() as undo:
        undo.callback(files.discard, key)
        yield
        undo.pop_all()


def _queue(person: Person, run: Run, header: Sequence[str], name: str, said: Mapping[str, str], at: datetime) -> None:
    run.status = Ran.WAITING if _recognised(name, header, run.mapping) else Ran.ASKING
    with transaction.atomic():
        run.save(force_insert=True)
        audit.record(person, Action.SCREEN, thing_of(run), said, at=at)


def _state(person: Person, asked: Asked) -> str:
    own = states_of(person)
    state = asked.state or (own[0] if len(own) == 1 else "")
    require(person, Action.SCREEN, Thing("screening-run", state=state))
    return state


def _check(asked: Asked) -> None:
    read_edition(asked.hs_edition)
    held = control_lists(read_clocks({"as_at": asked.as_at}))
    for key in asked.lists:
        if key not in held.lists:
            raise UnknownRecord("list", key, [one for one in held.lists if key in one] or list(held.lists))


def _recognised(name: str, header: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Whether it is known which column is which. Raises RefusedInput when what was said is wrong."""
    if not header and Path(name).suffix.lower() == ".xml":
        return True
    try:
        columns_of(name, header, mapping)
    except RefusedInput:
        if mapping or not any(header):
            raise
        return False
    return True


def columns_said(said: Iterable[str]) -> dict[str, str]:
    """A mapping from texts such as ``hs_code=Tariff``. Raises BordermarkError for one that is none."""
    found = {}
    for one in said:
        ours, equals, theirs = one.partition("=")
        if not equals:
            raise BordermarkError(f"columns: found {one[:80]!r}, expected OURS=THEIRS, such as hs_code=Tariff.")
        found[ours] = theirs
    return found


def header(run: Run) -> list[str]:
    """The names of the columns of a run's file; none for XML. Raises BordermarkError when it is not here."""
    path = files.folder_of(run.pk) / run.file
    if not path.is_file():
        raise BordermarkError("The file of that run is not here any more; send it again.")
    return header_of(path)


def say_columns(person: Person, run: Run, mapping: Mapping[str, str]) -> None:
    """Say which column is which; it is remembered for files with the same header. Raises RefusedInput."""
    require(person, Action.SCREEN, thing_of(run))
    names = header(run)
    columns_of(run.name, names, mapping)
    with transaction.atomic():
        said = Run.objects.filter(pk=run.pk, status=Ran.ASKING).update(status=Ran.WAITING, mapping=dict(mapping))
        if said:
            remember_columns(run.state_id, names, dict(mapping))


def stop(person: Person, run: Run, *, at: datetime) -> None:
    """Stop a run; the alerts that it has made stay. Raises Forbidden for one that is over."""
    require(person, Action.STOP, thing_of(run))
    with transaction.atomic():
        going = Run.objects.filter(pk=run.pk, status__in=(Ran.ASKING, Ran.WAITING, Ran.RUNNING))
        if going.update(status=Ran.STOPPED, finished=at):
            audit.record(person, Action.STOP, thing_of(run), {"state": run.state_id}, at=at)


def again(person: Person, run: Run, *, at: datetime) -> Run:
    """Another run of the same file in the same way, against the lists as they stand now."""
    require(person, Action.SCREEN, thing_of(run))
    names = header(run)
    key = new_key()
    files.keep_again(key, run.pk, run.file)
    made = Run(pk=key, state_id=run.state_id, by=person.id, name=run.name, file=run.file, mapping=run.mapping,
               lists=run.lists, as_at=run.as_at, hs_edition=run.hs_edition, misspellings=run.misspellings,
               four_eyes=run.four_eyes, created=at)
    with _files_of(key):
        _queue(person, made, names, run.file, {"state": made.state_id, "again": run.pk}, at)
    return made

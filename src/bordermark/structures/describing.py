"""Says what the survey holds, in a language and under an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from bordermark.organisations.schemas import OrganisationRef, OrganisationWriter
from bordermark.publishing.tables import Table
from bordermark.structures import schemas
from bordermark.structures.advising import Advice
from bordermark.structures.closest import Close, Term
from bordermark.structures.crossing import Crossed, Side
from bordermark.structures.decisions import CloseDecision
from bordermark.structures.filling import Cell
from bordermark.structures.records import ActivityRecord, MandateRecord, MechanismRecord, ResponseRecord
from bordermark.structures.selecting import Asked, Found
from bordermark.structures.survey import NOT_SURVEYED, Standing, Survey
from bordermark.vocabulary.schemas import VocabularyWriter


def workbook_address(activities: Iterable[ActivityRecord], entity: str) -> str:
    """Where the activities that an entity leads can be had as a workbook to correct; empty for none."""
    mine = [("id", one.id) for one in activities if one.entity == entity]
    return f"{reverse('export-file', args=['activity'])}?{urlencode(mine)}" if mine else ""


@dataclass(frozen=True, slots=True)
class SurveyWriter:
    """Says what a survey holds."""

    survey: Survey
    organisations: OrganisationWriter

    @property
    def words(self) -> VocabularyWriter:
        return self.organisations.vocabulary

    def bodies(self, keys: Iterable[str]) -> list[OrganisationRef]:
        """Organisations by id."""
        return [self.organisations.ref(key) for key in keys]

    def place(self, place: str) -> schemas.PlaceRef:
        """A State, a region or the world."""
        kind, _, code = place.partition(":")
        if kind == "state":
            state = self.words.state_ref(code)
            return schemas.PlaceRef(place=place, name=state.name, url=state.url)
        region = self.words.word("m49", code)
        return schemas.PlaceRef(place=place, name=region.label, url=region.url)

    def places(self, places: Iterable[str]) -> list[schemas.PlaceRef]:
        """Places, in their order."""
        return [self.place(one) for one in places]

    def ref(self, one: ActivityRecord) -> schemas.ActivityRef:
        """An activity where it is named."""
        return schemas.ActivityRef(id=one.id, title=one.title, entity=self.organisations.ref(one.entity),
                                   url=self.words.addresses.of("activity", one.id))

    def row(self, found: Found) -> schemas.ActivityRow:
        """An activity that answers."""
        one, say = found.activity, self.words
        return schemas.ActivityRow(
            **dict(self.ref(one)), partners=self.bodies(one.partners), functions=say.some("function", one.functions),
            capacities=say.some("capacity", one.capacities), flows=say.some("flow", one.flows),
            places=self.places(one.places), start=one.start, end=one.end, standing=found.standing or "",
            reach=found.reach or "",
        )

    def activities(self, found: Iterable[Found], asked: Asked) -> schemas.Activities:
        """The activities that answer, and what was asked that was not surveyed."""
        items = [self.row(one) for one in found]
        return schemas.Activities(total=len(items), items=items,
                                  not_surveyed=[flow for flow in asked.flows if flow in NOT_SURVEYED])

    def activity(self, one: ActivityRecord) -> schemas.ActivityDetail:
        """An activity in full."""
        sitting = [each for each in self.survey.mechanisms.values() if len(set(each.members) & set(one.bodies)) > 1]
        return schemas.ActivityDetail(
            **dict(self.row(Found(one, None, None))), budget_usd=one.budget_usd, beneficiaries=one.beneficiaries,
            beneficiaries_unit=one.beneficiaries_unit, mandate=one.mandate, instruments=list(one.instruments),
            mechanisms=[self.mechanism_ref(each) for each in sitting],
            responses=[self.response(each) for each in self.survey.responses_on.get(one.id, ())],
            website=one.url, note=one.note, basis=one.basis, source=one.source, checked=one.checked,
        )

    def mechanism_ref(self, one: MechanismRecord) -> schemas.MechanismRef:
        """A mechanism where it is named."""
        return schemas.MechanismRef(id=one.id, name=one.name, kind=self.words.word("mechanism-kind", one.kind),
                                    url=self.words.addresses.of("mechanism", one.id))

    def mechanism_row(self, one: MechanismRecord, stands: Standing | None = None) -> schemas.MechanismRow:
        """A mechanism in a list."""
        return schemas.MechanismRow(
            **dict(self.mechanism_ref(one)), members=self.bodies(one.members), since=one.since, until=one.until,
            capacities=self.words.some("capacity", one.capacities), flows=self.words.some("flow", one.flows),
            places=self.places(one.places), standing=stands or "",
        )

    def mechanism(self, one: MechanismRecord) -> schemas.MechanismDetail:
        """A mechanism in full."""
        together = [each for each in self.survey.activities.values() if len(set(each.bodies) & set(one.members)) > 1]
        return schemas.MechanismDetail(
            **dict(self.mechanism_row(one)), scope_basis=one.scope_basis,
            activities=[self.ref(each) for each in together], website=one.url, note=one.note, basis=one.basis,
            source=one.source, checked=one.checked,
        )

    def mandate(self, one: MandateRecord) -> schemas.MandateRow:
        """A mandate."""
        return schemas.MandateRow(
            entity=self.organisations.ref(one.entity), symbol=one.symbol, title=one.title, instrument=one.instrument,
            paragraph=one.paragraph, programmes=list(one.programmes), basis=one.basis, source=one.source,
            checked=one.checked,
        )

    def side(self, side: Side, code: str) -> str:
        """A code of a side of the survey in words."""
        if side == "entity":
            body = self.organisations.ref(code)
            return body.acronym or body.name
        return self.words.word({"region": "m49"}.get(side, side), code).label

    def crossed(self, found: Crossed) -> schemas.CrossedSurvey:
        """Activities counted under two of their sides."""
        return schemas.CrossedSurvey(
            rows=found.rows, columns=found.columns,
            codes=[schemas.CrossedColumn(code=code, label=self.side(found.columns, code))
                   for code in found.columns_used],
            items=[schemas.CrossedRow(
                code=row, label=self.side(found.rows, row), total=total,
                counts=[found.counts.get((row, column), 0) for column in found.columns_used],
            ) for row, total in sorted(found.totals.items())],
        )

    def response(self, one: ResponseRecord) -> schemas.ResponseRow:
        """What an entity says to a finding."""
        return schemas.ResponseRow(
            finding=one.finding, statement=one.statement, entity=self.organisations.ref(one.entity),
            activities=list(one.activities), as_at=one.as_at, stance=one.stance, words=one.words,
            answered=one.answered, source=one.source,
        )

    def drafting(self, advice: Advice) -> schemas.Drafting:
        """What there is to say to a draft."""
        held = self.survey
        return schemas.Drafting(
            activities=[self._close(one) for one in advice.activities],
            decisions=[self._decision(one) for one in advice.decisions],
            mechanisms=[self.mechanism_row(one.mechanism, one.standing) for one in advice.mechanisms],
            ask=[schemas.AskRow(
                entity=self.organisations.ref(one.entity),
                leads=[self.ref(held.activities[key]) for key in one.leads],
                takes_part=[self.ref(held.activities[key]) for key in one.takes_part],
                mechanisms=[self.mechanism_ref(held.mechanisms[key]) for key in one.mechanisms],
                members=self.places(one.places), weight=one.weight,
            ) for one in advice.ask],
            cells=[self._cell(one) for one in advice.cells],
        )

    def _close(self, one: Close) -> schemas.CloseRow:
        say = self.words
        return schemas.CloseRow(
            activity=self.row(Found(one.activity, one.standing, one.reach)), score=one.score, terms=dict(one.terms),
            shared=[*say.some("function", one.functions), *say.some("capacity", one.capacities),
                    *say.some("flow", one.flows)],
            words=list(one.words), same=one.same,
        )

    def _decision(self, one: CloseDecision) -> schemas.CloseDecisionRow:
        return schemas.CloseDecisionRow(
            symbol=one.symbol, title=one.title, instrument=one.instrument, entities=self.bodies(one.entities),
            paragraph=one.paragraph.number if one.paragraph else "", text=one.paragraph.text if one.paragraph else "",
            score=one.score, words=list(one.words), named=one.named,
        )

    def _cell(self, one: Cell) -> schemas.CellRow:
        say = self.words
        return schemas.CellRow(
            function=say.one("function", one.function), capacity=say.word("capacity", one.capacity),
            flow=say.one("flow", one.flow), surveyed=one.surveyed, named=self.places(one.named),
            by_world=self.places(one.by_world), empty=self.places(one.empty),
        )


def activity_table(found: Iterable[Found]) -> Table:
    """Activities as a table, with codes as the records have them."""
    columns = ("id", "title", "entity", "partners", "functions", "capacities", "flows", "places", "start", "end",
               "standing", "reach", "budget_usd", "beneficiaries", "beneficiaries_unit", "mandate", "instruments",
               "url", "note", "basis", "source", "checked")
    return Table(columns, (
        (one.activity.id, one.activity.title, one.activity.entity, *(
            "; ".join(getattr(one.activity, name)) for name in ("partners", "functions", "capacities", "flows",
                                                                "places")
        ), one.activity.start, one.activity.end, one.standing or "", one.reach or "", one.activity.budget_usd,
         one.activity.beneficiaries, one.activity.beneficiaries_unit, one.activity.mandate,
         "; ".join(one.activity.instruments), one.activity.url, one.activity.note, one.activity.basis,
         one.activity.source, one.activity.checked)
        for one in found
    ), "Activities")


def mechanism_table(found: Iterable[tuple[MechanismRecord, Standing | None]]) -> Table:
    """Mechanisms as a table, with codes as the records have them."""
    columns = ("id", "name", "kind", "members", "since", "until", "standing", "capacities", "flows", "places",
               "scope_basis", "url", "note", "basis", "source", "checked")
    return Table(columns, (
        (one.id, one.name, one.kind, "; ".join(one.members), one.since, one.until, stands or "",
         "; ".join(one.capacities), "; ".join(one.flows), "; ".join(one.places), one.scope_basis, one.url, one.note,
         one.basis, one.source, one.checked)
        for one, stands in found
    ), "Mechanisms")


def mandate_table(found: Iterable[MandateRecord]) -> Table:
    """Mandates as a table."""
    columns = ("entity", "symbol", "title", "instrument", "paragraph", "programmes", "basis", "source", "checked")
    return Table(columns, (
        (one.entity, one.symbol, one.title, one.instrument, one.paragraph, "; ".join(one.programmes), one.basis,
         one.source, one.checked) for one in found
    ), "Mandates")


def crossed_table(told: schemas.CrossedSurvey) -> Table:
    """The counts as a table, with codes at its head."""
    return Table((told.rows, "label", "total", *(one.code for one in told.codes)), (
        (one.code, one.label, one.total, *one.counts) for one in told.items
    ), "Who works on what")


def drafting_table(advice: Advice) -> Table:
    """The activities beside a draft as a table, with the terms of each score."""
    terms: tuple[Term, ...] = ("functions", "capacities", "flows", "places", "text")
    return Table(("id", "title", "entity", "score", *terms, "reach", "standing", "same", "words"), (
        (one.activity.id, one.activity.title, one.activity.entity, one.score,
         *(one.terms.get(name) for name in terms), one.reach or "", one.standing,
         one.same, "; ".join(one.words))
        for one in advice.activities
    ), "Closest activities")

"""What everybody gets at every address: a row for each page and each operation of the API, or the matrix test fails.

A room that adds an address adds its row: `public` for what is everyone's, `own` for what is each person's own, `only`
for what some roles may do; ``PAGES`` by name of the address and method, ``API`` by method and path. Places such as
``{token}`` are filled by the fixture `places` of the matrix test.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tests.screening.planning import PLAN

from bordermark.accounts.policy import Scope

from .conftest import HOLDERS

ROLES = tuple(HOLDERS)
VISITOR = "anonymous"
TOKENS = tuple(f"token:{scope}" for scope in Scope)
"""Tokens of a person who holds every role, each with one scope."""

OK, SIGN_IN, FORBIDDEN, HIDDEN = "ok", "sign-in", "forbidden", "hidden"


@dataclass(frozen=True)
class Row:
    """An address with what each persona gets there."""

    path: str
    expected: Mapping[str, str]
    body: Mapping[str, Any] | None = None


def public(path: str, body: Mapping[str, Any] | None = None) -> Row:
    """Everyone gets it."""
    return Row(path, dict.fromkeys((VISITOR, *ROLES, "token:read"), OK), body)


def only(
    path: str, roles: Collection[str], tokens: Collection[str] = (), *, otherwise: str = FORBIDDEN,
    body: Mapping[str, Any] | None = None,
) -> Row:
    """These roles get it, and tokens with these scopes; who has not signed in is led there."""
    expected = {VISITOR: SIGN_IN}
    expected |= {role: OK if role in roles else otherwise for role in ROLES}
    expected |= {token: OK if token.partition(":")[2] in tokens else otherwise for token in TOKENS}
    return Row(path, expected, body)


def own(
    path: str, tokens: Collection[str] = (), *, otherwise: str = FORBIDDEN, body: Mapping[str, Any] | None = None
) -> Row:
    """Whoever has signed in gets their own."""
    return only(path, ROLES, tokens, otherwise=otherwise, body=body)


def seen(path: str, body: Mapping[str, Any] | None = None, contributor: str = OK) -> Row:
    """What is done to a contributor's draft: to all others, and to tokens that cannot read, it is not there."""
    expected = {VISITOR: SIGN_IN, **dict.fromkeys((*ROLES, *TOKENS), HIDDEN)}
    return Row(path, expected | {"contributor": contributor, "token:read": FORBIDDEN}, body)


ADMINISTRATOR = ("administrator",)
RISK_OFFICER = ("risk-officer",)
ROLE = {"role": "contributor", "organisation": "wco"}
PLAN_SENT = {"content": json.dumps(PLAN), "name": "plan.json"}

PAGES: dict[tuple[str, str], Row] = {
    ("home", "GET"): public("/"),
    ("about", "GET"): public("/about"),
    ("search", "GET"): public("/search?q=passport"),
    ("suggest", "GET"): public("/suggest?q=pass"),
    ("browse", "GET"): public("/browse"),
    ("instrument", "GET"): public("/instruments/cwc-1993"),
    ("instrument-parties", "GET"): public("/instruments/wco-safe-framework/parties"),
    ("citation", "GET"): public("/instruments/cwc-1993/cite/bibtex"),
    ("provision", "GET"): public("/provisions/un-som-protocol-2000.art-12"),
    ("states", "GET"): public("/states"),
    ("diagnosis", "GET"): public("/diagnosis?as_at=2012&region=015"),
    ("diagnosis-gaps", "GET"): public("/diagnosis/gaps?as_at=2012&region=015&capacity=cash"),
    ("diagnosis-network", "GET"): public("/diagnosis/network?as_at=2012&region=015"),
    ("diagnosis-options", "GET"): public("/diagnosis/options?as_at=2012&region=015"),
    ("what-if", "GET"): public("/diagnosis/what-if"),
    ("state", "GET"): public("/states/KEN"),
    ("organisations", "GET"): public("/organisations"),
    ("organisation", "GET"): public("/organisations/wco"),
    ("vocabulary", "GET"): public("/vocabulary"),
    ("scheme", "GET"): public("/vocabulary/theme"),
    ("concept", "GET"): public("/vocabulary/theme/theme-1"),
    ("editions", "GET"): public("/editions"),
    ("edition", "GET"): public("/editions/1"),
    ("edition-changes", "GET"): public("/editions/1/changes"),
    ("record-history", "GET"): public("/records/instrument/cwc-1993/history"),
    ("record-compare", "GET"): public("/records/instrument/cwc-1993/compare"),
    ("template-file", "GET"): public("/contributions/files/adjacency/template.xlsx"),
    ("export-file", "GET"): public("/contributions/files/organisation/records.xlsx?id=wco"),
    ("vocabulary-file", "GET"): public("/vocabulary.ttl"),
    ("scheme-file", "GET"): public("/vocabulary/theme.ttl"),
    ("activities", "GET"): public("/activities?capacity=cash"),
    ("activities-table", "GET"): public("/activities/table?capacity=cash"),
    ("activity", "GET"): public("/activities/act-unodc-ccp"),
    ("mandates", "GET"): public("/mandates?entity=c1540"),
    ("mechanisms", "GET"): public("/mechanisms"),
    ("mechanism", "GET"): public("/mechanisms/co-bmwg"),
    ("drafting", "GET"): public("/drafting?capacity=cash"),
    ("feed", "GET"): public("/feed.atom"),
    ("sitemap", "GET"): public("/sitemap.xml"),
    ("sitemap-language", "GET"): public("/sitemap-en.xml"),
    ("robots", "GET"): public("/robots.txt"),

    ("hs", "GET"): public("/hs?q=2904"),
    ("hs-code", "GET"): public("/hs/2022/290499"),
    ("framework", "GET"): public("/framework"),
    ("framework-coverage", "GET"): public("/framework/coverage"),
    ("domain", "GET"): public("/framework/cbm-4"),
    ("measure", "GET"): public("/measures/cbm-4.3"),
    ("measure-states", "GET"): public("/measures/cbm-4.3/states"),
    ("models", "GET"): public("/models"),
    ("choose-model", "GET"): public("/models/choose?border=land"),
    ("model", "GET"): public("/models/model-lead-agency"),
    ("obligations", "GET"): public("/states/KEN/obligations"),
    ("obligation", "GET"): public("/states/KEN/obligations/cbm-4.3"),
    ("new-obligations", "GET"): public("/states/KEN/obligations/new?since=2015-01-01"),
    ("neighbours-accepted", "GET"): public("/states/KEN/obligations/neighbours"),
    ("compare-obligations", "GET"): public("/obligations/compare?state=KEN&state=UGA"),
    ("crosswalks", "GET"): public("/crosswalks"),
    ("crosswalk", "GET"): public("/crosswalks/fatf"),
    ("crosswalk-file", "GET"): public("/crosswalks/fatf.sssom.tsv"),
    ("crosswalk-answers", "GET"): public("/crosswalks/answers?answer=fatf:32=4"),
    ("control-lists", "GET"): public("/lists"),
    ("control-list", "GET"): public("/lists/cwc-schedule-2"),
    ("control-entry", "GET"): public("/entries/cwc-2b-13"),
    ("controlled", "GET"): public("/controlled?q=thiodiglycol"),
    ("hs-opportunities", "GET"): public("/hs-opportunities"),

    ("quality", "GET"): public("/quality"),
    ("organisation-quality", "GET"): public("/organisations/wco/quality"),
    ("duplicates", "GET"): public("/duplicates?symbol=S/RES/1540"),
    ("near", "GET"): public("/contributions/near?type=instrument&reference=S/RES/1540"),
    ("links", "GET"): public("/links"),
    ("translations", "GET"): public("/translations"),
    ("translations-of-type", "GET"): public("/translations/fr/concept"),
    ("translations-po", "GET"): public("/translations/fr/concept/po?id=theme:theme-1"),
    ("translation", "GET"): public("/translations/fr/concept/theme:theme-1"),
    ("translation", "POST"): only("/translations/fr/concept/theme:theme-1", (
        "contributor", "editor", "translator", "focal-point"), ("propose",), body={"reason": "x"}),

    ("account_login", "GET"): public("/sign-in"),
    ("account_login", "POST"): public("/sign-in", {"login": "x@example.org", "password": "x"}),
    ("account_logout", "GET"): public("/sign-out"),
    ("account_logout", "POST"): public("/sign-out"),
    ("account_signup", "GET"): public("/sign-up"),
    ("account_inactive", "GET"): public("/account/closed"),
    ("join", "GET"): public("/invitations/{invitation_secret}"),
    ("join", "POST"): public("/invitations/{invitation_secret}", {"name": "Zoe", "password": "x"}),
    ("account_reset_password", "GET"): public("/account/password/forgotten"),
    ("account_reset_password", "POST"): public("/account/password/forgotten", {"email": "x@example.org"}),
    ("account_reset_password_done", "GET"): public("/account/password/sent"),
    ("account_reset_password_from_key", "GET"): public("/account/password/new/1-x-y"),
    ("account_reset_password_from_key_done", "GET"): public("/account/password/changed"),
    ("notification-stop", "GET"): public("/notifications/stop/{stop}"),
    ("notification-stop", "POST"): public("/notifications/stop/{stop}"),

    ("account", "GET"): own("/account", ("read", "admin"), otherwise=HIDDEN),
    ("account", "POST"): own("/account", body={"name": "Zoe", "language": "en"}),
    ("account-tokens", "GET"): own("/account/tokens", ("read", "admin"), otherwise=HIDDEN),
    ("account-tokens", "POST"): own("/account/tokens", body={"name": "x", "scopes": "read", "days": "7"}),
    ("token-revoke", "POST"): only("/account/tokens/{token}/revoke", ("contributor", "administrator"), ("admin",),
                                   otherwise=HIDDEN),
    ("notifications", "GET"): own("/notifications", ("read",), otherwise=HIDDEN),
    ("notifications", "POST"): own("/notifications"),
    ("notification-settings", "GET"): own("/notifications/settings", ("read",), otherwise=HIDDEN),
    ("notification-settings", "POST"): own("/notifications/settings"),

    ("people", "GET"): only("/people", ADMINISTRATOR, ("admin",)),
    ("people", "POST"): only("/people", ADMINISTRATOR, ("admin",),
                             body={"email": "new@example.org", "language": "en", **ROLE}),
    ("person", "GET"): only("/people/{person}", ADMINISTRATOR, ("admin",)),
    ("person", "POST"): only("/people/{person}", ADMINISTRATOR, ("admin",), body={"do": "grant", **ROLE}),
    ("invitation-revoke", "POST"): only("/people/invitations/{invitation}/revoke", ADMINISTRATOR, ("admin",)),
    ("audit", "GET"): only("/audit", ADMINISTRATOR, ("admin",)),
    ("audit-verification", "GET"): only("/audit/verification", ADMINISTRATOR, ("admin",)),
    ("audit-export", "GET"): only("/audit/export", ADMINISTRATOR, ("admin",)),
}

PROPOSERS = ("contributor", "focal-point", "editor")
DRAFT = {"title": "x", "reason": "x", "behalf": "organisation:icao"}

PAGES |= {
    ("contributions", "GET"): own("/contributions", tuple(Scope)),
    ("contribution-new", "GET"): only("/contributions/new", PROPOSERS, ("propose",)),
    ("contribution-new", "POST"): only("/contributions/new", ("contributor",), ("propose",), body=DRAFT),
    ("propose", "GET"): only("/contributions/propose", (*PROPOSERS, "translator"), ("propose",)),
    ("propose-new", "GET"): only("/contributions/propose/instrument", (*PROPOSERS, "translator"), ("propose",)),
    ("propose-change", "GET"): only("/contributions/propose/instrument/cwc-1993", (*PROPOSERS, "translator"),
                                    ("propose",)),
    ("upload", "GET"): only("/contributions/upload", (*PROPOSERS, "translator"), ("propose",)),
    ("upload-result", "GET"): only("/contributions/uploads/{upload}", ("contributor",), otherwise=HIDDEN),
    ("record-revert", "POST"): only("/records/instrument/cwc-1993/revert", ("contributor",), ("propose",), body={
        "revision": "{revision}", **DRAFT}),
    # A draft is there for its body alone; who may see it by token is told what else the token lacks.
    ("contribution", "GET"): only("/contributions/{set}", ("contributor",), ("read",), otherwise=HIDDEN),
    ("contribution-merge", "GET"): only("/contributions/{set}/merge", ("contributor",), ("read",), otherwise=HIDDEN),
    ("contribution-step", "POST"): seen("/contributions/{set}/step", {"action": "submit"}),
    ("contribution-return", "POST"): seen("/contributions/{set}/return", {"reason": "x"}, contributor=FORBIDDEN),
    ("contribution-comments", "POST"): seen("/contributions/{set}/comments", {"text": "x"}),
    ("comment-resolve", "POST"): seen("/contributions/{set}/comments/{comment}/resolve"),
    ("contribution-remove", "POST"): seen("/contributions/{set}/records/{item}/remove"),
    ("contribution-merge", "POST"): seen("/contributions/{set}/merge"),
}

EDITOR = ("editor",)
FEED = {"name": "another", "kind": "oai-pmh", "address": "https://example.org/oai", "organisation": "wco",
        "every": 24, "fixed": {}}
CALL = {"title": "Another", "text": "What is new?", "deadline": "2099-01-31", "bodies": ["icao"]}


def mixed(row: Row, **expected: str) -> Row:
    """A row but for some personas."""
    return Row(row.path, row.expected | expected, row.body)


PAGES |= {
    ("oai", "GET"): public("/oai?verb=Identify"),
    ("oai", "POST"): public("/oai", {"verb": "Identify"}),
    ("oai-schema", "GET"): public("/oai/bordermark.xsd"),
    ("screening-plan", "GET"): only("/screening/plan", RISK_OFFICER, ("read",)),
    ("screening-plan", "POST"): only("/screening/plan", RISK_OFFICER, ("read",), body=PLAN_SENT),
    ("screening-simulate", "GET"): only("/screening/simulate", RISK_OFFICER, ("read",)),
    ("screening-run-lanes", "GET"): only("/screening/runs/{finished_run}/lanes", RISK_OFFICER, ("read",)),
    ("screening-run-lanes", "POST"): only("/screening/runs/{finished_run}/lanes", RISK_OFFICER, body={"seed": "1"}),
    ("screening-run-lanes-file", "GET"): mixed(
        only("/screening/runs/{finished_run}/lanes.csv", ()), **{"risk-officer": HIDDEN, "token:read": HIDDEN}),
    ("feeds", "GET"): only("/feeds", ("editor", "contributor", "focal-point"), ("read",)),
    ("feed-new", "GET"): only("/feeds/new", EDITOR, ("publish",)),
    ("feed-new", "POST"): only("/feeds/new", EDITOR, ("publish",), body=FEED),
    ("feed-harvests", "GET"): mixed(only("/feeds/{feed}", ("editor", "contributor"), ("read",)),
                                    **{"focal-point": HIDDEN}),
    ("feed-edit", "GET"): mixed(only("/feeds/{feed}/edit", EDITOR), **{"focal-point": HIDDEN}),
    ("feed-edit", "POST"): mixed(only("/feeds/{feed}/edit", EDITOR, body=FEED), **{"focal-point": HIDDEN}),
    ("feed-run", "POST"): mixed(only("/feeds/{feed}/run", EDITOR), **{"focal-point": HIDDEN}),
    ("calls", "GET"): only("/calls", ("editor", "contributor", "focal-point", "reviewer"), ("read",)),
    ("call-new", "GET"): only("/calls/new", EDITOR, ("publish",)),
    ("call-new", "POST"): only("/calls/new", EDITOR, ("publish",), body={**CALL, "bodies": "icao"}),
    ("call", "GET"): mixed(only("/calls/{call}", ("editor", "contributor"), ("read",)),
                           **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    ("call-workbook", "GET"): mixed(only("/calls/{call}/organisation.xlsx", ("editor", "contributor"), ("read",)),
                                    **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    ("call-answer", "POST"): mixed(
        only("/calls/{call}/answer", ("contributor",), body={"body": "organisation:icao", "answer": "nothing"}),
        **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    ("call-remind", "POST"): mixed(only("/calls/{call}/remind", EDITOR),
                                   **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    ("call-close", "POST"): mixed(only("/calls/{call}/close", EDITOR),
                                  **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
}

STEP = {"step": "refer"}

PAGES |= {
    ("alerts", "GET"): only("/screening/alerts", RISK_OFFICER, ("read",)),
    ("alert", "GET"): only("/screening/alerts/{alert}", RISK_OFFICER, ("read",)),
    ("alerts-step", "GET"): own("/screening/alerts/step", tuple(Scope)),
    ("alerts-step", "POST"): only("/screening/alerts/step", RISK_OFFICER, body={"alert": "{alert}", **STEP}),
    ("alerts-dashboard", "GET"): only("/screening/dashboard", RISK_OFFICER, ("read",)),
}

ROUND = {"year": 2012, "deadline": "2020-01-31"}
STANCE = {"stance": "agrees"}


def asked_of_icao(path: str, roles: Collection[str], tokens: Collection[str] = (), method: str = "GET",
                  body: Mapping[str, Any] | None = None) -> Row:
    """What an open round puts to ICAO: to all but its people and the secretariat it is not there."""
    row = only(path, roles, tokens, body=body)
    hidden = dict.fromkeys((one for one in (*ROLES, *TOKENS) if one not in ("editor", "contributor")), HIDDEN)
    others = {one: HIDDEN for one in hidden if row.expected[one] != OK}
    others |= {"token:read": OK if method == "GET" else FORBIDDEN}
    return mixed(row, **others, **({VISITOR: HIDDEN} if method == "GET" else {}))


PAGES |= {
    ("rounds", "GET"): public("/diagnosis/rounds"),
    ("round-new", "GET"): only("/diagnosis/rounds/new", EDITOR, ("publish",)),
    ("round-new", "POST"): only("/diagnosis/rounds/new", EDITOR, ("publish",), body=ROUND),
    ("round", "GET"): asked_of_icao("/diagnosis/rounds/{round}", ("editor", "contributor")),
    ("round-question", "GET"): asked_of_icao("/diagnosis/rounds/{round}/questions/{question}",
                                             ("editor", "contributor")),
    ("round-answer", "POST"): asked_of_icao("/diagnosis/rounds/{round}/questions/{question}/answer", ("contributor",),
                                            method="POST", body=STANCE),
    ("round-remind", "POST"): asked_of_icao("/diagnosis/rounds/{round}/remind", EDITOR, method="POST"),
    ("round-close", "POST"): asked_of_icao("/diagnosis/rounds/{round}/close", EDITOR, method="POST"),
    ("follow-up", "GET"): public("/diagnosis/follow-up"),
    ("adopted-option", "GET"): public("/diagnosis/follow-up/merge-x-2026"),
    ("adopt-option", "POST"): only(
        "/diagnosis/follow-up/adopt?as_at=2012&option=name-a-lead-legal", ("contributor",), ("propose",),
        body={"decided_by": "x", "decided": "2012", "owner": "au", "due": "2030", "source": "x",
              "behalf": "organisation:icao"}),
    ("adopt-option", "GET"): only("/diagnosis/follow-up/adopt?as_at=2012", PROPOSERS, ("propose",)),
}

SESSION_ONLY = {
    "account_reauthenticate": "/account/confirm",
    "mfa_reauthenticate": "/account/confirm/second-factor",
    "mfa_reauthenticate_webauthn": "/account/confirm/key",
    "account_change_password": "/account/password",
    "account_set_password": "/account/password/set",
    "mfa_index": "/account/second-factor",
    "mfa_activate_totp": "/account/second-factor/app",
    "mfa_deactivate_totp": "/account/second-factor/app/end",
    "mfa_view_recovery_codes": "/account/second-factor/codes",
    "mfa_generate_recovery_codes": "/account/second-factor/codes/new",
    "mfa_download_recovery_codes": "/account/second-factor/codes.txt",
    "mfa_list_webauthn": "/account/second-factor/keys",
    "mfa_add_webauthn": "/account/second-factor/keys/new",
    "mfa_edit_webauthn": "/account/second-factor/keys/1",
    "mfa_remove_webauthn": "/account/second-factor/keys/1/end",
    "mfa_authenticate": "/sign-in/second-factor",
}
"""Pages of allauth: each person's own, in a session; a token is nobody there."""

PAGES |= {(name, "GET"): own(path, otherwise=SIGN_IN) for name, path in SESSION_ONLY.items()}
for _name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):  # of which the test's people have none
    PAGES[_name, "GET"] = Row(SESSION_ONLY[_name], PAGES[_name, "GET"].expected | dict.fromkeys(ROLES, HIDDEN))

API: dict[str, Row] = {
    "GET /instruments": public("/instruments?limit=1"),
    "GET /instruments/{instrument}": public("/instruments/cwc-1993"),
    "GET /instruments/{instrument}/provisions": public("/instruments/cwc-1993/provisions"),
    "GET /instruments/{instrument}/acts": public("/instruments/cwc-1993/acts?limit=1"),
    "GET /provisions": public("/provisions?limit=1"),
    "GET /provisions/{provision}": public("/provisions/un-som-protocol-2000.art-12"),
    "GET /states/{state}/participation": public("/states/VAT/participation"),
    "GET /search": public("/search?q=passport&limit=1"),
    "GET /suggest": public("/suggest?q=pass"),
    "GET /activities": public("/activities?capacity=cash"),
    "GET /activities-table": public("/activities-table?rows=flow"),
    "GET /activities/{activity}": public("/activities/act-unodc-ccp"),
    "GET /mechanisms": public("/mechanisms?certain=true"),
    "GET /mechanisms/{mechanism}": public("/mechanisms/co-bmwg"),
    "GET /mandates": public("/mandates?entity=iom"),
    "GET /responses": public("/responses?entity=iom"),
    "GET /drafting": public("/drafting?capacity=cash&place=KEN"),
    "GET /exports/{format}": public("/exports/bibtex?q=S/RES/1540"),
    "GET /schemes": public("/schemes"),
    "GET /schemes/{scheme}": public("/schemes/theme"),
    "GET /schemes/{scheme}/concepts/{code}": public("/schemes/theme/concepts/theme-1"),
    "GET /states": public("/states?limit=1"),
    "GET /states/{state}": public("/states/KEN"),
    "GET /organisations": public("/organisations?limit=1"),
    "GET /organisations/{organisation}": public("/organisations/wco"),
    "GET /organisations/{organisation}/members": public("/organisations/ecowas/members"),
    "GET /changes": public("/changes?limit=1"),

    "GET /hs": public("/hs?q=2904"),
    "GET /hs/{hs_edition}/{hs_code}": public("/hs/2022/290499"),
    "GET /hs/{hs_edition}/{hs_code}/conversions": public("/hs/2022/290499/conversions"),
    "GET /domains": public("/domains"),
    "GET /measures": public("/measures?domain=cbm-4"),
    "GET /measures/{measure}": public("/measures/cbm-4.3"),
    "GET /measures/{measure}/states": public("/measures/cbm-4.3/states"),
    "GET /states/{state}/obligations": public("/states/KEN/obligations"),
    "GET /states/{state}/obligations/new": public("/states/KEN/obligations/new?since=2015-01-01"),
    "GET /states/{state}/obligations/neighbours": public("/states/KEN/obligations/neighbours"),
    "GET /obligations/compare": public("/obligations/compare?state=KEN&state=UGA"),
    "GET /models": public("/models"),
    "GET /models/advice": public("/models/advice?border=land"),
    "GET /models/{model}": public("/models/model-lead-agency"),
    "GET /crosswalks": public("/crosswalks"),
    "GET /crosswalks/{crosswalk}": public("/crosswalks/fatf"),
    "GET /relations/{element}": public("/relations/fatf:32"),
    "GET /answers": public("/answers?answer=fatf:32=4"),
    "GET /framework/coverage": public("/framework/coverage"),
    "GET /diagnosis": public("/diagnosis?as_at=2012&region=015"),
    "GET /diagnosis/gaps": public("/diagnosis/gaps?as_at=2012&region=015&capacity=cash"),
    "GET /diagnosis/network": public("/diagnosis/network?as_at=2012&region=015"),
    "GET /diagnosis/options": public("/diagnosis/options?as_at=2012&region=015"),
    "GET /diagnosis/what-if": public("/diagnosis/what-if"),
    "GET /framework/exports/{form}": public("/framework/exports/skos"),
    "GET /control-lists": public("/control-lists"),
    "GET /control-lists/{control_list}": public("/control-lists/cwc-schedule-2"),
    "GET /control-entries/{control_entry}": public("/control-entries/cwc-2b-13"),
    "GET /controlled": public("/controlled?q=thiodiglycol"),
    "GET /hs-opportunities": public("/hs-opportunities"),

    "GET /duplicates": public("/duplicates?symbol=S/RES/1540"),
    "GET /links": public("/links"),
    "GET /quality": public("/quality"),
    "GET /organisations/{organisation}/quality": public("/organisations/wco/quality"),
    "GET /translations": public("/translations"),
    "GET /translations/{language}/{type}": public("/translations/fr/concept?limit=1"),
    "GET /translations/{language}/{type}/po": public("/translations/fr/concept/po?id=theme:theme-1"),
    "GET /editions": public("/editions"),
    "GET /editions/{edition}": public("/editions/1"),
    "GET /editions/{edition}/manifest": public("/editions/1/manifest"),
    "GET /editions/{edition}/changes": public("/editions/1/changes?limit=1"),
    "GET /records/{type}/{record}/history": public("/records/instrument/cwc-1993/history"),

    "GET /change-sets": own("/change-sets", tuple(Scope)),
    "POST /change-sets": only("/change-sets", ("contributor",), ("propose",), body={
        "title": "x", "reason": "x", "organisation": "icao"}),
    "POST /change-set-files": own("/change-set-files", tuple(Scope)),  # a file is missing: 422 for everybody
    "GET /change-sets/{number}": only("/change-sets/{set}", ("contributor",), ("read",), otherwise=HIDDEN),
    "PUT /change-sets/{number}/records/{type}/{record}": seen(
        "/change-sets/{set}/records/instrument/cwc-1993", {"data": None, "version": "{version}"}),
    "DELETE /change-sets/{number}/records/{type}/{record}": seen("/change-sets/{set}/records/instrument/icao-annex-9"),
    "POST /change-sets/{number}/steps": seen("/change-sets/{set}/steps", {"action": "submit"}),
    "POST /change-sets/{number}/return": seen("/change-sets/{set}/return", {"items": [], "reason": "x"},
                                              contributor=FORBIDDEN),
    "POST /change-sets/{number}/merge": seen("/change-sets/{set}/merge", {}),
    "POST /change-sets/{number}/comments": seen("/change-sets/{set}/comments", {"text": "x"}),

    "GET /me": own("/me", ("read", "admin"), otherwise=HIDDEN),
    "GET /tokens": own("/tokens", ("read", "admin"), otherwise=HIDDEN),
    "POST /tokens": own("/tokens", body={"name": "x", "scopes": ["read"], "expires_at": "{soon}"}),
    "DELETE /tokens/{key}": only("/tokens/{token}", ("contributor", "administrator"), ("admin",), otherwise=HIDDEN),
    "GET /notifications": own("/notifications", ("read",), otherwise=HIDDEN),
    "POST /notifications/read": own("/notifications/read", body={}),
    "GET /people": only("/people", ADMINISTRATOR, ("admin",)),
    "GET /people/{key}": only("/people/{person}", ("contributor", "administrator"), ("admin",), otherwise=HIDDEN),
    "POST /people/{key}/roles": only("/people/{person}/roles", ADMINISTRATOR, ("admin",), body=ROLE),
    "POST /people/{key}/roles/take": only("/people/{person}/roles/take", ADMINISTRATOR, ("admin",), body=ROLE),
    "GET /invitations": only("/invitations", ADMINISTRATOR, ("admin",)),
    "POST /invitations": only("/invitations", ADMINISTRATOR, ("admin",), body={"email": "new@example.org", **ROLE}),
    "DELETE /invitations/{key}": only("/invitations/{invitation}", ADMINISTRATOR, ("admin",)),
    "GET /audit": only("/audit", ADMINISTRATOR, ("admin",)),
    "GET /audit/verification": only("/audit/verification", ADMINISTRATOR, ("admin",)),
    "GET /audit/export": only("/audit/export", ADMINISTRATOR, ("admin",)),
}

API |= {
    "GET /screening/plan": only("/screening/plan", RISK_OFFICER, ("read",)),
    "GET /screening/plans": only("/screening/plans", RISK_OFFICER, ("read",)),
    "GET /screening/plans/{version}": only("/screening/plans/1", RISK_OFFICER, ("read",)),
    "POST /screening/plan": only("/screening/plan", RISK_OFFICER, body=PLAN_SENT),
    "POST /screening/runs/{run}/simulate": only("/screening/runs/{finished_run}/simulate", RISK_OFFICER, ("read",),
                                                body={}),
    "GET /screening/runs/{run}/lanes": only("/screening/runs/{finished_run}/lanes", RISK_OFFICER, ("read",)),
    "POST /screening/runs/{run}/lanes": only("/screening/runs/{finished_run}/lanes", RISK_OFFICER, body={"seed": 1}),
    "GET /feeds": only("/feeds", ("editor", "contributor", "focal-point"), ("read",)),
    "POST /feeds": only("/feeds", EDITOR, ("publish",), body=FEED),
    "GET /feeds/{number}": mixed(only("/feeds/{feed}", ("editor", "contributor"), ("read",)),
                                 **{"focal-point": HIDDEN}),
    "PUT /feeds/{number}": mixed(only("/feeds/{feed}", EDITOR, ("publish",), body=FEED), **{"focal-point": HIDDEN}),
    "POST /feeds/{number}/harvests": mixed(only("/feeds/{feed}/harvests", EDITOR, ("publish",)),
                                           **{"focal-point": HIDDEN}),
    "GET /calls": only("/calls", ("editor", "contributor", "focal-point", "reviewer"), ("read",)),
    "POST /calls": only("/calls", EDITOR, ("publish",), body=CALL),
    "GET /calls/{number}": mixed(only("/calls/{call}", ("editor", "contributor"), ("read",)),
                                 **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    "POST /calls/{number}/answers": mixed(
        only("/calls/{call}/answers", ("contributor",), ("propose",),
             body={"body": "organisation:icao", "answer": "nothing"}),
        **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    "POST /calls/{number}/reminders": mixed(only("/calls/{call}/reminders", EDITOR, ("publish",)),
                                            **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    "POST /calls/{number}/closing": mixed(only("/calls/{call}/closing", EDITOR, ("publish",)),
                                          **{"focal-point": HIDDEN, "reviewer": HIDDEN}),
    "GET /rounds": public("/rounds"),
    "POST /rounds": only("/rounds", EDITOR, ("publish",), body=ROUND),
    "GET /rounds/{number}": asked_of_icao("/rounds/{round}", ("editor", "contributor")),
    "POST /rounds/{number}/answers": asked_of_icao(
        "/rounds/{round}/answers", ("contributor",), ("propose",), "POST", {**STANCE, "question": "{question}"}),
    "POST /rounds/{number}/reminders": asked_of_icao("/rounds/{round}/reminders", EDITOR, ("publish",), "POST"),
    "POST /rounds/{number}/closing": asked_of_icao("/rounds/{round}/closing", EDITOR, ("publish",), "POST"),
    "GET /adopted-options": public("/adopted-options"),
    "GET /adopted-options/{option}": public("/adopted-options/merge-x-2026"),
}

RUN = {"name": "another"}  # without its file: told so

PAGES |= {
    ("screening-runs", "GET"): only("/screening/runs", RISK_OFFICER, ("read",)),
    ("screening-run-new", "GET"): only("/screening/runs/new", RISK_OFFICER, ("screen",)),
    ("screening-run-new", "POST"): only("/screening/runs/new", RISK_OFFICER, ("screen",), body=RUN),
    ("screening-run", "GET"): only("/screening/runs/{run}", RISK_OFFICER, ("read",)),
    ("screening-run-columns", "POST"): only("/screening/runs/{run}/columns", RISK_OFFICER, body={"hs_code": "x"}),
    ("screening-run-stop", "POST"): only("/screening/runs/{run}/stop", RISK_OFFICER),
    ("screening-run-again", "POST"): only("/screening/runs/{run}/again", RISK_OFFICER),
    ("screening-run-alerts", "GET"): only("/screening/runs/{run}/alerts.csv", RISK_OFFICER, ("read",)),
    ("screening-run-rejects", "GET"): only("/screening/runs/{run}/rejects.csv", RISK_OFFICER, ("read",)),
}

API |= {
    "POST /screening/line": public("/screening/line", {"goods_description": "sarin"}),
    "POST /screening/batch": own("/screening/batch", ("read",), body={"lines": [{"goods_description": "sarin"}]}),
    "GET /screening/runs": only("/screening/runs", RISK_OFFICER, ("read",)),
    "POST /screening/runs": own("/screening/runs", tuple(Scope)),  # a file is missing: 422 for everybody
    "GET /screening/runs/{run}": only("/screening/runs/{run}", RISK_OFFICER, ("read",)),
    "GET /screening/runs/{run}/alerts": only("/screening/runs/{run}/alerts", RISK_OFFICER, ("read",)),
    "POST /screening/runs/{run}/columns": only("/screening/runs/{run}/columns", RISK_OFFICER, body={"mapping": {}}),
    "POST /screening/runs/{run}/stop": only("/screening/runs/{run}/stop", RISK_OFFICER),
    "POST /screening/runs/{run}/again": only("/screening/runs/{run}/again", RISK_OFFICER),
}

API |= {
    "GET /screening/alerts": only("/screening/alerts", RISK_OFFICER, ("read",)),
    "GET /screening/alerts/{alert}": only("/screening/alerts/{alert}", RISK_OFFICER, ("read",)),
    "POST /screening/alert-steps": only("/screening/alert-steps", RISK_OFFICER,
                                         body={"alerts": [{"id": "{alert}"}], **STEP}),
    "GET /screening/dashboard": only("/screening/dashboard", RISK_OFFICER, ("read",)),
}

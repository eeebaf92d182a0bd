"""Addresses of what takes two persons."""

from django.urls import URLPattern, path

from dangjian.registry.views import (
    consents,
    emergencies,
    erasing,
    exports,
    openings,
    operations,
    restoring,
    undoing,
)


def addresses(doings: consents.Doings) -> list[URLPattern]:
    """What waits, one request, deciding it."""
    given = {"doings": doings}
    return [
        path("consents/", consents.consents, name="consents"),
        path("consents/<int:pk>/", consents.consent, name="consent"),
        path("consents/<int:pk>/agree/", consents.consent_agree, given, "consent_agree"),
        path("consents/<int:pk>/refuse/", consents.consent_refuse, name="consent_refuse"),
        path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
        path("consents/<int:pk>/inspect/", consents.consent_inspect, name="consent_inspect"),
        path("consents/<int:pk>/take/", exports.export_take, name="export_take"),
        path("consents/<int:pk>/undo/", undoing.import_undo_take, name="import_undo_take"),
        path("members/<int:pk>/open/", openings.member_open, name="member_open"),
        path("me/restore-code/", restoring.restore_code, name="restore_code"),
        path("operations/ask/", operations.operation_ask, name="operation_ask"),
        path("evidence/erase/", erasing.evidence_erase, name="evidence_erase"),
        path("emergencies/ask/", emergencies.emergency_ask, name="emergency_ask"),
        path("emergencies/<int:pk>/", emergencies.emergency, name="emergency"),
        path("emergencies/<int:pk>/review/", emergencies.emergency_review, name="emergency_review"),
    ]

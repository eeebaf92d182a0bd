"""What each database role may do to each table: one list, applied after every migration.

The application may not delete what people did: only tables that hold no record of the district
(sessions, used form keys, brakes, paces, second-factor devices, jobs that are done, messages older
than a year) allow it. Evidence is written once. The auditor's role reads the evidence log and who
holds which right, nothing else.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, transaction
from psycopg import sql

from dangjian.config import guarded

READ, ADD, CHANGE, DROP = "SELECT", "INSERT", "UPDATE", "DELETE"
_REGISTER = (READ, ADD, CHANGE)
_PASSING = (READ, ADD, CHANGE, DROP)

APPLICATION: dict[str, tuple[str, ...]] = {
    "kernel_leaf": (READ, ADD),
    "kernel_position": (READ, ADD),
    "kernel_treenode": (READ, ADD),
    "kernel_logcheckpoint": (READ, ADD),
    "kernel_sm3node": (READ, ADD),
    "kernel_knownwitness": _REGISTER,
    "kernel_cosignature": (READ, ADD),
    "kernel_verification": (READ, ADD),
    "kernel_usedformkey": _PASSING,
    "kernel_tally": _PASSING,  # sums of nobody
    "kernel_holidaynotice": _REGISTER,
    "kernel_instrument": _REGISTER,
    "kernel_rule": _REGISTER,
    "kernel_ruleversion": _REGISTER,
    "kernel_localoverride": _REGISTER,
    "registry_organization": _REGISTER,
    "registry_naming": _REGISTER,
    "registry_parentage": _REGISTER,
    "registry_unit": _REGISTER,
    "registry_unitlink": _REGISTER,
    "registry_person": _REGISTER,
    "registry_membership": _REGISTER,
    "registry_standing": _REGISTER,
    "registry_lostcontact": _REGISTER,
    "registry_floating": _REGISTER,
    "registry_education": _REGISTER,
    "registry_employment": _REGISTER,
    "registry_relative": _REGISTER,
    "registry_stayabroad": _REGISTER,
    "registry_hardship": _REGISTER,
    "registry_sanction": _REGISTER,
    "registry_committeeterm": _REGISTER,
    "registry_post": _REGISTER,
    "registry_account": _REGISTER,
    "registry_rolegrant": _REGISTER,
    "registry_activationcode": _REGISTER,
    "registry_consent": _REGISTER,
    "registry_opening": (READ, ADD),
    "registry_emergency": _REGISTER,
    "registry_inspection": (READ, ADD),
    "registry_merger": (READ, ADD),
    "registry_restorecode": _REGISTER,
    "registry_distinction": (READ, ADD),
    "registry_export": _REGISTER,
    "registry_import": _REGISTER,
    "registry_coolingoff": _REGISTER,
    "handover_handover": _REGISTER,
    "handover_line": _REGISTER,
    "handover_call": (READ, ADD),
    "handover_review": _REGISTER,
    "membership_datacheck": (READ, ADD),
    "membership_correctionrequest": _REGISTER,
    "membership_requesteditem": _REGISTER,
    "transfers_transfer": _REGISTER,
    "transfers_introduction": _REGISTER,
    "transfers_guest": _REGISTER,
    "transfers_contactnote": (READ, ADD),
    "registry_importrow": _REGISTER,
    "registry_signinbrake": _PASSING,
    "flow_procedure": _REGISTER,
    "flow_edition": _PASSING,  # a draft; what was published a trigger keeps
    "flow_editionterm": _PASSING,
    "flow_editionword": _PASSING,
    "flow_editionrecipient": _PASSING,
    "flow_editionpaper": _PASSING,
    "flow_transfer": _REGISTER,
    "flow_case": _REGISTER,
    "flow_step": (READ, ADD),
    "flow_caseterm": _REGISTER,
    "flow_pause": _REGISTER,
    "flow_extension": _REGISTER,
    "flow_bar": _REGISTER,
    "flow_absence": _REGISTER,
    # What can be found is written again from the rooms' own rows: no record of the district.
    "search_entry": _PASSING,
    "search_passage": _PASSING,
    "search_uncounted": _PASSING,
    "search_term": _PASSING,
    "search_rebuild": _PASSING,
    "library_document": _REGISTER,
    "library_link": _PASSING,
    "library_attachment": _PASSING,  # what readers get of a file; its own row is the upload
    "library_upload": _REGISTER,
    "library_scanpage": _REGISTER,
    "library_draft": (READ, ADD),
    "library_admission": _REGISTER,
    "library_reading": _PASSING,
    "courier_message": _PASSING,
    "courier_digest": _PASSING,
    "courier_delivery": _PASSING,
    "courier_channel": _REGISTER,
    "courier_hours": _REGISTER,
    "flow_todo": _REGISTER,
    "dues_declaration": _REGISTER,
    "dues_farmeramount": _REGISTER,
    "dues_relief": _REGISTER,
    "dues_entry": (READ, ADD),  # a mistake is reversed by an entry of its own
    "dues_share": (READ, ADD),
    "dues_branchaccount": _REGISTER,
    "membership_errand": _REGISTER,
    "membership_proposeditem": (READ, ADD),
    "membership_step": (READ, ADD),
    "development_applicant": _REGISTER,
    "development_development": _REGISTER,
    "development_guide": _REGISTER,
    "development_localstep": _REGISTER,
    "development_steptaken": _REGISTER,
    "development_paper": (READ, ADD),
    "development_vote": (READ, ADD),
    "development_scan": _REGISTER,
    "development_casemove": (READ, ADD),
    "voices_mailbox": _REGISTER,
    "voices_letter": _REGISTER,
    "voices_writer": _REGISTER,
    "voices_message": (READ, ADD),
    "voices_answer": _REGISTER,
    "voices_notice": (READ, ADD),
    "voices_rating": (READ, ADD),
    "voices_draft": _PASSING,
    "voices_referral": (READ, ADD),
    "voices_channel": _REGISTER,
    "forum_thread": _REGISTER,
    "forum_topic": _REGISTER,
    "forum_answer": (READ, ADD),
    "forum_contribution": _REGISTER,
    "forum_removal": _REGISTER,
    "forum_seminar": (READ, ADD),
    "forum_paper": _REGISTER,
    "forum_review": _REGISTER,
    "forum_expert": _REGISTER,
    "forum_consultation": _REGISTER,
    "forum_opinion": _REGISTER,
    "appraisal_appraisal": _REGISTER,  # once confirmed a trigger keeps it, and its lines
    "appraisal_line": _REGISTER,
    "appraisal_excuse": _REGISTER,
    "appraisal_inactivity": _REGISTER,
    "appraisal_visit": _REGISTER,
    "honours_drive": (READ, ADD),
    "honours_nomination": _REGISTER,
    "honours_honour": _REGISTER,
    "openness_notice": _REGISTER,
    "openness_objection": _REGISTER,
    "feeds_source": _REGISTER,
    "feeds_entry": _REGISTER,
    "feeds_sighting": (READ, ADD),
    "openness_item": _REGISTER,
    "openness_proposal": _REGISTER,
    "openness_audience": _PASSING,  # of a draft; what was put into effect a trigger keeps
    "openness_personnelentry": _REGISTER,
    "openness_application": _REGISTER,
    "meetings_meeting": _REGISTER,
    "meetings_item": _REGISTER,
    "meetings_voter": _REGISTER,
    "meetings_exemption": _REGISTER,
    "meetings_count": _REGISTER,
    "meetings_candidate": _REGISTER,
    "portal_column": _REGISTER,
    "portal_theme": _REGISTER,
    "portal_article": _REGISTER,
    "portal_picture": (READ, ADD),
    "portal_submission": _REGISTER,
    "portal_signature": (READ, ADD),
    "portal_publication": _REGISTER,
    "portal_generation": (READ, CHANGE),
    "library_generation": (READ, CHANGE),
    "portal_probe": _REGISTER,
    # Of Wagtail's tables only these three are written; the others belong to its administration,
    # which is not installed (docs/decisions/0008).
    "wagtailcore_page": _REGISTER,
    "wagtailcore_revision": _REGISTER,
    "wagtailcore_pagelogentry": (READ, ADD),
    "wagtailcore_locale": (READ,),
    "wagtailcore_site": (READ,),
    "wagtailcore_groupsitepermission": (READ,),
    "wagtailcore_apitoken": (READ,),
    "wagtailcore_modellogentry": (READ,),
    "wagtailcore_collectionviewrestriction_groups": (READ,),
    "wagtailcore_collectionviewrestriction": (READ,),
    "wagtailcore_collection": (READ,),
    "wagtailcore_groupcollectionpermission": (READ,),
    "wagtailcore_uploadedfile": (READ,),
    "wagtailcore_workflowcontenttype": (READ,),
    "wagtailcore_workflowstate": (READ,),
    "wagtailcore_workflow": (READ,),
    "wagtailcore_workflowtask": (READ,),
    "wagtailcore_task": (READ,),
    "wagtailcore_groupapprovaltask_groups": (READ,),
    "wagtailcore_groupapprovaltask": (READ,),
    "wagtailcore_taskstate": (READ,),
    "wagtailcore_grouppagepermission": (READ,),
    "wagtailcore_pageviewrestriction_groups": (READ,),
    "wagtailcore_pageviewrestriction": (READ,),
    "wagtailcore_workflowpage": (READ,),
    "wagtailcore_comment": (READ,),
    "wagtailcore_commentreply": (READ,),
    "wagtailcore_pagesubscription": (READ,),
    "wagtailcore_referenceindex": (READ,),
    "wagtailsearch_indexentry": (READ,),
    "taggit_tag": (READ,),
    "taggit_taggeditem": (READ,),
    "registry_session": _PASSING,
    "django_session": (READ,),  # Django's own, not used any more
    "mfa_authenticator": _PASSING,
    "procrastinate_jobs": _PASSING,
    "procrastinate_events": (ADD,),
    "procrastinate_workers": _PASSING,
    "procrastinate_periodic_defers": _PASSING,
    "account_emailaddress": (READ,),
    "account_emailconfirmation": (READ,),
    "auth_group": (READ,),
    "auth_group_permissions": (READ,),
    "auth_permission": (READ,),
    "django_content_type": (READ,),
    "django_migrations": (READ,),
}
"""Table → privileges of the application's role. A table that is missing here fails a test."""

ACTS = ("registry_erase_evidence",)
"""Functions that do, as the owner, what the application may not do by itself: each asks for the
request two persons agreed to (registry/migrations/0023)."""

FUNCTIONS = (
    *guarded.FUNCTIONS,  # asked by the policies, as whoever asks for the rows
    *ACTS,
    *(
        f"procrastinate_{name}"
        for name in (
            "defer_jobs_v1",
            "defer_periodic_job_v2",
            "fetch_job_v2",
            "finish_job_v1",
            "retry_job_v2",
            "register_worker_v1",
            "unregister_worker_v1",
            "update_heartbeat_v1",
            "prune_stalled_workers_v1",
        )
    ),
)
"""Functions that the application's role may call, of the jobs' only some; nobody else calls any."""

AUDITOR = (
    "kernel_leaf",
    "kernel_position",
    "kernel_treenode",
    "kernel_logcheckpoint",
    "kernel_sm3node",
    "kernel_knownwitness",
    "kernel_cosignature",
    "kernel_verification",
    "registry_account",
    "registry_rolegrant",
    "registry_consent",
    "registry_emergency",
    "registry_post",
    "registry_organization",
    "django_migrations",
)
"""Tables the auditor's role may read; of accounts not the password, of requests not the words."""

AUDITOR_COLUMNS = {
    "registry_account": ("id", "login_name", "person_id", "is_active", "activated_at", "closed_at"),
    "registry_consent": (
        *("id", "uid", "act", "digest", "organization_id", "place_id", "concerns_id"),
        *("concerns_too_id", "maker_id", "maker_role", "asked_at", "expires_at", "state"),
        *("checker_id", "decided_at"),
        *("emergency_id", "use_until", "executed_at", "agreed_digest", "executed_digest"),
    ),
}


def apply_grants() -> None:
    """Bring the privileges of the two lesser roles in line with the lists above, as the owner."""
    app = connections["default"].settings_dict["USER"]
    auditor = connections["auditor"].settings_dict["USER"]
    # One transaction: a site that is serving meanwhile never stands without its rights.
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        present = set(connections["owner"].introspection.table_names(cursor))
        for role in (app, auditor):
            name = sql.Identifier(role)
            for statement in (
                "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
                "GRANT USAGE ON SCHEMA public TO {}",
            ):
                cursor.execute(sql.SQL(statement).format(name))
        cursor.execute(
            sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(
                sql.Identifier(app)
            )
        )
        guarded.apply_guards(cursor)
        _grant_functions(cursor, app)
        for table, privileges in APPLICATION.items():
            if table in present:
                _grant(cursor, ", ".join(privileges), table, app)
        for table in AUDITOR:
            if table in present:
                columns = AUDITOR_COLUMNS.get(table)
                what = f"SELECT ({', '.join(columns)})" if columns else "SELECT"
                _grant(cursor, what, table, auditor)


def _grant_functions(cursor: Any, role: str) -> None:
    """PostgreSQL lets everybody call a new function; these only the application, and only some."""
    cursor.execute(
        "SELECT oid::regprocedure::text, proname FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace"
        " AND (starts_with(proname, 'procrastinate_') OR proname = ANY (%s))",
        [[*guarded.FUNCTIONS, *ACTS]],
    )
    for signature, name in cursor.fetchall():
        function, to = sql.SQL(signature), sql.Identifier(role)
        cursor.execute(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC, {}").format(function, to))
        if name in FUNCTIONS:
            cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(function, to))


def _grant(cursor: Any, privileges: str, table: str, role: str) -> None:
    cursor.execute(
        sql.SQL("GRANT {} ON {} TO {}").format(
            sql.SQL(privileges), sql.Identifier(table), sql.Identifier(role)
        )
    )


def unlisted_tables() -> set[str]:
    """Tables of installed models that no privilege was decided for."""
    managed = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return managed - set(APPLICATION)

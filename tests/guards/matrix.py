"""Who may do what at every address, declared by hand, apart from the code that enforces it.

For every address name: for GET and for POST, which roles get in for an object of their own part
of the tree ("own") and for one of another street ("foreign"). Whoever is not named must be turned
away: 404 for objects (nobody learns what exists elsewhere), the sign-in page for visitors.

own      the branch 东篱社区第一党支部, where every role's holder is a member; a person of it
foreign  a branch and a person of another street
"""

from __future__ import annotations

from dataclasses import dataclass

VISITOR = "visitor"
EVERYBODY = {
    VISITOR,
    "member",
    "secretary",
    "organizer",
    "clerk",
    "office",
    "leader",
    "system_officer",
    "security_officer",
    "auditor",
}
SIGNED_IN = EVERYBODY - {VISITOR}
NOBODY: set[str] = set()

# Over the whole district, and so also over the foreign street.
DISTRICT_READS = {"office", "leader"}
DISTRICT_KEEPS = {"office"}

READS = {"secretary", "organizer", "clerk"} | DISTRICT_READS
KEEPS_PEOPLE = {"secretary", "organizer", "clerk", "office"}
KEEPS_STANDING = {"clerk", "office"}
KEEPS_TREE = {"clerk", "office"}
REVEALS = {"secretary", "clerk", "office"}
ISSUES = {"secretary", "organizer", "clerk", "office", "security_officer"}
GRANTS = {"security_officer"}
OFFICERS = {"system_officer", "security_officer"}
DEALS = {"secretary", "organizer", "clerk", "office"}
KEEPS_CALENDAR = {"office", "system_officer"}
# The rows of a procedure hold for the whole district: there is no foreign one.
SETS_PROCEDURES = {"office"}
LETTERS = {"secretary", "organizer", "clerk", "office"}
WRITES = {"secretary", "organizer", "clerk", "office"}
REVIEWS = {"secretary", "clerk", "office"}
KEEPS_COLUMNS = {"clerk", "office"}

WRITING = ("write", "write_to", "write_text", "write_about", "write_contact", "write_together")
WRITING += ("write_publish", "write_check", "follow", "follow_add", "follow_rate", "follow_ask")
WRITING += ("follow_withdraw", "follow_join")
READING = ("write_similar", "write_sent", "write_paper", "follow_letter", "follow_sheet")
READING += ("follow_joined",)
READING += ("answers",)
MODERATES = {"clerk", "office"}
HAND_OVER = {"organizer", "member"}
KEEPS_DUES = {"secretary", "clerk", "office"}
KEEPS_APPRAISALS = {"secretary", "clerk", "office"}
HEARS = {"clerk", "office", "leader"}
CONSULTS = {"clerk", "office"}


@dataclass(frozen=True)
class Door:
    """Roles that get in: own, foreign with GET; post_own, post_foreign with POST (None: none)."""

    own: frozenset[str]
    foreign: frozenset[str] | None
    post_own: frozenset[str] | None
    post_foreign: frozenset[str] | None


def door(
    own: set[str],
    foreign: set[str] | None = None,
    post: set[str] | None = None,
    post_foreign: set[str] | None = None,
) -> Door:
    def frozen(roles: set[str] | None) -> frozenset[str] | None:
        return None if roles is None else frozenset(roles)

    return Door(frozenset(own), frozen(foreign), frozen(post), frozen(post_foreign))


def page(own: set[str], foreign: set[str]) -> Door:
    """A page about an object; no POST."""
    return door(own, foreign)


def form(own: set[str], foreign: set[str]) -> Door:
    """A form about an object: whoever may open it may send it."""
    return door(own, foreign, own, foreign)


def act(own: set[str], foreign: set[str]) -> Door:
    """A button about an object: POST only."""
    return door(NOBODY, NOBODY, own, foreign)


MATRIX: dict[str, Door] = {
    # front door
    "home": door(EVERYBODY),
    "find": door(EVERYBODY),
    "find_organization": page(EVERYBODY, EVERYBODY),
    "first_steps": door(EVERYBODY),
    "calendar": door(EVERYBODY),
    "terms": door(EVERYBODY),
    "rules": door(EVERYBODY),
    "search": door(EVERYBODY),
    "search_suggest": door(EVERYBODY),
    # the library: own and foreign are public texts; where one has read is one's own
    "library": door(EVERYBODY),
    "document": page(EVERYBODY, EVERYBODY),
    "document_file": page(EVERYBODY, EVERYBODY),
    "document_place": act(SIGNED_IN, SIGNED_IN),
    # the keepers' desk of the library: documents and files of the own branch, of a foreign one
    "holding_list": door(WRITES),
    "holding_enter": door(WRITES, None, WRITES),
    **dict.fromkeys(("holding", "holding_draft"), page(WRITES, {"office"})),
    **dict.fromkeys(("holding_edit", "holding_send", "scan_page"), form(WRITES, {"office"})),
    **dict.fromkeys(("holding_withdraw", "holding_return"), form(KEEPS_COLUMNS, {"office"})),
    **dict.fromkeys(("scan_file", "scan_picture", "scan_progress"), page(WRITES, {"office"})),
    **dict.fromkeys(("scan_stop", "scan_again"), act(WRITES, {"office"})),
    # waits for its review; whoever wrote it cannot sign it
    "admission": page(WRITES, {"office"}),
    **dict.fromkeys(("admission_sign", "admission_back"), form(REVIEWS, {"office"})),
    "admission_take": form({"organizer"} | KEEPS_COLUMNS, {"office"}),
    "start": door(SIGNED_IN),
    "workbench": door({"secretary"}),
    "member_home": door(SIGNED_IN),
    "inbox": door(SIGNED_IN),
    "overview": door(READS),
    "overview_list": door(READS),
    "calendar_import": door(KEEPS_CALENDAR, None, KEEPS_CALENDAR),
    # kit
    "gallery": door(EVERYBODY),
    "preferences": door(EVERYBODY, None, EVERYBODY),
    # organizations
    "tree": door(SIGNED_IN),
    "organization": page(SIGNED_IN, DISTRICT_READS | {"security_officer"}),
    "organization_open": form(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_rename": form(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_move": form(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_close": form(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_units": form(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_lives": page(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_life": form(KEEPS_TREE, DISTRICT_KEEPS),
    "organization_particulars": form(KEEPS_TREE, DISTRICT_KEEPS),
    "election_record": form(KEEPS_TREE, DISTRICT_KEEPS),
    "post_appoint": form(KEEPS_TREE, DISTRICT_KEEPS),
    "secretaries": door(KEEPS_TREE, None, KEEPS_TREE),
    "post_relieve": form(KEEPS_TREE, DISTRICT_KEEPS),
    # people
    "members": door(SIGNED_IN),
    "member_export": door(READS, None, READS),
    "member_look_up": door(REVEALS, None, REVEALS),
    "member": page(READS, DISTRICT_READS),
    "member_register": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "member_correct": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "member_reveal": form(REVEALS, DISTRICT_KEEPS),
    "member_reassign": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    # what takes two: a secretary asked to see a number; those above him with the right decide
    "consents": door(SIGNED_IN - {"member"}),
    "member_open": form(REVEALS, DISTRICT_KEEPS),
    "consent": page(REVEALS | {"auditor"}, {"office", "auditor"}),
    **dict.fromkeys(("consent_agree", "consent_refuse"), form(REVEALS - {"secretary"}, {"office"})),
    "consent_inspect": form(REVEALS, {"office"}),
    "consent_withdraw": act({"secretary"}, NOBODY),
    # a list that another one agreed to, of whoever asked for it
    "export_take": act({"secretary"}, NOBODY),
    **dict.fromkeys(("export", "export_progress"), page({"secretary"}, NOBODY)),
    **dict.fromkeys(("export_fetch", "export_again"), act({"secretary"}, NOBODY)),
    "import_undo_take": act({"secretary"}, NOBODY),
    # two records of one person
    "doubles": door(KEEPS_STANDING),
    **dict.fromkeys(("double", "double_apart"), form(KEEPS_STANDING, DISTRICT_KEEPS)),
    "member_merged": page(READS, DISTRICT_READS),
    # the foreign one was opened by others
    "restore_code": door(OFFICERS | {"auditor"}, None, OFFICERS | {"auditor"}),
    "operation_ask": door(OFFICERS, None, OFFICERS),
    "evidence_erase": door(GRANTS, None, GRANTS),
    "emergency_ask": door(OFFICERS, None, OFFICERS),
    "emergency": page(OFFICERS | {"auditor"}, {"auditor"}),
    "emergency_review": form({"auditor"}, {"auditor"}),
    "standing_change": form(KEEPS_STANDING, DISTRICT_KEEPS),
    "standing_history": page(READS, DISTRICT_READS),
    "standing_changes": door(READS),
    "lost_report": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "lost_found": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "floating_report": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "floating_returned": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "fact_add": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "fact_end": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "fact_withdraw": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    # letters: whoever has the turn, and those above; own: with the street, foreign: with another
    "service_times": door(EVERYBODY),
    "letters": door(DEALS | {"leader"}),
    "letter": page({"organizer", "clerk", "office"}, {"office"}),
    "letter_step": form({"organizer", "clerk", "office"}, {"office"}),
    "letter_share": form(DEALS, {"office"}),
    "letter_in_full": form({"organizer", "clerk", "office"}, {"office"}),
    "letter_notice": page({"organizer", "clerk", "office"}, {"office"}),
    "mailboxes": door(KEEPS_TREE),
    "mailbox_open": form(KEEPS_TREE, DISTRICT_KEEPS),
    "mailbox_close": form(KEEPS_TREE, DISTRICT_KEEPS),
    # developments: entered by whoever keeps people; what the committee decides, by whoever enters
    # decisions on standing
    "developments": door(READS),
    "development_place": door(KEEPS_PEOPLE),
    "development_begin": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "development_try": door({"office"}),
    "development_local": door(KEEPS_STANDING),
    **dict.fromkeys(
        ("development_local_add", "development_local_end"), form(KEEPS_STANDING, DISTRICT_KEEPS)
    ),
    **dict.fromkeys(
        ("development", "development_file", "development_form", "development_paper")
        + ("development_scan",),
        page(READS, DISTRICT_READS),
    ),
    **dict.fromkeys(
        ("development_step", "development_local_step", "development_call", "development_notice")
        + ("development_rules", "development_stop", "development_take_back")
        + ("development_attach", "development_take_out"),
        form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    ),
    "development_move": form(KEEPS_STANDING, DISTRICT_KEEPS),
    # errands: member asks, organizer fills in; nobody else of the branch learns of it
    "errands": door(SIGNED_IN),
    "errand_ask": door(SIGNED_IN, None, SIGNED_IN),
    "errand_ask_for": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "errand_take": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "errand": page({"member", "organizer"}, NOBODY),
    "errand_fill_in": form({"organizer"}, NOBODY),
    "errand_decline": form({"organizer"}, NOBODY),
    "errand_hand_on": form({"member", "organizer"}, NOBODY),
    "errand_withdraw": form({"member"}, NOBODY),
    "errand_confirm": form({"member"}, NOBODY),
    "errand_send_back": form({"member"}, NOBODY),
    # of somebody without an account: who filled in prints the slip, whoever else may looks at it
    "errand_slip": page({"organizer"}, NOBODY),
    "errand_witness": form(KEEPS_PEOPLE - {"organizer"}, DISTRICT_KEEPS),
    # one's own data: the member asks for a correction, those who keep his items decide
    "my_data": door(SIGNED_IN),
    "data_right": door(NOBODY, None, SIGNED_IN),
    "data_wrong": door(SIGNED_IN, None, SIGNED_IN),
    **dict.fromkeys(
        ("correction", "correction_file"), page({"member"} | KEEPS_PEOPLE, DISTRICT_KEEPS)
    ),
    "correction_decide": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "correction_withdraw": act({"member"}, NOBODY),
    # handing over: the organizer to the member; who grants asks, and abroad who appoints agrees
    "handovers": door(SIGNED_IN),
    "handover_start": door(SIGNED_IN - {"member"}, None, SIGNED_IN - {"member"}),
    "handover_start_for": form({"clerk"} | DISTRICT_KEEPS | GRANTS, DISTRICT_KEEPS | GRANTS),
    **dict.fromkeys(
        ("handover", "handover_print", "handover_paper"),
        page(HAND_OVER | GRANTS, DISTRICT_KEEPS | GRANTS),
    ),
    "handover_withdraw": form(HAND_OVER | GRANTS, DISTRICT_KEEPS | GRANTS),
    # the organizer has a role and no post: nobody agrees to it, two officers do
    "handover_agree": form(NOBODY, DISTRICT_KEEPS),
    "handover_ask": form(GRANTS, GRANTS),
    **dict.fromkeys(("handover_line", "handover_line_edit"), form({"organizer"}, NOBODY)),
    "handover_send": act({"organizer"}, NOBODY),
    "handover_refresh": act(HAND_OVER, NOBODY),
    "handover_check": form({"member"}, NOBODY),
    "handover_sign": form(HAND_OVER, NOBODY),
    # leaving: who grants roles takes them; the own page is for leavers, of whom nobody is one here
    "leavings": door(GRANTS),
    "leaving_notice": form(GRANTS, GRANTS),
    "leaving": page(GRANTS, GRANTS),
    **dict.fromkeys(
        ("leaving_review", "leaving_reopen"), form(GRANTS, GRANTS)
    ),
    "leaving_void": form(GRANTS | {"system_officer"}, GRANTS | {"system_officer"}),
    "leaving_mine": door(NOBODY),
    "leaving_acknowledge": door(NOBODY, None, NOBODY),
    # transfers: one that waits for the street, one that came by letter, of nobody with a role
    "transfers": door(SIGNED_IN),
    "transfer_ask": door(SIGNED_IN, None, SIGNED_IN),
    "transfer_present": door(KEEPS_PEOPLE, None, KEEPS_PEOPLE),
    "transfer_start": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "transfer": page(READS, DISTRICT_READS),
    "transfer_urge": act(READS, DISTRICT_READS),
    "transfer_step": form(KEEPS_STANDING, DISTRICT_KEEPS),
    "transfer_receipt": page(KEEPS_PEOPLE, DISTRICT_KEEPS),
    # certificates name an identity number: only those who give them read them
    "certificates": page(READS, DISTRICT_READS),
    "certificate_give": form(KEEPS_STANDING, DISTRICT_KEEPS),
    "introduction": page(KEEPS_STANDING, DISTRICT_KEEPS),
    "certificate_void": form(KEEPS_STANDING, DISTRICT_KEEPS),
    # floating members: whoever reads sees the notes, whoever keeps adds one
    "guests": door(READS),
    **dict.fromkeys(
        ("guest", "floating_away"), door(READS, DISTRICT_READS, KEEPS_PEOPLE, DISTRICT_KEEPS)
    ),
    **dict.fromkeys(("guest_take", "guest_end"), form(KEEPS_PEOPLE, DISTRICT_KEEPS)),
    # dues: whoever keeps those of the branch; a member his own, and what his branch published
    "dues": door(KEEPS_DUES),
    "dues_mine": door(SIGNED_IN),
    **dict.fromkeys(
        ("dues_sheet_print", "dues_ledger", "dues_entry", "dues_member", "dues_relief"),
        page(KEEPS_DUES, DISTRICT_KEEPS),
    ),
    **dict.fromkeys(
        ("dues_sheet", "dues_export", "dues_book", "dues_reverse", "dues_declare", "dues_open"),
        form(KEEPS_DUES, DISTRICT_KEEPS),
    ),
    **dict.fromkeys(
        ("dues_receive", "dues_relieve", "dues_account_prepare"), form(KEEPS_DUES, DISTRICT_KEEPS)
    ),
    # of the street; approved and signed above the branch, by who did not propose or book
    "dues_farmers": form({"clerk", "office"}, DISTRICT_KEEPS),
    "dues_relief_step": form({"clerk", "office"}, DISTRICT_KEEPS),
    "dues_account_step": form({"clerk", "office"}, DISTRICT_KEEPS),
    **dict.fromkeys(("dues_accounts", "dues_account"), page(SIGNED_IN, DISTRICT_KEEPS)),
    # messages and how one is told: everybody's own, nobody else's
    "messages": door(SIGNED_IN),
    "message_read": act({"member"}, NOBODY),
    "messages_read_all": door(NOBODY, None, SIGNED_IN),
    "messages_unread": door(NOBODY, None, SIGNED_IN),
    "notice_settings": door(SIGNED_IN, None, SIGNED_IN),
    "channel_address": door(SIGNED_IN, None, SIGNED_IN),
    "channel_verify": door(SIGNED_IN, None, SIGNED_IN),
    "channel_code_again": door(NOBODY, None, SIGNED_IN),
    "channel_switch": door(NOBODY, None, SIGNED_IN),
    "channel_remove": door(SIGNED_IN, None, SIGNED_IN),
    # being away: only the organizer has a colleague who may do all that he may, the clerk
    "absences": door(SIGNED_IN, None, {"organizer"}),
    "absence_end": form({"member"}, NOBODY),
    # procedures
    "procedures": door(SETS_PROCEDURES),
    "procedure": door(SETS_PROCEDURES),
    "procedure_edition": door(SETS_PROCEDURES),
    "procedure_cases": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "transfer_undo": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_start": door(NOBODY, None, SETS_PROCEDURES),
    "procedure_draft": door(SETS_PROCEDURES),
    "procedure_test": door(SETS_PROCEDURES),
    "procedure_publish": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_discard": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_term": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_word": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_recipient": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_paper": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    "procedure_paper_drop": door(SETS_PROCEDURES, None, SETS_PROCEDURES),
    # topics, and what is said in them
    "interaction": door(EVERYBODY),
    "topics": door(EVERYBODY),
    "removals": door(EVERYBODY),
    "topic": page(EVERYBODY, EVERYBODY),
    "topic_contribute": form(EVERYBODY, EVERYBODY),
    "topic_open": door(MODERATES, None, MODERATES),
    "topic_answer": form(MODERATES, DISTRICT_KEEPS),
    "topic_close": form(MODERATES, DISTRICT_KEEPS),
    "contribution_receipt": door(EVERYBODY),
    "contribution_find": door(EVERYBODY, None, EVERYBODY),
    "contribution_find_appeal": door(EVERYBODY, None, NOBODY),
    "my_contributions": door(SIGNED_IN),
    # its author, and those who moderate; an appeal is judged by whoever did not hide it
    "contribution": page({"member"} | MODERATES, DISTRICT_KEEPS),
    "contribution_appeal": form({"member"}, NOBODY),
    "contribution_hold": form(MODERATES, DISTRICT_KEEPS),
    "contribution_show": act(MODERATES, DISTRICT_KEEPS),
    "contribution_hide": form(MODERATES, DISTRICT_KEEPS),
    "contribution_restore": form(MODERATES, DISTRICT_KEEPS),
    "contribution_judge": form(HEARS - {"clerk"}, DISTRICT_READS),
    "forum_desk": door(HEARS),
    "thread_moderate": page(MODERATES, DISTRICT_KEEPS),
    # seminars: the member is the author, the organizer reviews
    "seminars": door(EVERYBODY),
    "seminar": page(EVERYBODY, EVERYBODY),
    "seminar_open": door(MODERATES, None, MODERATES),
    "paper_submit": form(SIGNED_IN, SIGNED_IN),
    "paper": page({"member"} | MODERATES, DISTRICT_KEEPS),
    "paper_contribute": form(SIGNED_IN, SIGNED_IN),
    "paper_withdraw": form({"member"}, NOBODY),
    "paper_assign": form(MODERATES, DISTRICT_KEEPS),
    "paper_decide": form(MODERATES, DISTRICT_KEEPS),
    "review": form({"organizer"}, NOBODY),
    # the panel: the clerk asks, the member is the expert
    "notes": door(EVERYBODY),
    "note": page(CONSULTS, CONSULTS),
    "experts": door(CONSULTS),
    "expert_name": door(CONSULTS, None, CONSULTS),
    "expert_end": form(CONSULTS, DISTRICT_KEEPS),
    "consultations": door(SIGNED_IN),
    "consult": door(CONSULTS, None, CONSULTS),
    "consultation": page({"member"} | CONSULTS, DISTRICT_KEEPS),
    "consultation_answer": form({"member"}, NOBODY),
    "consultation_decline": form({"member"}, NOBODY),
    "consultation_hand_on": form({"clerk"}, NOBODY),
    "consultation_note": form({"clerk"}, NOBODY),
    "consultation_withdraw": form({"clerk"}, NOBODY),
    # opinions about the system itself
    "opinions": door(EVERYBODY),
    "opinion_give": door(EVERYBODY, None, EVERYBODY),
    "opinion_answer": form({"office"}, {"office"}),
    # tables brought in
    "imports": door(KEEPS_PEOPLE, None, KEEPS_PEOPLE),
    "import_blank": door(KEEPS_PEOPLE),
    "import": page(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "import_progress": page(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "import_enter": act(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "import_resume": act(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "import_undo": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    # What stands in its rows, seen by who did not bring it in himself.
    "import_repair": act(REVEALS, DISTRICT_KEEPS),
    "import_again": act(REVEALS, DISTRICT_KEEPS),
    "import_row": form(REVEALS, DISTRICT_KEEPS),
    "import_row_aside": form(REVEALS, DISTRICT_KEEPS),
    "import_alike": form(REVEALS, DISTRICT_KEEPS),
    "import_alike_back": form(REVEALS, DISTRICT_KEEPS),
    # letters: whoever writes needs no account; his code is the key, not a role
    **dict.fromkeys(WRITING, door(EVERYBODY, None, EVERYBODY)),
    **dict.fromkeys(READING, door(EVERYBODY)),
    **dict.fromkeys(("write_drop", "write_done", "follow_leave"), door(NOBODY, None, EVERYBODY)),
    "answer": page(EVERYBODY, EVERYBODY),
    "my_letters": door(SIGNED_IN),
    "my_letter": page({"member"}, NOBODY),
    "letter_enter": door(LETTERS, None, LETTERS),
    "letter_slip": door(LETTERS),
    "letter_referred": door(LETTERS),
    "letter_by_code": door(LETTERS, None, LETTERS),
    # of the own street, and of the other one; a branch below does not see its street's letters
    "letter_call": page(LETTERS - {"secretary"}, {"office"}),
    "discipline_channel": door({"office"}, None, {"office"}),
    # the portal: what everybody reads
    "way": page(EVERYBODY, EVERYBODY),
    "column": page(EVERYBODY, EVERYBODY),
    "article": page(EVERYBODY, EVERYBODY),
    "sub_site": page(EVERYBODY, EVERYBODY),
    "site_map": door(EVERYBODY),
    "picture": page(EVERYBODY, EVERYBODY),
    # what we offer to other people's programs
    **dict.fromkeys(("site_feed", "notices_feed", "sitemap", "robots"), door(EVERYBODY)),
    **dict.fromkeys(
        ("column_feed", "sub_site_feed", "sitemap_section"), page(EVERYBODY, EVERYBODY)
    ),
    # other regions: what everybody reads, who approves a source, who chooses from it
    "elsewhere": door(EVERYBODY),
    **dict.fromkeys(("sources", "entries"), door(REVIEWS)),
    "source": page(REVIEWS, {"office"}),
    "source_approve": door(KEEPS_COLUMNS, None, KEEPS_COLUMNS),
    "source_stop": form(KEEPS_COLUMNS, {"office"}),
    "source_look": act(KEEPS_COLUMNS, {"office"}),
    **dict.fromkeys(("entry_choose", "entry_aside", "entry_back"), act(REVIEWS, {"office"})),
    # the operator's page: sums of nobody
    "watch": door({"system_officer", "security_officer"}),
    **dict.fromkeys(
        ("watch_backup", "watch_rehearse"),
        door(set(), None, {"system_officer", "security_officer"}),
    ),
    # the editors' desk; Wagtail's own administration has no address at all
    **dict.fromkeys(("publishing", "site_health"), door(WRITES)),
    "audit": door({"auditor"}),
    "audit_export": door({"auditor"}, None, {"auditor"}),
    "audit_verify": door(NOBODY, None, {"auditor"}),
    "column_open": door(KEEPS_COLUMNS, None, KEEPS_COLUMNS),
    "theme_open": door(KEEPS_COLUMNS, None, KEEPS_COLUMNS),
    "column_desk": page(WRITES, {"office"}),
    **dict.fromkeys(("column_set", "column_close"), form(KEEPS_COLUMNS, {"office"})),
    **dict.fromkeys(
        ("article_begin", "article_edit", "article_picture", "article_send"),
        form(WRITES, {"office"}),
    ),
    **dict.fromkeys(("article_drafts", "article_look"), page(WRITES, {"office"})),
    **dict.fromkeys(("article_withdraw", "article_move"), form(KEEPS_COLUMNS, {"office"})),
    # waits for its first review; whoever wrote it cannot sign it
    "submission": page(WRITES, {"office"}),
    **dict.fromkeys(("submission_sign", "submission_back"), form(REVIEWS, {"office"})),
    "submission_take": form({"organizer"} | KEEPS_COLUMNS, {"office"}),
    # publicity notices: what everybody reads, says and checks
    **dict.fromkeys(("notices", "objection_receipt", "verify", "verify_script"), door(EVERYBODY)),
    **dict.fromkeys(("verify_checkpoint", "verify_head"), door(EVERYBODY)),
    **dict.fromkeys(("notice", "verify_bundle"), page(EVERYBODY, EVERYBODY)),
    "notice_object": form(EVERYBODY, EVERYBODY),
    "objection_follow": door(EVERYBODY, None, EVERYBODY),
    # the office's desk
    # awards: what the street (own), or another street, announced; nominated by its branch
    "awards": door(DEALS),
    "award_begin": door(KEEPS_STANDING, None, KEEPS_STANDING),
    "award": page(DEALS, {"office"}),
    "nominate": form(DEALS, NOBODY),
    **dict.fromkeys(
        ("award_notice", "award_grant", "award_put_back", "nomination_step", "honour_revoke"),
        form(KEEPS_STANDING, DISTRICT_KEEPS),
    ),
    "nomination": page(DEALS, {"office"}),
    "honours": door(SIGNED_IN),
    # the yearly appraisal: whoever leads the branch, and who confirms above it; each his own result
    "appraisals": door(KEEPS_APPRAISALS),
    "appraisal_open": door(KEEPS_APPRAISALS, None, KEEPS_APPRAISALS),
    **dict.fromkeys(
        ("appraisal", "appraisal_summary", "appraisal_summary_file")
        + ("appraisal_form", "appraisal_form_file"),
        page(KEEPS_APPRAISALS, DISTRICT_KEEPS),
    ),
    **dict.fromkeys(
        ("appraisal_days", "appraisal_absent", "appraisal_count", "appraisal_say"),
        form(KEEPS_APPRAISALS, DISTRICT_KEEPS),
    ),
    # reported by the branch, to be confirmed by the committee above it
    "appraisal_step": form({"clerk", "office"}, DISTRICT_KEEPS),
    "my_appraisals": door(SIGNED_IN),
    # visits and taking part: whoever keeps the members of the branch
    "visits": door(KEEPS_PEOPLE),
    **dict.fromkeys(("visit", "participation"), page(KEEPS_PEOPLE, DISTRICT_KEEPS)),
    **dict.fromkeys(
        ("visit_add", "visit_done", "visit_drop", "visit_followed", "inactivity_note")
        + ("inactivity_over", "excuse_add", "excuse_end"),
        form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    ),
    # discipline: committee and department, never fellow members
    **dict.fromkeys(
        ("member_sanctions", "sanction_impose", "sanction_end", "sanction_withdraw"),
        form(KEEPS_STANDING, DISTRICT_KEEPS),
    ),
    "honour_enter": form(KEEPS_PEOPLE, DISTRICT_KEEPS),
    "notices_desk": door(WRITES | {"leader"}),
    "notice_begin": door(WRITES, None, WRITES),
    "notice_desk": page(WRITES | {"leader"}, {"office", "leader"}),
    **dict.fromkeys(("notice_edit", "notice_send", "notice_drop"), form(WRITES, {"office"})),
    # waits for the review of its content; whoever wrote it cannot sign it
    **dict.fromkeys(("notice_sign", "notice_back"), form(REVIEWS, {"office"})),
    **dict.fromkeys(
        ("notice_post", "notice_extend", "notice_withdraw"), form({"leader"}, {"leader"})
    ),
    # the organization department looks into objections, and nobody else sees one
    **dict.fromkeys(("notice_conclude", "objection_settle"), form({"office"}, {"office"})),
    "objection": page({"office"}, {"office"}),
    # the catalogue and the list of appointments: what everybody reads
    **dict.fromkeys(("catalogue", "personnel"), door(EVERYBODY)),
    **dict.fromkeys(("item", "personnel_entry", "disclosed"), page(EVERYBODY, EVERYBODY)),
    # those who keep them; a proposal and a line wait for the security officer
    **dict.fromkeys(("catalogue_desk", "personnel_desk"), door(WRITES | {"leader"})),
    **dict.fromkeys(("proposal_new", "personnel_enter"), door(WRITES, None, WRITES)),
    **dict.fromkeys(
        ("item_change", "item_withdraw", "proposal_edit", "personnel_correct"),
        form(WRITES, {"office"}),
    ),
    **dict.fromkeys(
        ("proposal", "personnel_case"),
        page(WRITES | {"leader", "security_officer"}, {"office", "leader", "security_officer"}),
    ),
    **dict.fromkeys(
        ("proposal_step", "personnel_step"), form({"security_officer"}, {"security_officer"})
    ),
    # applications for disclosure: the member's own is his; of the other street nobody's account
    **dict.fromkeys(("disclosure", "disclosure_receipt"), door(EVERYBODY)),
    **dict.fromkeys(
        ("disclosure_apply", "disclosure_follow"), door(EVERYBODY, None, EVERYBODY)
    ),
    "disclosure_mine": door(SIGNED_IN),
    "disclosure_read": page({"member"}, NOBODY),
    "disclosure_do": form({"member"}, NOBODY),
    "applications": door(LETTERS),
    "application_enter": door(LETTERS, None, LETTERS),
    "application": page(LETTERS, {"office"}),
    "application_step": form(LETTERS, {"office"}),
    # meetings that vote: of the own branch, and of a foreign one nobody below the district keeps
    "meetings": door(DEALS),
    "meeting": page(DEALS, {"office"}),
    **dict.fromkeys(
        ("meeting_call", "meeting_put", "meeting_exempt", "meeting_roll", "meeting_notes"),
        form(DEALS, {"office"}),
    ),
    **dict.fromkeys(
        ("meeting_take_off", "meeting_count_in", "meeting_count", "meeting_again"),
        form(DEALS, {"office"}),
    ),
    "meeting_step": form(DEALS, {"office"}),
    "meeting_paper": page(DEALS, {"office"}),
    "meeting_minutes": page(DEALS, {"office"}),
    # whoever counted does not compare; the branch has nobody else, and its street does it
    "meeting_confirm": form({"organizer", "clerk", "office"}, {"office"}),
    "meeting_report": form(DEALS, {"office"}),
    # the superior's reply is entered by those who keep its committees
    "meeting_answer": form(KEEPS_TREE, DISTRICT_KEEPS),
    # accounts
    "activate": door(EVERYBODY, None, EVERYBODY),
    "me": door(SIGNED_IN),
    "my_trail": door(SIGNED_IN),
    # of somebody in office who has an account already: only who may grant that office
    "code_issue": form(GRANTS, GRANTS),
    "account_ways": form(GRANTS, GRANTS),
    "account_close": form(ISSUES, DISTRICT_KEEPS | {"security_officer"}),
    "grants": door(GRANTS),
    "grant_give": door(GRANTS, None, GRANTS),
    "grant_end": form(GRANTS, GRANTS),
    # signing in, and one's own account
    "account_login": door(EVERYBODY, None, EVERYBODY),
    "mfa_authenticate": door(SIGNED_IN, None, SIGNED_IN),
    "account_logout": door(EVERYBODY, None, EVERYBODY),
    "account_reauthenticate": door(SIGNED_IN, None, SIGNED_IN),
    "account_change_password": door(SIGNED_IN, None, SIGNED_IN),
    "mfa_login_webauthn": door(EVERYBODY, None, EVERYBODY),
    "my_devices": door(SIGNED_IN),
    "still_here": door(SIGNED_IN),
    "end_session": door(NOBODY, None, SIGNED_IN),
    "end_other_sessions": door(NOBODY, None, SIGNED_IN),
    "mfa_add_webauthn": door(SIGNED_IN, None, SIGNED_IN),
    "mfa_remove_webauthn": form(NOBODY, NOBODY),  # somebody else's
    "mfa_index": door(SIGNED_IN),
    "mfa_activate_totp": door(SIGNED_IN, None, SIGNED_IN),
    "mfa_deactivate_totp": door(SIGNED_IN, None, SIGNED_IN),
    "mfa_view_recovery_codes": door(SIGNED_IN),
    "mfa_generate_recovery_codes": door(SIGNED_IN, None, SIGNED_IN),
}

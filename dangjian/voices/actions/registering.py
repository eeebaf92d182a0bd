"""A letter is registered and finds its way: taken up, passed on, turned down, joined, led away.

What the platform proposes (category, route, likeness) is only shown; a person decides here.
"""

from __future__ import annotations

from dangjian.flow import actions as flow
from dangjian.flow import queries as asked
from dangjian.kernel import evidence, leaks
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person
from dangjian.voices.models import Category, Kind, Letter, Message, NoticeKind, Referral
from dangjian.voices.queries.offices import can_deal_with
from dangjian.voices.recording.hands import Hand, give_notice, go
from dangjian.voices.rules import PETITION, notices, table_of
from dangjian.voices.rules.parts import handler_of, leader_of, registrar_of


@evidence.action
def register(letter: Letter, *, category: Category, matter: str, hand: Hand) -> Letter:
    """Write down what it is about, in the clerk's own words and without anybody's name.

    Refused: no words, personal data in them.
    """
    letter.matter, letter.category = _matter(matter), category
    go(letter, "register", hand)
    letter.save(update_fields=["matter", "category"])
    return letter


@evidence.action
def accept(letter: Letter, *, hand: Hand) -> Letter:
    """Deal with it here; the writers of a petition are told in writing. Refused: not registered."""
    _registered(letter)
    move = "accept" if letter.state == "received" else "take"
    go(letter, move, hand, to=[handler_of(letter.organization)])
    finish = next((t for t in asked.running_terms(letter.case) if t.clock == "finish"), None)
    due_on = finish.due_on if finish else None
    give_notice(letter, NoticeKind.ACCEPTED, notices.accepted(letter, due_on), hand)
    return letter


@evidence.action
def pass_on(letter: Letter, *, to: Organization, words: str = "", hand: Hand) -> Letter:
    """Give it to an office below. Refused: not registered, not below, nobody there deals with
    letters, an office that is barred from it."""
    _registered(letter)
    if not to.path.startswith(letter.organization.path) or to.pk == letter.organization_id:
        raise Refused("只能转给本级以下的组织。", field="to")
    if not can_deal_with(to, hand.now.date()):
        raise Refused(
            f"{to.short_name}还没有人负责来信，请先授予权限，或者转给它的上级。", field="to"
        )
    move = "pass_on" if letter.state == "received" else "pass_further"
    go(letter, move, hand, to=[handler_of(to)], words=words)
    _moved(letter, to)
    give_notice(letter, NoticeKind.PASSED_ON, notices.passed_on(letter), hand)
    return letter


@evidence.action
def object_to(letter: Letter, *, words: str, hand: Hand) -> Letter:
    """Not ours: back to the office it came from, with the reason, within the days of the rule.

    Refused: the days have passed (petitions).
    """
    today = hand.now.date()
    late = [t for t in asked.running_terms(letter.case) if t.clock == "objection"]
    if late and late[0].due_on and late[0].due_on < today:
        raise Refused(
            f"提出异议的期限到{late[0].due_on.month}月{late[0].due_on.day}日为止，已经过了。",
            clause=f"{notices.REGULATION}第二十三条",
        )
    back = letter.case.organization
    go(letter, "object", hand, to=[registrar_of(back)], words=words)
    _moved(letter, back)
    return letter


@evidence.action
def refuse(letter: Letter, *, because: str, words: str, hand: Hand) -> Letter:
    """Turn a petition down, with a reason of the list, in writing."""
    _registered(letter)
    go(letter, "refuse", hand, words=f"{notices.REFUSALS[because]}。{words}")
    letter.refused_because = because
    letter.save(update_fields=["refused_because"])
    give_notice(letter, NoticeKind.REFUSED, notices.refused(letter, because, words), hand)
    return letter


@evidence.action
def guide(letter: Letter, *, route: str, words: str, hand: Hand) -> Letter:
    """Lead a petition to the way that the law has for it (Art. 31), in writing."""
    _registered(letter)
    go(letter, "guide", hand, words=f"{notices.ROUTES[route]}。{words}")
    letter.route = route
    letter.save(update_fields=["route"])
    give_notice(letter, NoticeKind.GUIDED, notices.guided(letter, route, words), hand)
    return letter


@evidence.action
def propose_aside(letter: Letter, *, words: str, hand: Hand) -> Letter:
    """An advertisement, or insults without a matter: somebody else looks before it is set aside."""
    go(letter, "propose_aside", hand, to=[leader_of(letter)], words=words)
    return letter


@evidence.action
def confirm_aside(letter: Letter, *, words: str, hand: Hand) -> Letter:
    """Set it aside; it stays on record. Refused for whoever proposed it."""
    _other_eyes(letter, "propose_aside", hand)
    go(letter, "confirm_aside", hand, words=words)
    return letter


@evidence.action
def keep(letter: Letter, *, words: str, hand: Hand) -> Letter:
    """It is a letter all the same: back to whoever registers."""
    go(letter, "keep", hand, to=[registrar_of(letter.organization)], words=words)
    return letter


@evidence.action
def ask_writer(letter: Letter, *, text: str, hand: Hand) -> Message:
    """Ask those who wrote for what is missing; they read it with their code."""
    if not text.strip():
        raise Refused("请写明请来信人补充什么。", field="text")
    go(letter, "ask", hand)
    message = Message(letter=letter, by=hand.person, at=hand.now)
    message.seal("text", text.strip())
    message.save()
    return message


@evidence.action
def merge(letter: Letter, *, leading: Letter, hand: Hand) -> Letter:
    """Join it to another on the same matter: answered together, nobody sees who else wrote.

    leading: seen by the actor, open, and not itself joined to another. Refused otherwise.
    """
    if leading.pk == letter.pk or leading.leading_id is not None:
        raise Refused("请选同一事项里最先办理的那一封。", field="leading")
    if leading.state in table_of(leading).closing:
        raise Refused("那一封已经办结，不能再并入；可以参照它的答复办理。", field="leading")
    go(letter, "merge", hand)
    letter.leading = leading
    letter.save(update_fields=["leading"])
    return letter


@evidence.action
def convert(letter: Letter, *, words: str, hand: Hand) -> Letter:
    """What came as a letter or a question is a petition: its terms count from the day it came."""
    _registered(letter)
    flow.continue_as(
        letter,
        table_of(letter),
        "convert",
        PETITION,
        part=hand.part,
        to=[registrar_of(letter.organization)],
        now=hand.now,
        by=hand.by,
        since=letter.received_on,
        words=words,
        office=letter.organization,
        seen=hand.seen,
    )
    letter.kind = Kind.PETITION
    letter.save(update_fields=["kind"])
    return letter


@evidence.action
def refer(letter: Letter, *, hand: Hand) -> Letter:
    """It accuses somebody in a matter of discipline: those who wrote are told of the discipline
    organ's channel, and nothing of what they wrote is kept."""
    go(letter, "refer", hand)
    Referral.objects.create(
        received_on=letter.received_on,
        referred_on=hand.now.date(),
        way=letter.way,
        receipt=letter.number,
    )
    letter.text = letter.about = None
    letter.matter, letter.shingles, letter.category = "", [], Category.DISCIPLINE
    letter.save(update_fields=["text", "about", "matter", "shingles", "category"])
    return letter


@evidence.action
def stand_back(letter: Letter, whom: Organization | Person, *, reason: str, hand: Hand) -> Letter:
    """Whoever is concerned must not have the letter any more (《信访工作条例》28).

    Refused: his to-do is still open; it is handed on first.
    """
    flow.bar(letter.case, whom, reason=reason, now=hand.now, by=hand.by)
    return letter


def _registered(letter: Letter) -> None:
    if not letter.matter or not letter.category:
        raise Refused("请先登记：写一句是什么事，选一个分类。")


def _matter(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("请写一句是什么事。", field="matter")
    found = [one for one in leaks.find(text) if one.certain]
    if found:
        raise Refused("这一句会出现在列表里，请不要写号码和姓名。", field="matter")
    return text


def _moved(letter: Letter, to: Organization) -> None:
    letter.organization = to
    letter.save(update_fields=["organization"])


def _other_eyes(letter: Letter, move: str, hand: Hand) -> None:
    last = letter.case.steps.filter(move=move).order_by("-round").first()
    if last is not None and last.by_id == hand.person.pk:
        raise Refused("要由另一位同志复核，不能自己复核自己提的。", status=403)

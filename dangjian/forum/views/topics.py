"""Topics: the list, one topic, and what its office does with it (J6)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.forum.actions import threads as acts
from dangjian.forum.forms import One
from dangjian.forum.forms.threads import Opening
from dangjian.forum.models import Audience, Screening, Topic
from dangjian.forum.queries import moderation as moderated
from dangjian.forum.queries import panel
from dangjian.forum.queries import threads as queries
from dangjian.forum.rules import moderation
from dangjian.forum.views.doors import chips, form_page, paged, visitor_or_viewer, within
from dangjian.kernel import clock
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import perform, viewer


@login_not_required
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Topics that run, or those that are over; by time."""
    who, over = visitor_or_viewer(request), request.GET.get("over") == "1"
    page = paged(request, queries.topics(clock.today(), over=over))
    return render(
        request,
        "forum/topics.html",
        {
            "page": page,
            "over": over,
            "chips": chips(("正在讨论", "?", not over), ("已经结束", "?over=1", over)),
            "may_open": who is not None and who.may_anywhere(Purpose.MODERATE),
        },
    )


@login_not_required
@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, the office's answers on top, and what was said, in the order it was said."""
    who, today = visitor_or_viewer(request), clock.today()
    found = queries.topic(pk, today, who)
    thread = found.thread
    page = paged(request, queries.said_in(thread))
    takes = moderation.takes(thread, today)
    return render(
        request,
        "forum/topic.html",
        {
            "topic": found,
            "thread": thread,
            "answers": list(found.answers.all()),
            "page": page,
            "said": queries.as_said(page.object_list),
            "waiting": queries.waiting_in(thread),
            "takes": takes,
            "over": thread.closed_at is not None
            or (thread.until_on is not None and thread.until_on < today),
            "open_to_me": moderation.open_to(thread, who is not None),
            "moderates": queries.moderates(who, thread),
            "contribute_url": reverse("topic_contribute", args=[pk]),
        },
    )


@form_page
def topic_open(request: HttpRequest) -> HttpResponse:
    """An office opens a topic."""
    who = within(viewer(request), Purpose.MODERATE)
    office: Organization = panel.office_of(who)
    start = {
        "from_on": clock.today(),
        "audience": Audience.MEMBERS,
        "screening": Screening.FIRST,
    }
    return perform(
        request,
        Opening(request.POST or None, initial=start),
        lambda values: acts.open_topic(
            office,
            title=values["title"],
            question=values["question"],
            audience=Audience(values["audience"]),
            screening=Screening(values["screening"]),
            from_on=values["from_on"],
            until_on=values["until_on"],
            now=clock.now(),
            by=who.actor(Purpose.MODERATE, office.path),
        ),
        template="forum/topic_open.html",
        context={"office": office},
        done=lambda opened: ("话题已经开了。", reverse("topic", args=[opened.pk])),
    )


@form_page
def topic_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The office answers; the answer stands on top of the topic."""
    who = viewer(request)
    found = queries.topic_for(who, pk)
    return perform(
        request,
        One(request.POST or None, label="答复", help_text="人人看得到，写在话题最上面。"),
        lambda values: acts.answer(
            found,
            text=values["text"],
            now=clock.now(),
            by=who.actor(Purpose.MODERATE, found.thread.organization.path),
        ),
        template="forum/topic_word.html",
        context=_context(found, "答复", "答复不能改，要补充的再答一次，会并列在一起。"),
        done=lambda _: ("答复已经公开。", reverse("topic", args=[pk])),
    )


@form_page
def topic_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The office ends the topic and says what came of it."""
    who = viewer(request)
    found = queries.topic_for(who, pk)
    return perform(
        request,
        One(
            request.POST or None,
            label="小结",
            help_text="大家说了什么，采纳了什么，没采纳的为什么。",
        ),
        lambda values: acts.close(
            found,
            summary=values["text"],
            now=clock.now(),
            by=who.actor(Purpose.MODERATE, found.thread.organization.path),
        ),
        template="forum/topic_word.html",
        context=_context(found, "结束并小结", "结束以后不再收发言，说过的都还看得到。"),
        done=lambda _: ("话题已经结束，小结已经公开。", reverse("topic", args=[pk])),
    )


def _context(found: Topic, title: str, said: str) -> dict[str, object]:
    return {"topic": found, "thread": found.thread, "title": title, "said": said}


@login_not_required
@require_safe
def removals(request: HttpRequest) -> HttpResponse:
    """What holds for every discussion, and how much was taken out of sight for which reason."""
    return render(
        request,
        "forum/removals.html",
        {"quarters": moderated.removals_by_quarter(), "grounds": moderation.GROUNDS.items()},
    )

"""What the command line does only when two officers agreed to it in the web (X15).

It holds against an operator in a hurry, or one who acts alone through these commands. It does not
hold against whoever changes the program or the key file by hand: he is root, and docs/operate.md
says what he can still do. As long as not all three offices are held there is nobody to ask.
"""

from __future__ import annotations

from dangjian.config.cluster.trouble import ClusterError


def take(operation: str, detail: str = "") -> None:
    """Use up the agreed request for exactly this. ClusterError where there is none.

    operation, detail: as in registry.rules.operations.
    """
    from dangjian.kernel import clock
    from dangjian.kernel.evidence import SYSTEM, canonical
    from dangjian.registry.actions import consents
    from dangjian.registry.models import Act, Consent, ConsentState, digest_of
    from dangjian.registry.queries.consents import officers_are_there
    from dangjian.registry.rules.operations import Operation, detail_of, told

    now = clock.now()
    if not officers_are_there(now.date()):
        return
    detail = detail_of(operation, detail)
    digest = digest_of(canonical({"operation": operation, "detail": detail}))
    agreed = Consent.objects.filter(
        act=Act.OPERATE, state=ConsentState.AGREED, digest=digest, use_until__gte=now
    ).first()
    if agreed is None:
        what = "，".join(f"{label}：{value}" for label, value in told(operation, detail))
        raise ClusterError(
            f"{Operation(operation).label}要先由系统管理员和安全管理员在网页上一个提出、一个同意"
            f"（两个人办的事 → 服务器上的操作）。{what}。同意以后 24 小时内再运行这条命令。"
        )
    consents.carry_out(agreed, lambda _: None, maker=agreed.maker, now=now, by=SYSTEM)

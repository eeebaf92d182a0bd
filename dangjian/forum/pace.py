"""A gentle pace for posts anybody may send: ten at once, then one every two minutes.

Only what was kept counts. The table holds keyed hashes for a day, no address and no account.
"""

from __future__ import annotations

from django.db import connection

from dangjian.kernel import crypto
from dangjian.kernel.refusal import Refused

AT_ONCE = 10
REFILL = 120  # seconds until one more is free

_COUNT = """
INSERT INTO forum_pace AS p (key, posts, last_at) VALUES (%s, 1, now())
ON CONFLICT (key) DO UPDATE SET last_at = now(), posts = 1 + greatest(0,
    p.posts - floor(extract(epoch FROM now() - p.last_at) / %s)::int)
RETURNING posts
"""


def keep(what: str, origin: str) -> None:
    """Count one post from an origin (an address or an account). Refused (429) when it is too many.

    Within the transaction of the post: what is refused is not counted.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM forum_pace WHERE last_at < now() - interval '1 day'")
        cursor.execute(_COUNT, [crypto.blind("forum_pace", "key", f"{what}|{origin}"), REFILL])
        (posts,) = cursor.fetchone()
    if posts > AT_ONCE:
        raise Refused("刚才从您这里来的有点多，请过几分钟再提交，填的内容还在。", status=429)

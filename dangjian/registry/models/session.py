"""Sessions: in which browsers somebody is signed in."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from dangjian.kernel import crypto, secrecy
from dangjian.registry.models.account import Account


class Session(AbstractBaseSession):
    """A session, and what its owner recognises it by: the kind of device and two days.

    account: None while nobody is signed in. No address is kept, no place, no moment; the columns
    say again what stands inside `session_data`, so that the sessions of an account can be found.
    """

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="谁登录的"
    )
    device = models.CharField("设备", max_length=40, default="", blank=True)
    began_on = models.DateField("哪天登录", null=True)
    seen_on = models.DateField("哪天最后用过", null=True)

    secrecy = secrecy.declare(
        sensitive="account device began_on seen_on expire_date", key="session_key session_data"
    )

    class Meta:
        db_table = "registry_session"

    @property
    def handle(self) -> str:
        """What a page calls the session by: the key itself never leaves for a page."""
        return crypto.blind("registry_session", "handle", self.session_key).hex()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Django asks for it to decode a session."""
        from dangjian.registry.sessions import SessionStore

        return SessionStore

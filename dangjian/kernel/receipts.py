"""Receipt codes: 24 digits that can be read over the telephone, and are kept nowhere.

22 digits are drawn (73 bit), two are check digits (ISO/IEC 7064 MOD 97-10): a slip in one digit, or
two digits changed over, is found before anything is asked of the database. What is stored is an
HMAC of the code under the installation's own key, which is not in the database: a stolen database
does not even let codes be tried, and whoever stole the key too has 10^22 of them to try. (A slow
hash is for what people choose themselves; it would only make every letter slow.)
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from dangjian.kernel.crypto import keyring
from dangjian.kernel.refusal import Refused

DRAWN, DIGITS = 22, 24


def draw() -> str:
    """A new code: 24 digits without spaces."""
    digits = str(secrets.randbelow(10**DRAWN)).zfill(DRAWN)
    return f"{digits}{98 - int(digits) * 100 % 97:02d}"


def said(code: str) -> str:
    """The code in six groups of four, as it is printed and read out."""
    return " ".join(code[i : i + 4] for i in range(0, DIGITS, 4))


def read(text: str) -> str:
    """The code somebody typed or read out: full-width digits, spaces and dashes do not matter.

    Refused where it is not 24 digits, or its check digits do not fit.
    """
    plain = unicodedata.normalize("NFKC", text[:200])
    digits = "".join(c for c in plain if c in "0123456789")
    strange = [c for c in plain if not (c in "0123456789" or c.isspace() or c in "-‐–—_.·、，,:：")]
    if strange or len(digits) != DIGITS:
        raise Refused(
            f"受理码是24位数字，六组，每组四位；您填的是{len(digits)}位，请再对一遍。", field="code"
        )
    if int(digits) % 97 != 1:
        raise Refused("这个受理码有一位不对，请从第一组起再对一遍。", field="code")
    return digits


def index_of(code: str) -> bytes:
    """The 16 bytes under which the code is found."""
    key = hmac.digest(keyring().index, b"receipt", hashlib.sha256)
    return hmac.digest(key, code.encode(), hashlib.sha256)[:16]

#!/usr/bin/env python3
"""核对一份公示证明：这份文字是不是从某天到某天原样公示过，结果是什么。

用法：  python3 check_proof.py 证明.json [文字.txt] --key 公钥

不联网，只用 Python 3.8 以上自带的功能。不给文字，就核对证明里带着的。公钥是网站公布的一行字，
形如 dangjian-log/…+…+…，也可以给存着它的文件；请到公告栏等网站以外的地方核对它。
退出码：0 证明成立，1 不成立，2 文件读不懂。
"""

import argparse
import base64
import datetime
import hashlib
import json
import os
import sys
import unicodedata

DISTRICT = datetime.timezone(datetime.timedelta(hours=8))
SHOWING = ("shown", "changed", "redacted")
STATES = {
    "shown": "开始公示",
    "changed": "改为另一份文字",
    "withdrawn": "撤下",
    "expired": "公示期满",
    "redacted": "隐去个人信息后继续登载",
}


class Wrong(Exception):
    """证明不成立；是哪里不对。"""


class Unreadable(Exception):
    """给的文件不是该有的样子。"""


# --- Ed25519（RFC 8032 5.1），只验签 -----------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def point_of(coded):
    """The point of 32 bytes, None where there is none."""
    y = int.from_bytes(coded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key, message, signature):
    public, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or r is None or s >= L or len(signature) != 64:
        return False
    challenge = hashlib.sha512(signature[:32] + key + message).digest()
    a = times(s, BASE)
    b = add(r, times(int.from_bytes(challenge, "little") % L, public))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 == (a[1] * b[2] - b[1] * a[2]) % P


# --- Merkle 树（RFC 9162 2.1.3.2、2.1.4.2） ----------------------------------------------------


def sha256(content):
    return hashlib.sha256(content).digest()


def sm3(content):
    """GB/T 32905-2016；Python 自带的没有，就自己算。"""
    try:
        return hashlib.new("sm3", content).digest()
    except ValueError:
        return own_sm3(content)


def own_sm3(content):
    def turn(word, by):
        return (word << by % 32 | word >> (32 - by) % 32) & 0xFFFFFFFF

    state = bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e")
    state = [int.from_bytes(state[n : n + 4], "big") for n in range(0, 32, 4)]
    text = content + b"\x80" + bytes((55 - len(content)) % 64)
    text += (8 * len(content)).to_bytes(8, "big")
    for at in range(0, len(text), 64):
        w = [int.from_bytes(text[n : n + 4], "big") for n in range(at, at + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            constant = turn(0x79CC4519 if j < 16 else 0x7A879D8A, j)
            one = turn((turn(a, 12) + e + constant) & 0xFFFFFFFF, 7)
            ab = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            ef = e ^ f ^ g if j < 16 else e & f | ~e & g
            other = (ab + d + (one ^ turn(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            last = (ef + h + one + w[j]) & 0xFFFFFFFF
            a, b, c, d = other, a, turn(b, 9), c
            e, f, g, h = last ^ turn(last, 9) ^ turn(last, 17), e, turn(f, 19), g
        mixed = (a, b, c, d, e, f, g, h)
        state = [state[n] ^ mixed[n] for n in range(8)]
    return b"".join(word.to_bytes(4, "big") for word in state)


def node(left, right, hashed=sha256):
    return hashed(b"\1" + left + right)


def climb(index, last, path):
    """Each step of a path upwards, and whether it stands on the left."""
    for step in path:
        left = index & 1 or index == last
        if last == 0:
            raise Wrong("证明的长短不对。")
        yield step, left
        while left and not index & 1 and index:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    if last:
        raise Wrong("证明的长短不对。")


def includes(leaf, position, size, path, root, hashed=sha256):
    for step, left in climb(position, size - 1, path):
        leaf = node(step, leaf, hashed) if left else node(leaf, step, hashed)
    return 0 <= position < size and leaf == root


def continues(old, new, old_root, new_root, path):
    if not 0 < old < new:
        return old == new and not path and old_root == new_root
    before, *steps = (path or [b""]) if old & (old - 1) else [old_root] + path
    after, index, last = before, old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    for step, left in climb(index, last, steps):
        before = node(step, before) if left else before
        after = node(step, after) if left else node(after, step)
    return before == old_root and after == new_root


# --- 检查点（C2SP signed-note、tlog-checkpoint） -----------------------------------------------


def read_key(text):
    name, short, coded = (text.strip().split("+", 2) + ["", ""])[:3]
    try:
        blob = base64.b64decode(coded, validate=True)
    except ValueError:
        blob = b""
    if len(blob) != 33 or blob[0] != 1 or sha256(name.encode() + b"\n" + blob)[:4].hex() != short:
        raise Unreadable("公钥不完整或者抄错了，请核对。")
    return name, bytes.fromhex(short), blob[1:]


def open_note(note, key):
    """Size, root, time and, where it has one, root of SM3 of a signed checkpoint."""
    name, short, public = key
    text, _, tail = note.rpartition("\n\n")
    text += "\n"
    for line in tail.split("\n"):
        words = line.split(" ")
        if len(words) == 3 and words[:2] == ["\u2014", name]:
            blob = base64.b64decode(words[2], validate=True)
            if blob[:4] == short and signed_by(public, text.encode(), blob[4:]):
                break
    else:
        raise Wrong("检查点不是这把公钥签的，或者被改过。")
    lines = text.split("\n")
    if lines[0] != name or not lines[3].startswith("time "):
        raise Wrong("检查点不是这个网站的，或者没有写时间。")
    time = datetime.datetime.fromisoformat(lines[3][5:].replace("Z", "+00:00"))
    root = base64.b64decode(lines[2], validate=True)
    other = [base64.b64decode(line[4:], validate=True) for line in lines[4:] if line[:4] == "sm3 "]
    return int(lines[1]), root, time.astimezone(DISTRICT), (other or [None])[0]


# --- 公开记录和文字 ----------------------------------------------------------------------------


def plain(text):
    """What is compared of a text: line ends, blanks at line ends and outer empty lines are not."""
    text = unicodedata.normalize("NFC", text.replace("\ufeff", ""))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t\u00a0\u3000") for line in lines).strip("\n")


def digest(text):
    return sha256(plain(text).encode()).hex()


def statements_of(bundle, key):
    """The statements, each with the time by which it was signed; and the newest checkpoint."""
    newest = open_note(bundle["checkpoint"], key)
    told, before = [], -1
    for number, one in enumerate(bundle["statements"], 1):
        size, root, time, _ = open_note(one["checkpoint"], key)
        content = bytes.fromhex(one["salt"]) + one["body"].encode()
        leaf = sha256(b"\0" + sha256(content))
        path = [bytes.fromhex(step) for step in one["inclusion"]]
        if not includes(leaf, one["position"], size, path, root):
            raise Wrong(f"第 {number} 条记录不在网站签过名的记录里，被改过。")
        path = [bytes.fromhex(step) for step in one["consistency"]]
        if not continues(size, newest[0], root, newest[1], path):
            raise Wrong(f"第 {number} 条记录以后，网站的记录被改写过。")
        if newest[3] is not None:
            path = [bytes.fromhex(step) for step in one["sm3"]]
            leaf = sm3(b"\0" + sm3(content))
            if not includes(leaf, one["position"], newest[0], path, newest[3], sm3):
                raise Wrong(f"第 {number} 条记录和网站签过名的国密（SM3）记录对不上。")
        content = json.loads(one["body"])
        if content.get("public") is not True or content["number"] != number:
            raise Wrong(f"第 {number} 条记录缺失：证明里的记录不全。")
        statement = content["statement"]
        if one["position"] <= before or (told and statement["what"] != told[0]["what"]):
            raise Wrong(f"第 {number} 条记录不是这件事的，或者次序不对。")
        at = datetime.datetime.fromisoformat(content["at"])
        if at > time + datetime.timedelta(minutes=1):
            raise Wrong(f"第 {number} 条记录写的时间比签名还晚。")
        before = one["position"]
        told.append(dict(statement, signed=time))
    if not told:
        raise Unreadable("证明里没有记录。")
    return told, newest


def moment(day):
    """A day as it stands; a moment in the district's time."""
    if "T" in day:
        day = f"{datetime.datetime.fromisoformat(day).astimezone(DISTRICT):%Y-%m-%d %H:%M}"
    return day


def since(statement):
    """From when a statement is proved: as it says, but not from long before it was signed."""
    stated, signed = moment(statement["from"]), statement["signed"]
    late = signed - datetime.timedelta(hours=1) if ":" in stated else signed
    if f"{late:%Y-%m-%d %H:%M}"[: len(stated)] <= stated:
        return stated
    return f"{signed:%Y-%m-%d %H:%M}（自称从 {stated} 起，当时没有记入，不能作准）"


def periods(statements, digest):
    """When the text of this digest was shown: the statements each time began and ended with."""
    found, begun = [], None
    for one in statements:
        shows = one["state"] in SHOWING and one["text_digest"] == digest
        if begun is not None and not shows:
            found.append((begun, one))
            begun = None
        if begun is None and shows:
            begun = one
    return found + ([(begun, None)] if begun is not None else [])


def report(bundle, key, text):
    """The sentences about a bundle and a text; Wrong where it proves nothing."""
    statements, (size, root, time, other) = statements_of(bundle, key)
    by = "（SHA-256 和国密 SM3 两种算法）" if other else ""
    yield f"证明里的签名和位置都对{by}。事项：{statements[0]['what']}"
    for number, one in enumerate(statements, 1):
        state = STATES[one["state"]]
        planned = f"，预定到 {moment(one['to'])}" if one["to"] else ""
        result = f"，结果：{one['result']}" if one["result"] else ""
        yield f"  {number}. {moment(one['from'])} {state}{planned}{result}"
    found = periods(statements, digest(text))
    if not found:
        raise Wrong("这份文字和证明里公示过的都不一样，哪怕只差一个字。")
    for begun, ended in found:
        until = f"到 {time:%Y-%m-%d %H:%M}（证明取出的时候）还在公示"
        if ended is not None:
            until = f"到 {moment(ended['from'])} 为止（{STATES[ended['state']]}）"
        yield f"结论：这份文字从 {since(begun)} 起一直公示，没有改过，{until}。"
    results = [one["result"] for one in statements if one["result"]]
    yield f"结果：{results[-1] if results else '证明里没有写'}"
    yield f"只证明到 {time:%Y-%m-%d %H:%M}，以后有没有变化，请取新的证明。"
    yield "可以和公告栏上的、别人保存的检查点核对："
    yield f"  共 {size} 条，根 {base64.b64encode(root).decode()}"
    if other:
        yield f"  国密（SM3）的根 {base64.b64encode(other).decode()}"


def read_text(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8-sig")


def main(words):
    parser = argparse.ArgumentParser(description="核对一份公示证明。")
    parser.add_argument("bundle", help="证明文件（JSON）")
    parser.add_argument("text", nargs="?", help="文字文件（UTF-8）；不给就核对证明里带着的文字")
    parser.add_argument("--key", required=True, help="网站的公钥，或者存着公钥的文件")
    given = parser.parse_args(words)
    try:
        key = read_key(read_text(given.key) if os.path.isfile(given.key) else given.key)
        bundle = json.loads(read_text(given.bundle))
        text = read_text(given.text) if given.text else bundle["text"]
        for sentence in report(bundle, key, text):
            print(sentence)
        return 0
    except Wrong as wrong:
        print(f"不成立：{wrong}")
        return 1
    except Unreadable as bad:
        print(f"读不懂：{bad}")
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        print("读不懂：文件不存在、不是 UTF-8，或者证明里缺了内容（没有带文字时请给出文字文件）。")
    return 2


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))

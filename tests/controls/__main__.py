"""`python -m tests.controls`: the counts of docs/controls/README.md, written anew."""

from tests.controls import README, with_summary

if __name__ == "__main__":
    README.write_text(with_summary(README.read_text("utf-8")), "utf-8")
    print("docs/controls/README.md 里的数字已按对照表重新写好。")

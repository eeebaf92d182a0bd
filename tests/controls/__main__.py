"""`python -m tests.controls`: the counts of docs/controls/README.md and the table of removed.md."""

from tests.controls import README, removing, with_summary

if __name__ == "__main__":
    README.write_text(with_summary(README.read_text("utf-8")), "utf-8")
    removing.TABLE.write_text(removing.with_table(removing.TABLE.read_text("utf-8")), "utf-8")
    print("docs/controls 里 README.md 的数字、removed.md 的表已重新写好。")

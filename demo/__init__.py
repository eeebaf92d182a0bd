"""The district 禾丰区: one believable, wholly invented district, built through the actions.

It serves those who want to try the platform, and every test and benchmark that needs a full one. No
name, number or address in it belongs to anybody (`names`, `numbers` say why).
"""

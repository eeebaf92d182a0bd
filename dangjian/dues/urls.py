"""Addresses of the dues."""

from django.urls import path

from dangjian.dues.views import accounts, ledgers, members, sheets

urlpatterns = [
    path("dues/", sheets.dues, name="dues"),
    path("dues/mine/", members.dues_mine, name="dues_mine"),
    path("dues/<int:pk>/", sheets.dues_sheet, name="dues_sheet"),
    path("dues/<int:pk>/print/", sheets.dues_sheet_print, name="dues_sheet_print"),
    path("dues/<int:pk>/export/", sheets.dues_export, name="dues_export"),
    path("dues/<int:pk>/ledger/", ledgers.dues_ledger, name="dues_ledger"),
    path("dues/<int:pk>/book/", ledgers.dues_book, name="dues_book"),
    path("dues/<int:pk>/farmers/", ledgers.dues_farmers, name="dues_farmers"),
    path("dues/<int:pk>/accounts/", accounts.dues_accounts, name="dues_accounts"),
    path("dues/<int:pk>/accounts/new/", accounts.dues_account_prepare, name="dues_account_prepare"),
    path("dues/accounts/<int:pk>/", accounts.dues_account, name="dues_account"),
    path(
        "dues/accounts/<int:pk>/<slug:way>/", accounts.dues_account_step, name="dues_account_step"
    ),
    path("dues/entries/<int:pk>/", ledgers.dues_entry, name="dues_entry"),
    path("dues/entries/<int:pk>/reverse/", ledgers.dues_reverse, name="dues_reverse"),
    path("dues/members/<int:pk>/", members.dues_member, name="dues_member"),
    path("dues/members/<int:pk>/declare/", members.dues_declare, name="dues_declare"),
    path("dues/members/<int:pk>/base/", members.dues_open, name="dues_open"),
    path("dues/members/<int:pk>/receive/", members.dues_receive, name="dues_receive"),
    path("dues/members/<int:pk>/relieve/", members.dues_relieve, name="dues_relieve"),
    path("dues/reliefs/<int:pk>/", accounts.dues_relief, name="dues_relief"),
    path("dues/reliefs/<int:pk>/<slug:way>/", accounts.dues_relief_step, name="dues_relief_step"),
]

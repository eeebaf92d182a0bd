"""Addresses of letters: those of whoever writes, and those of whoever deals with them."""

from dangjian.voices.addresses_of_writers import urlpatterns as of_writers

urlpatterns = [*of_writers]

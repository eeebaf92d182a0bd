"""Addresses of the tree, of organizations and their posts."""

from django.urls import path

from dangjian.registry.views import organization_changes as changes
from dangjian.registry.views import organizations, posts, secretaries, trees

urlpatterns = [
    path("organizations/", trees.tree, name="tree"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
    path("organizations/<int:pk>/open/", changes.organization_open, name="organization_open"),
    path("organizations/<int:pk>/rename/", changes.organization_rename, name="organization_rename"),
    path("organizations/<int:pk>/move/", changes.organization_move, name="organization_move"),
    path("organizations/<int:pk>/close/", changes.organization_close, name="organization_close"),
    path("organizations/<int:pk>/units/", changes.organization_units, name="organization_units"),
    path(
        "organizations/<int:pk>/particulars/",
        changes.organization_particulars,
        name="organization_particulars",
    ),
    path("organizations/<int:pk>/election/", posts.election_record, name="election_record"),
    path("organizations/<int:pk>/appoint/", posts.post_appoint, name="post_appoint"),
    path("secretaries/", secretaries.secretaries, name="secretaries"),
    path("posts/<int:pk>/relieve/", posts.post_relieve, name="post_relieve"),
]

"""Addresses of the portal: what everybody reads, and the editors' desk."""

from django.urls import path

from dangjian.portal.views import columns, feeding, reading, reviewing, writing

urlpatterns = [
    path("site/<slug:slug>/", reading.way, name="way"),
    path("columns/<int:pk>/", reading.column, name="column"),
    path("articles/<int:pk>/", reading.article, name="article"),
    path("sites/<int:pk>/", reading.sub_site, name="sub_site"),
    path("site-map/", reading.site_map, name="site_map"),
    path("pictures/<int:pk>/", reading.picture, name="picture"),
    # offered to others
    path("feeds/articles.<slug:form>", feeding.site_feed, name="site_feed"),
    path("feeds/columns/<int:pk>.<slug:form>", feeding.column_feed, name="column_feed"),
    path("feeds/sites/<int:pk>.<slug:form>", feeding.sub_site_feed, name="sub_site_feed"),
    # the editors' desk
    path("publishing/", columns.publishing, name="publishing"),
    path("publishing/columns/open/", columns.column_open, name="column_open"),
    path("publishing/themes/open/", columns.theme_open, name="theme_open"),
    path("publishing/columns/<int:pk>/", columns.column_desk, name="column_desk"),
    path("publishing/columns/<int:pk>/set/", columns.column_set, name="column_set"),
    path("publishing/columns/<int:pk>/close/", columns.column_close, name="column_close"),
    path("publishing/columns/<int:pk>/write/", columns.article_begin, name="article_begin"),
    path("publishing/articles/<int:pk>/", writing.article_edit, name="article_edit"),
    path(
        "publishing/articles/<int:pk>/drafts/<int:revision>/",
        writing.article_look,
        name="article_look",
    ),
    path("publishing/articles/<int:pk>/drafts/", writing.article_drafts, name="article_drafts"),
    path("publishing/articles/<int:pk>/picture/", writing.article_picture, name="article_picture"),
    path("publishing/articles/<int:pk>/send/", writing.article_send, name="article_send"),
    path(
        "publishing/articles/<int:pk>/withdraw/",
        reviewing.article_withdraw,
        name="article_withdraw",
    ),
    path("publishing/articles/<int:pk>/move/", reviewing.article_move, name="article_move"),
    path("publishing/reviews/<int:pk>/", reviewing.submission, name="submission"),
    path("publishing/reviews/<int:pk>/sign/", reviewing.submission_sign, name="submission_sign"),
    path("publishing/reviews/<int:pk>/back/", reviewing.submission_back, name="submission_back"),
    path("publishing/reviews/<int:pk>/take/", reviewing.submission_take, name="submission_take"),
]

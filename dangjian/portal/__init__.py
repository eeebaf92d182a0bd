"""The public site: columns, articles, reviews, what everybody may read."""

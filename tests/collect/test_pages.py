"""Of a saved page the article is kept and no more: no menu, cookie notice, share button, other story or comment gets into the text, so none becomes a claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.collect import collect
from sijill.model import Document

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Document:
    found = list(collect([PAGES / name]))
    assert len(found) == 1 and isinstance(found[0], Document)
    return found[0]


@pytest.mark.parametrize(("name", "first", "last", "others"), [
    ("news_site.html", "Nine people were killed", "closed until the evening.", ["cookies", "Copied", "Facebook", "Ferry", "Hodeidah", "Aden", "50 people",
                                                                                  "wedding", "newsletter", "rights reserved", "400"]),
    ("blog.html", "An air strike destroyed", "since midnight.", ["Archive", "Share", "west of Sirte", "Prev Post", "40 were killed", "Benghazi", "Reply"]),
    ("old_layout.html", "Two mortar rounds", "leads to it.", ["Weather", "Bandits", "drowns", "Copyright"]),
])
def test_the_article_is_kept_whole_and_nothing_beside_it(name: str, first: str, last: str, others: list[str]) -> None:
    text = page(name).text
    assert first in text and text.rstrip().endswith(last)
    assert not [other for other in others if other in text]


def test_title_author_publisher_and_day_come_from_the_page() -> None:
    found = page("news_site.html")
    assert (found.title, found.publisher, found.author) == ("Shells hit market in Taiz, killing nine", "Demo Daily", "Lina Karam")
    assert (found.published, found.published_from) == ("2020-03-05", "page")


def test_a_page_in_an_old_encoding_keeps_its_letters() -> None:
    assert "A café beside the camp" in page("old_layout.html").text

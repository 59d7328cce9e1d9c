"""What somebody who has never seen the site comes for, done by what the pages show alone."""


def search(page, words):
    """Type words into the box and send them."""
    page.locator("#q").fill(words)
    page.locator("[role=search] button").click()
    page.wait_for_url("**/search?**")


def test_find_advance_passenger_information(visit):
    page = visit("/").page
    search(page, "advance passenger information")
    first = page.locator(".lines .title a").first
    assert "Advance Passenger Information" in first.inner_text()
    first.click()
    assert page.locator("h1").inner_text() == "Guidelines on Advance Passenger Information (API)"


def test_find_the_provision_of_the_palermo_smuggling_protocol_on_travel_documents(visit):
    page = visit("/").page
    search(page, "Palermo smuggling protocol travel documents")
    page.locator(".lines .title a", has_text="Migrant Smuggling Protocol, Art. 12").click()
    assert page.locator("h1").inner_text() == "Art.\u00a012"
    assert "travel and identity documents" in page.locator("p.lede").inner_text()
    assert page.locator("article, main").get_by_text("Shall").is_visible()


def test_find_everything_on_cash_couriers_in_which_kenya_takes_part(visit):
    page = visit("/").page
    search(page, "cash couriers")
    facet = page.locator(".facets details", has=page.locator("summary", has_text="State that takes part"))
    facet.locator("summary").click()
    facet.get_by_role("link", name="Kenya", exact=True).click()
    page.wait_for_url("**party=KEN**")
    titles = " ".join(page.locator(".lines .title").all_inner_texts())
    assert "UNCAC" in titles and "Terrorist Financing Convention" in titles
    assert page.get_by_role("link", name="Remove the filter Kenya").is_visible()


def test_find_in_arabic_the_conventions_on_maritime_security(visit):
    page = visit("/").page
    page.locator(".languages a[lang=ar]").click()
    page.locator("#themes ~ ol a", has_text="الأمن البحري").click()
    page.locator("#instruments ~ p a").first.click()
    page.wait_for_url("**theme=theme-6**")
    page.locator(".facets details[open] a", has_text="اتفاقية").first.click()
    page.wait_for_url("**kind=convention**")
    page.locator(".facets a[href*='record=instrument']").click()
    page.wait_for_url("**record=instrument**")
    assert page.locator("a[href$='/instruments/imo-sua-convention-1988']").count() == 1
    kinds = page.locator(".lines .meta").all_inner_texts()
    assert kinds and all("اتفاقية" in one for one in kinds)


def test_cite_an_instrument_as_bibtex(visit):
    page = visit("/instruments/un-som-protocol-2000").page
    page.get_by_role("link", name="Cite", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("@") and "Smuggling of Migrants" in text
    assert download.value.suggested_filename.endswith(".bib")

"""The sources that a report names: notices that their licences ask for."""

from __future__ import annotations

from tests.services import samples

RESULTS = dict(samples.all_results())


def test_every_licence_notice_is_printed_exactly_once() -> None:
    """In a report where every sign is marked, so that all its reasons are cited."""
    for language in samples.LANGUAGES:
        made = samples.report(RESULTS["quick: low"], language)
        printed = " ".join(f"{source.text} {source.notice or ''}" for source in made.sources)
        cited_here = [
            one
            for one in samples.bank().sources.values()
            if any(one.title.on(language) in source.text for source in made.sources)
        ]
        notices = {one.notice for one in cited_here if one.notice}
        figures = [
            one
            for one in samples.guide().sources.values()
            if any(one.title.on(language) in source.text for source in made.sources)
        ]
        notices |= {one.notice.on(language) for one in figures if one.notice}

        assert any("O*NET" in notice for notice in notices)
        assert {notice: printed.count(notice) for notice in notices} == dict.fromkeys(notices, 1)

"""The briefing pack: the same content as slides, as a report for paper, as a document and as one page of HTML."""

"""Documents for paper, set by Typst into tagged PDF (PDF/UA-1, ISO 14289-1) from blocks of plain text and pictures."""

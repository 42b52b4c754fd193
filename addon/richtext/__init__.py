"""One document tree, four notations: ADF, HTML, Markdown, wiki markup."""

# A file of values calls nothing.
a = upper("b")

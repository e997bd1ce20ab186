"""One file a revision, in order; a revision that has been released is never edited."""

"""The weekly digest: a week of a team that is read in half a minute and acted on."""

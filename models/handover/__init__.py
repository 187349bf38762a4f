"""What somebody who leaves leaves behind, and who takes it over."""

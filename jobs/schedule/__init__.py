"""What starts a night: an Airflow DAG, a crontab and systemd units, for others to read."""

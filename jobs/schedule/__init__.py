"""Hold templates for schedulers: an Airflow DAG, a crontab and systemd units."""

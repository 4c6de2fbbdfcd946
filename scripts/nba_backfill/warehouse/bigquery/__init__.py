"""Google BigQuery as the warehouse. Modules of `google.cloud` are imported when first needed."""

from nba_backfill.warehouse.bigquery.engine import BigQueryWarehouse

__all__ = ["BigQueryWarehouse"]

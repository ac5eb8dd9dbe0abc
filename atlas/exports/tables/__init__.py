"""The selected incidents as files: CSV, Excel, GeoJSON, GeoPackage and GeoParquet, each with its stamp."""

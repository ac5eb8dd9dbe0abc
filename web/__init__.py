"""What stands between the browser and Streamlit: ASGI layers of the server."""

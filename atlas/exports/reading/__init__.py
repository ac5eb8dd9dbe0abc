"""The stamp of a file that somebody gives back: found in its metadata, whatever else the file may hold."""

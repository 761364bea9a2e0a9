//! Words and meaning of everything, on disk beside the database.

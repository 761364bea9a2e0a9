//! Understands short texts on the machine it runs on: no network, no clock, the same result everywhere.

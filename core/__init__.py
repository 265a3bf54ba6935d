"""The core of Guizhang: what every regulation needs, and no industry noun."""

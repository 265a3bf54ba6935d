"""What goes on paper, one file for each part of the regulation."""

from plugins.tech_support.prints import delivery, training, warranty, works

DECLARED = (*delivery.PRINTS, *works.PRINTS, *warranty.PRINTS, *training.PRINTS)

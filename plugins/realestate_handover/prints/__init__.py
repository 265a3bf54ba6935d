"""What goes on paper, one file per part of the desk."""

from plugins.realestate_handover.prints import files

DECLARED = (*files.PRINTS,)

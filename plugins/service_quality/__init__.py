"""The general norm of after-sales service: request forms from the call to the signed, closed sheet."""

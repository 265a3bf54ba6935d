"""Safety of external hands, contractors and after-sales staff: papers, the gate that asks them anew, and what follows inside."""

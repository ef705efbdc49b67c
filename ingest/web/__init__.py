"""The way to the web: guarded, patient, and at the pace each site asks for."""

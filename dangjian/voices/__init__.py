<<<<<<< HEAD
"""Voices: letters to leaders, consultations, petitions, and how they were answered."""
=======
"""Voices: letters, petitions and questions of the public, and what the office answers."""
>>>>>>> reading

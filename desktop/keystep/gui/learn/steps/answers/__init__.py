"""How each kind of question is answered on the screen."""

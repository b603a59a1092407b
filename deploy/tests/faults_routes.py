class Routes:
    def __init__(self, stage): pass
    def play(self): pass

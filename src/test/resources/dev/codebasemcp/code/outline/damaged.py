class After(Base):
    def four(self):
        print "two"

def five(a,
    b):
    return (1, 2

def six():
    return 1

from tests.handlers.committee import *
def test_x(committee, capsys):
    with capsys.disabled():
        for line in open('/tmp/says.txt'):
            who,there,text=line.rstrip('\n').split('|',2)
            print(f'{text!r} -> {committee.say(who,text,globals()[there])}')

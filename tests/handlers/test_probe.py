from tests.handlers.committee import *
def test_x(committee, capsys):
    with capsys.disabled():
        for line in __import__("pathlib").Path("/tmp/says.txt").read_text().splitlines():
            who,there,text=line.rstrip('\n').split('|',2)
            print(f'{text!r} -> {committee.say(who,text,globals()[there])}')

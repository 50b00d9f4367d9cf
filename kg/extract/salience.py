"""Whom "ia" and "-nya" take up: who spoke or acted last while an article is read from front to back."""

from __future__ import annotations

from kg.extract.scene import Place, Scene, Who


def resolve(scene: Scene, who: Who) -> Who:
    """A pronoun becomes the person it takes up; everything else stays."""
    if who.how != "pronoun":
        return who
    if scene.current.how == "named":
        return Who("named", scene.current.persons[:1], who.last, who.certain * 0.95)
    if scene.current.how == "unknown":
        return Who("unknown", last=who.last)
    if scene.weak.how == "named":
        return Who("named", scene.weak.persons[:1], who.last, who.certain * 0.8)
    if len(scene.persons) == 1:
        return Who("named", (scene.persons[0].id,), who.last, who.certain * 0.7)
    return Who("unknown", last=who.last)


def spoke(scene: Scene, who: Who) -> None:
    """Take note of who just spoke; a group that speaks leaves the last single speaker standing."""
    if who.how in ("named", "unknown"):
        scene.current, scene.by_speech = Who(who.how, who.persons), True


def tell(scene: Scene, first: int, last: int) -> None:
    """Take note of whom a clause without speech is about."""
    inside = [p for p in scene.places if first < p.last and p.first < last]
    if not inside:
        return
    people = dict.fromkeys(p.person for p in inside)
    lead = inside[0]
    agent = next((p for p in inside if _is_agent(scene, p)), None)
    listed = scene.speech.is_("attend", scene.doc.tokens[first])
    listed = listed or _follows_post(scene, lead)
    if not listed and len(people) <= 3 and scene.governor(lead) == "none" and _leads(scene, first, lead.first):
        scene.current, scene.by_speech = Who("named", (lead.person,)), False
    elif agent is not None:
        scene.current, scene.by_speech = Who("named", (agent.person,)), False
    else:
        scene.weak = Who("named", (lead.person,))


def _follows_post(scene: Scene, place: Place) -> bool:
    """Whether the mention goes on a list of posts that nobody is named for ("Babinsa, Bhabinkamtibmas X …")."""
    i = place.first - 2
    if i < 0 or scene.doc.tokens[i + 1].text != "," or i in scene.inside:
        return False
    return scene.vocab.post_phrases.longest(scene.doc.tokens, i, i + 1) is not None


def _leads(scene: Scene, first: int, i: int) -> bool:
    """Whether the mention at ``i`` comes before any verb of its clause."""
    return not any(scene.speech.is_verbal(t) and not t.is_capitalised for t in scene.doc.tokens[first:i])


def _is_agent(scene: Scene, place: Place) -> bool:
    """Of "dipimpin langsung oleh X", "datang dari X": whether the mention is the one who acts."""
    tokens = scene.doc.tokens
    i = place.first - 1
    while i > 0 and (scene.is_title(tokens[i]) or tokens[i].lower in ("oleh", "langsung")):
        i -= 1
    if i < 0:
        return False
    word = tokens[i].lower
    if word == "dari" and i > 0 and scene.speech.is_("arise", tokens[i - 1]):
        return True
    passive = (word.startswith("di") and len(word) > 5) or (i > 0 and tokens[i - 1].lower == "di" and len(word) > 5)
    return passive and not scene.speech.is_("guest", tokens[i])

"""Whether the object of a speech verb holds words that were said, or only names what was spoken of."""

from __future__ import annotations

from kg.extract.scene import Scene

_NAME = 4  # words up to which an object ending in itu, ini or tersebut is a mere name
_JUDGED = 3  # words from which an object of praise says what for
_MATTER = 3  # words behind "keluhan" from which it is told what the matter is


def object_end(scene: Scene, i: int, end: int) -> int:
    """Where the object that begins at token ``i`` ends: at a mark, or where it is told when, where and to whom."""
    tokens, speech = scene.doc.tokens, scene.speech
    for j in range(i, end):
        if tokens[j].kind == "mark" and tokens[j].text not in "-/()":
            return j
        if j > i and (speech.is_("toward", tokens[j]) or speech.is_("when", tokens[j])):
            return j
    return end


def is_mere_name(scene: Scene, i: int, end: int) -> bool:
    """ "membenarkan kegiatan tersebut": the object points back and says nothing; "adanya laporan itu" says it is so."""
    tokens, speech = scene.doc.tokens, scene.speech
    stop = object_end(scene, i, end)
    if not 1 < stop - i <= _NAME or not speech.is_("refer", tokens[stop - 1]):
        return False
    if speech.is_("time", tokens[stop - 2]):
        return False  # "selesai bulan ini"
    if stop < end and tokens[stop].kind == "mark" and tokens[stop].text not in ".;":
        return False
    return not any(speech.is_verbal(t) or speech.is_("predicate", t) or t.lower == "adanya" for t in tokens[i:stop])


def is_judgement(scene: Scene, i: int, end: int) -> bool:
    """ "mengapresiasi warga yang menjaga kampung": praise that says what for."""
    words = sum(1 for t in scene.doc.tokens[i:end] if t.kind == "word")
    return words >= _JUDGED and not is_mere_name(scene, i, end)


def is_fact(scene: Scene, i: int, end: int) -> bool:
    """Whether a whole clause follows ("tidak ada korban", "stok beras masih cukup", "tiga remaja yang ditangkap
    dibawa ke Polsek"), not only a noun and what it is for ("kesiapan menghadapi banjir")."""
    tokens, speech = scene.doc.tokens, scene.speech
    relative = False
    for j in range(i, end):
        token = tokens[j]
        if speech.is_("marker", token) or speech.is_("toward", token):
            return False
        if token.lower == "yang":
            relative = True
        elif not relative and (speech.is_("predicate", token) or speech.is_("not", token)):
            return token.lower not in ("juga", "hanya")
        elif j > i and speech.is_verbal(token) and not token.is_capitalised:
            if not relative:
                return not _is_abstract(tokens[j - 1].lower) and "," not in {t.text for t in tokens[i:j]}
            relative = False
    return False


def _is_abstract(noun: str) -> bool:
    """ "kesiapan", "pengamanan": a noun that a verb after it may complete."""
    return noun.startswith(("ke", "pe")) and noun.endswith(("an", "annya"))


def is_asked_to_be(scene: Scene, i: int, end: int) -> bool:
    """ "meminta nomor teleponnya disimpan": the object is the subject of a passive."""
    tokens = scene.doc.tokens
    for j in range(i + 1, min(i + 8, end)):
        if tokens[j].lower in ("yang", "untuk") or tokens[j].kind == "mark":
            return False
        if tokens[j].lower.startswith("di") and scene.speech.is_verbal(tokens[j]) and not tokens[j].is_capitalised:
            return True
    return False


def tells_the_matter(scene: Scene, i: int, end: int) -> bool:
    """ "keluhan warga terhadap truk yang ngebut": the noun at ``i`` and whose or what about in enough words."""
    tokens = scene.doc.tokens
    if tokens[i].lower not in scene.speech.nouns["matter"]:
        return False
    if any(t.lower == "terhadap" for t in tokens[i + 1 : min(i + 6, end)]):
        return True
    words = [t for t in tokens[i + 1 : object_end(scene, i, end)] if t.kind == "word"]
    return len(words) >= _MATTER and not any(scene.speech.is_("refer", t) for t in words[:3])

"""English verbs that change more than their ending, as news uses them: "who won" is "to win"."""

_FORMS = """
become became | begin began begun | bring brought | break broke broken | build built | buy
bought | catch caught | choose chose chosen | come came | deal dealt | die died dead death |
draw drew drawn | drive drove driven | fall fell fallen | feel felt | fight fought | find found
| flee fled | fly flew flown flight | forbid forbade forbidden | forget forgot forgotten |
freeze froze frozen | get got gotten | give gave given | go went gone | grow grew grown | hang
hung | have had | hear heard | hide hid hidden | hold held | injure injured injury | keep kept |
know knew known | lay laid | lead led | leave left | lend lent | lose lost loss | make made |
mean meant | meet met | pay paid | ride rode ridden | rise rose risen | run ran | see saw seen |
seek sought | sell sold | send sent | shake shook shaken | shoot shot | show showed shown |
shrink shrank shrunk | sink sank sunk | speak spoke spoken | spend spent | spill spilt spilled |
stand stood | steal stole stolen | strike struck | swear swore sworn | sweep swept | swim swam
swum | take took taken | teach taught | tear tore torn | tell told | think thought | throw threw
thrown | understand understood | wake woke woken | wear wore worn | win won winner | write wrote
written
"""

FORMS: dict[str, tuple[str, ...]] = {
    form: tuple(verb.split()) for verb in _FORMS.split("|") for form in verb.split()
}
"""Every form of a verb, from any of them; the first is the one all are counted as."""

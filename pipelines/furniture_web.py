"""What sites of any country put between and below the paragraphs of a text, in English as templates have it.

Calls to share, follow, subscribe and comment, credits of pictures, rights: lines of a template, not of an
author. They are short and most are no sentence, which is what the rules rely on.
"""

from __future__ import annotations

from pipelines.lines import Rule, Where, rule

_SITE = (
    r"(?:facebook|twitter|instagram|whatsapp|telegram|linkedin|pinterest|reddit|youtube|google|tiktok|x"
    r"|email)"
)
_THIS = r"(?: this)?(?: (?:article|story|post|page|link))?"

WEB: tuple[Rule, ...] = (
    rule(
        "read-also",
        r"\W?(?:read|more|watch|listen|see|click|also|related|further reading|don.t miss|must read|next up"
        r"|photos?|videos?|gallery|in pictures|recommended)"
        r"(?:\s(?:also|more|now|next|this|here|stor(?:y|ies)|articles?|reading|coverage|videos?))?"
        r"\s?[:|>»]\s?(?P<related>\S[^.]{5,160}?)[.)]?",
        longest=200,
    ),
    rule(
        "read-on",
        r"(?:continue|keep) reading(?: the main story| below)?\W*|(?:read|see|show|load) (?:more|less|all)\W*"
        r"|\W*(?:article continues (?:below|after).{0,40}|story continues.{0,40}|skip ad(?:vertisement)?)\W*",
    ),
    rule(
        "sponsored",
        r"\W*(?:sponsored(?: content| ads?| links?)?|promoted(?: content)?|ads? by \w{2,20}|loading\W*)\W*",
    ),
    rule(
        "share-bar",
        rf"(?:click to )?(?:share|tweet|pin|e?mail|print|save|comment|post){_THIS}"
        rf"(?: (?:on|via|to|with) {_SITE})?(?: \(opens in new window\))?\W*",
    ),
    rule(
        "share-bar",
        r"share (?:this|it)\b[^.]{0,60}|share on .{2,40}|copy link|print this .{2,20}"
        r"|e-?mail (?:this|to a friend).{0,20}",
    ),
    rule(
        "comments",
        r"(?:(?:view|show|hide|post|add|leave|write|see|read)\s)?(?:all |a |your |\d+ )?"
        r"(?:comments?|reply|replies|responses?)(?: \(?\d+\)?)?\W*",
        longest=40,
    ),
    rule(
        "comments",
        r".{0,200}\b(?:komentar|comments?)\b.{0,120}\b(?:tanggapan pribadi|tidak mewakili"
        r"|moderat(?:ed|ion|or)|house rules|community guidelines|tanggung jawab)\b.{0,300}",
        Where.TAIL,
        600,
        needs=("komentar", "comment"),
    ),
    rule(
        "follow-us",
        r"(?:follow|like|find|join|friend|connect with)\s"
        rf"(?:us|me|him|her|them|@\w+|[A-Z][^.!?]{{2,50}})\s(?:on|at)\s{_SITE}\b[^.!?]{{0,160}}[.!]?",
    ),
    rule("follow-us", r"(?:follow|tweet)\s@\w{2,20}\b.{0,80}"),
    rule("newsletter", r"(?:sign|signed) up (?:for|to|here|now|today|with)\b.{0,240}", longest=260),
    rule(
        "newsletter",
        r"subscribe(?:\s(?:to|now|today|here|for|via)\b|\W).{0,200}"
        r"|.{0,80}\bnewsletters?\b[^.]{0,80}(?:inbox|here|below|sign[- ]up)\W*",
        longest=260,
        needs=("subscribe", "newsletter"),
    ),
    rule(
        "newsletter",
        r"(?:get|receive) (?:the|our|breaking|daily|more|email|alerts?|reporter)\b.{0,120}"
        r"(?:inbox|alerts?|newsletters?|every (?:day|morning|week))\W*",
        longest=200,
    ),
    rule(
        "newsletter",
        r"by (?:signing up|subscribing|registering|submitting|clicking)\b[^.]{0,60}"
        r"\byou (?:agree|accept|consent)\b.{0,200}"
        r"|for more (?:stories|news|updates|articles)\b.{0,60}"
        r"\b(?:follow|subscribe|visit|join|download)\b.{0,100}",
        longest=300,
    ),
    rule(
        "newsletter",
        r"(?:download|get) (?:the|our) .{0,40}\bapps?\b.{0,60}"
        r"|thank(?:s| you) for (?:signing up|subscribing)\b.{0,80}",
        longest=140,
    ),
    rule(
        "copyright",
        r"(?:[™®]\W{0,4})?(?:©|\(c\)|copyright\W{0,3}(?:©|\(c\)|\d{4}\b)).{0,200}"
        r"|.{0,160}\ball rights reserved\b.{0,160}",
        longest=340,
        needs=("©", "(c)", "copyright", "rights reserved"),
    ),
    rule(
        "copyright",
        r"this (?:material|article|story) may not be (?:published|reproduced)\b.{0,160}",
        longest=240,
    ),
    rule(
        "picture-credit",
        r"(?:(?:main |featured? |lead |cover )?(?:image|photo|photograph|picture|video|illustration)s?"
        r"(?: credits?| source| courtesy| by)?|credits?|courtesy)"
        r"\s?(?:[:|/©]|by\b|of\b|via\b|courtesy\b)\s?[^.!?]{2,80}\W*",
        longest=110,
    ),
    rule(
        "picture-credit",
        r"(?P<captions>[^.!?]{0,120}\b(?:getty images|shutterstock|istock(?:photo)?|ap photo|reuters/\w+"
        r"|afp/\w+)\b.{0,40})",
        longest=180,
        needs=("getty", "stock", "ap photo", "reuters/", "afp/"),
    ),
    rule(
        "player",
        r"(?:show|hide|view|open)"
        r" (?:caption|gallery|image|image in fullscreen|transcript|full (?:image|caption))s?\W*"
        r"|toggle caption|enlarge(?: this)? image\W*",
    ),
    rule(
        "player",
        r"(?:play|watch|listen)(?: the)?(?: video| audio| now| to this (?:article|story|episode)| live)?\W*"
        r"|\d+ min(?:ute)?s? (?:read|listen)|media playback is .{5,60}",
        longest=80,
    ),
    rule(
        "skip-link",
        r"(?:skip|jump|back) to (?:main |the )?(?:content|top|navigation|article)|main (?:content|navigation)"
        r"|close|menu|search",
    ),
    rule(
        "topics",
        r"(?:topics?|filed under|categories|category|posted in|see more on|explore)\s?[:：]\s?"
        r"(?P<tags>.{1,200})",
        Where.TAIL,
    ),
)

"""The French words of time, folded: no accents, no capitals, a space for each hyphen and apostrophe."""

from bot.parse.when._facts import Edge, Part, Unit
from bot.parse.when._feasts import BY_EASTER
from bot.parse.when._lexicon import Kind, Words, listed
from bot.parse.when._words_feasts import FEASTS_FR, UNREAD_FR

_SMALL = listed("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 70: "septante", 80: "huitante", 90: "nonante"}
_MONTHS = listed("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
_SHORT_MONTHS = ("janv|jan", "fevr|fev", "", "avr", "", "", "juil", "", "sept", "oct", "nov", "dec")
_DAYS = listed("lundi mardi mercredi jeudi vendredi samedi dimanche")
_SHORT_DAYS = listed("lun|lund mar|mard mer|merc|mercr jeu|jeud ven|vend|vendr sam|samd dim|dimch")
_PARTS = {
    Part.MORNING: "matin|matinee",
    Part.AFTERNOON: "apres midi|aprem|aprèm|aprm|apm",
    Part.EVENING: "soir|soiree",
    Part.NIGHT: "nuit",
}
_BY_EASTER = {  # in days
    -47: "mardi gras|le mardi gras",
    -46: "mercredi des cendres|le mercredi des cendres",
    -7: "dimanche des rameaux|le dimanche des rameaux|les rameaux",
    -3: "jeudi saint|le jeudi saint",
    -2: "vendredi saint|le vendredi saint",
    -1: "samedi saint|le samedi saint",
    0: "paques|dimanche de paques|le dimanche de paques|jour de paques|le jour de paques",
    1: "lundi de paques|le lundi de paques",
    39: "ascension|l ascension|jeudi de l ascension|le jeudi de l ascension",
    49: "pentecote|la pentecote|dimanche de pentecote|le dimanche de pentecote",
    50: "lundi de pentecote|le lundi de pentecote",
}


def _numbers() -> dict[int, str]:
    named = {n: word for n, word in enumerate(_SMALL) if n != 1}
    named |= {10 + n: f"dix {_SMALL[n]}" for n in (7, 8, 9)}
    for ten, word in _TENS.items():
        named |= {ten: word, ten + 1: f"{word} et un|{word} et une"}
        named |= {ten + n: f"{word} {_SMALL[n]}" for n in range(2, 10)}
    for ten, word in {10: "dizaine", 12: "douzaine", 15: "quinzaine", 20: "vingtaine", 30: "trentaine"}.items():
        named[ten] += f"|une {word} de|une {word} d"
    return named | {60: "soixante", 90: f"{named[90]}|quatre vingt dix", 100: "cent"}


def _around_the_day() -> list[tuple[Kind, int, str]]:
    edges = ("en debut de|debut de|debut d|en debut d", "en fin de|fin de|fin d|en fin d")
    return [
        *((Kind.PART, part, words) for part, words in _PARTS.items()),
        (Kind.PART, Part.LATE_MORNING, _each("{} matinee", f"{edges[1]}|milieu de|en milieu de")),
        (Kind.PART, Part.AFTERNOON, "milieu d apres midi|en milieu d apres midi"),
        (Kind.PART, Part.AFTERNOON, _each("{0} apres midi|{0} aprem", edges[0])),
        (Kind.PART, Part.LATE_AFTERNOON, _each("{0} apres midi|{0} aprem", edges[1])),
        (Kind.PART, Part.EVENING, _each("{} soiree", edges[0])),
        (Kind.PART, Part.MORNING, _each("{} matinee", edges[0])),
        (
            Kind.PART,
            Part.EARLY,
            "tot|tres tot|de bonne heure|tot le matin|tot dans la matinee|a la premiere heure"
            "|premiere heure|en premiere heure|a la 1ere heure|1ere heure|a la 1re heure|1re heure"
            "|aux premieres heures",
        ),
        (Kind.IN_PART, Part.MORNING, "du matin|le matin|a matin|au matin|dans la matinee|du mat|en matinee"),
        (
            Kind.IN_PART,
            Part.AFTERNOON,
            "de l apres midi|l apres midi|dans l apres midi|de l aprem|dans l aprem|l aprem",
        ),
        (Kind.IN_PART, Part.EVENING, "du soir|le soir|a soir|au soir|dans la soiree|en soiree"),
        (Kind.IN_PART, Part.NIGHT, "de la nuit|la nuit|dans la nuit"),
        (Kind.TODAY_PART, Part.MORNING, "ce matin|cette matinee"),
        (Kind.TODAY_PART, Part.NOON, "ce midi"),
        (Kind.TODAY_PART, Part.AFTERNOON, "cet apres midi|cette apres midi|cet aprem|cette aprem"),
        (Kind.TODAY_PART, Part.EVENING, "ce soir|cette soiree"),
        (Kind.TODAY_PART, Part.NIGHT, "cette nuit"),
        (Kind.TODAY_PART, Part.LATE_MORNING, "en fin de matinee"),
        (Kind.TODAY_PART, Part.AFTERNOON, "en debut d apres midi"),
        (Kind.TODAY_PART, Part.LATE_AFTERNOON, "en fin d apres midi|en fin d aprem"),
        (Kind.TODAY_PART, Part.EVENING, "en debut de soiree"),
        (
            Kind.END_OF_DAY,
            0,
            "en fin de journee|fin de journee|d ici la fin de la journee|fin de la journee|la fin de journee",
        ),
    ]


def _running(periods: str) -> str:
    """Also as `courant semaine prochaine`, `dans le courant du mois prochain`."""
    bare = "|".join(period.removeprefix("la ").removeprefix("le ") for period in periods.split("|"))
    leads = ("courant", "courant de la", "dans le courant de la", "courant du", "dans le courant du")
    return "|".join([periods, *(_each(f"{lead} {{}}", bare) for lead in leads)])


def _each(pattern: str, words: str) -> str:
    return "|".join(pattern.format(word) for word in words.split("|"))


_ENTRIES: list[tuple[Kind, int, str]] = [
    *((Kind.NUM, n, words) for n, words in _numbers().items()),
    (Kind.ONE, 1, "un|une"),
    (Kind.ORD, 1, "premier|premiere|premiers|premieres"),
    (Kind.ORD, 2, "deuxieme|second|seconde|deuxiemes|seconds|secondes"),
    (Kind.ORD, 3, "troisieme|troisiemes"),
    (Kind.ORD, 4, "quatrieme|quatriemes"),
    (Kind.ORD, 5, "cinquieme|cinquiemes"),
    (Kind.ORD, -1, "dernier|derniere|derniers|dernieres"),
    (Kind.ORD, -2, "avant dernier|avant derniers|avant derniere|avant dernieres"),
    (Kind.UNIT, Unit.SECOND, "seconde|secondes"),
    (Kind.UNIT, Unit.MINUTE, "minute|minutes|min|mn|mins"),
    (Kind.UNIT, Unit.HOUR, "heure|heures|h"),
    (Kind.UNIT, Unit.DAY, "jour|jours|j|jr|jrs|journee|journees|jours calendaires|jours francs"),
    (
        Kind.UNIT,
        Unit.WORKDAY,
        "jour ouvre|jours ouvres|jour ouvrable|jours ouvrables|jour de travail|jours de travail|j ouvres|jo|j . o",
    ),
    (Kind.UNIT, Unit.WEEK, "semaine|semaines|sem"),
    (Kind.UNIT, Unit.MONTH, "mois"),
    (Kind.UNIT, Unit.QUARTER, "trimestre|trimestres"),
    (Kind.UNIT, Unit.YEAR, "an|ans|annee|annees"),
    (Kind.HALF_OF, Unit.HOUR, "demi heure|une demi heure|demie heure|une demie heure|1 2 heure"),
    (Kind.SPAN, 15, "un quart d heure|quart d heure"),
    (Kind.SPAN, 60, "l heure|l heure qui vient|l heure qui suit"),
    (Kind.SPAN, 45, "trois quarts d heure|3 quarts d heure|trois quart d heure|3 quart d heure"),
    (Kind.ROUGH, 0, "petit|petite|petits|petites|bon|bonne|bons|bonnes|gros|grosse|grosses|grande|courte|longue"),
    (Kind.LOOSE_SPAN, 14, "une quinzaine de jours|une quinzaine|quinzaine|quinzaines|15aine"),
    (Kind.LOOSE_SPAN, 7, "une huitaine de jours|une huitaine|huitaine"),
    (Kind.HALF, 30, "et demie|et demi"),
    (Kind.HALF_OF, Unit.DAY, "une demi journee|demi journee"),
    (Kind.QUARTER, 15, "et quart|et un quart"),
    (Kind.QUARTER_WORD, 15, "quart"),
    (
        Kind.SHARP,
        0,
        "pile|precise|precises|tapant|tapante|tapantes|petante|petantes|sonnante|sonnantes|sonnant|chrono"
        "|pile poil|exactement|environ|au plus tard|maximum|max|dernier delai|sans faute"
        "|svp|stp|s il te plait|s il vous plait",
    ),
    (Kind.CLOCK_WORD, 720, "midi|temps de midi|sur le temps de midi|la pause de midi|pause de midi"),
    (Kind.CLOCK_WORD, 0, "minuit"),
    (Kind.HOUR_MARK, 0, "h|heure|heures|hrs"),
    (Kind.MERIDIEM, 0, "am"),
    (Kind.MERIDIEM, 12, "pm"),
    (Kind.TO_HOUR, 0, "moins"),
    *_around_the_day(),
    (Kind.OFFSET, 0, "aujourd hui|aujourdhui|auj|ajd|ce jour|ce jour meme"),
    (Kind.OFFSET, 1, "demain|dès demain|des demain|le lendemain|2main|dem"),
    (Kind.OFFSET, 2, "apres demain|apresdemain|ap demain|apres dem|ap dem|surlendemain|le surlendemain"),
    (Kind.DAY_FROM, 8, "l avant veille de|l avant veille du|avant veille de|avant veille du"),
    (Kind.DAY_FROM, 9, "la veille de|la veille du|veille de|veille du|la veille d|le jour d avant"),
    (Kind.DAY_FROM, 11, "le lendemain de|le lendemain du|lendemain de|lendemain du|le jour d apres"),
    (Kind.DAY_FROM, 12, "le surlendemain de|le surlendemain du|surlendemain de|surlendemain du"),
    (
        Kind.WEEK_OF,
        0,
        "semaine du|la semaine du|sem . du|la sem . du"
        "|la sem du|dans la semaine du|sem du|semaine commencant le|la semaine commencant le",
    ),
    (Kind.GONE, 0, "hier|avant hier|hier soir|hier matin|la veille|tout a l heure hier"),
    *((Kind.WEEKDAY, n, word) for n, word in enumerate(_DAYS)),
    *((Kind.SHORT_WEEKDAY, n, word) for n, word in enumerate(_SHORT_DAYS)),
    *((Kind.WEEKDAYS, n, f"{word}s") for n, word in enumerate(_DAYS)),
    (
        Kind.WORKDAYS,
        0,
        "jours ouvres|jours ouvrables|jours de semaine|jours de la semaine|jour ouvre|jour ouvrable|jours travailles"
        "|jour de semaine|jour de la semaine|jours de travail",
    ),
    (Kind.WEEKEND, 0, "week end|weekend|week ends|weekends|we|w e|w / e"),
    *((Kind.MONTH, n, word) for n, word in enumerate(_MONTHS, 1)),
    *((Kind.SHORT_MONTH, n, words) for n, words in enumerate(_SHORT_MONTHS, 1) if words),
    (Kind.FEAST, 1225, "noel|noels|le jour de noel|jour de noel|jours de noel"),
    (Kind.FEAST, 1224, "la veille de noel|veille de noel|reveillon de noel|le reveillon de noel"),
    (Kind.FEAST, 101, "jour de l an|nouvel an|le jour de l an|au jour de l an"),
    (Kind.FEAST, 1231, "saint sylvestre|la saint sylvestre"),
    (Kind.FEAST, 106, "l epiphanie|epiphanie"),
    (Kind.FEAST, 214, "la saint valentin|saint valentin"),
    (Kind.FEAST, 501, "fete du travail|la fete du travail"),
    (Kind.FEAST, 714, "fete nationale|la fete nationale"),
    (Kind.FEAST, 815, "l assomption|assomption"),
    (Kind.FEAST, 1031, "halloween"),
    (Kind.FEAST, 1101, "la toussaint|toussaint"),
    (Kind.FEAST, 1111, "l armistice|armistice"),
    *((Kind.FEAST, on, words) for on, words in FEASTS_FR.items()),
    (Kind.FEAST_UNREAD, 0, UNREAD_FR),
    *((Kind.FEAST, BY_EASTER + days, words) for days, words in _BY_EASTER.items()),
    (
        Kind.NEXT,
        1,
        "proch|prochain|prochaine|prochains|prochaines|suivant|suivante|suivants|suivantes|qui vient|a venir",
    ),
    (Kind.THIS, 0, "ce|cet|cette"),
    (Kind.LAST, 0, "dernier|derniere|passe|passee|precedent|precedente"),
    (Kind.AFTER_NEXT, 0, "d apres|suivant le prochain|en quinze prochain"),
    (
        Kind.PERIOD,
        Unit.WEEK * 100 + 50,
        "cette semaine|dans la semaine|la semaine en cours"
        "|courant semaine|courant de semaine|courant de la semaine|dans le courant de la semaine",
    ),
    (
        Kind.PERIOD,
        Unit.WEEK * 100 + 51,
        _running(
            "semaine prochaine|la semaine prochaine|semaine pro|la semaine qui vient|sem prochaine|sem . prochaine"
        ),
    ),
    (
        Kind.PERIOD,
        Unit.MONTH * 100 + 50,
        "ce mois ci|ce mois|mois en cours|le mois en cours|dans le mois|courant du mois|dans le courant du mois",
    ),
    (
        Kind.PERIOD,
        Unit.MONTH * 100 + 51,
        _running("mois prochain|le mois prochain|mois pro|le mois qui vient|mois suivant"),
    ),
    (Kind.PERIOD, Unit.QUARTER * 100 + 50, "ce trimestre|trimestre en cours|le trimestre en cours"),
    (Kind.PERIOD, Unit.QUARTER * 100 + 51, "trimestre prochain|le trimestre prochain|prochain trimestre"),
    (Kind.PERIOD, Unit.YEAR * 100 + 50, "cette annee|annee en cours|l annee en cours"),
    (
        Kind.PERIOD,
        Unit.YEAR * 100 + 51,
        "annee prochaine|l annee prochaine|an prochain|l an prochain|l annee qui vient",
    ),
    (Kind.EDGE, Edge.START, "debut|au debut de|au debut|debut de|debut du|au debut du|en debut de|des le debut de"),
    (Kind.EDGE, Edge.MIDDLE, "mi|a la mi|au milieu de|au milieu du|en milieu de|milieu de|milieu du"),
    (
        Kind.EDGE,
        Edge.END,
        "fin|a la fin|a la fin de|a la fin du|fin de|fin du|en fin de|la fin de|la fin du|avant la fin de",
    ),
    (
        Kind.EDGE_OF,
        Unit.WEEK,
        "fin de semaine|en fin de semaine|cette fin de semaine|fin de la semaine|a la fin de la semaine",
    ),
    (
        Kind.EDGE_OF,
        Unit.MONTH,
        "fin du mois|fin de mois|en fin de mois|a la fin du mois|la fin du mois|fin mois|fin de ce mois|fins de mois",
    ),
    (Kind.EDGE_OF, Unit.QUARTER, "fin du trimestre|fin de trimestre|a la fin du trimestre|la fin du trimestre"),
    (
        Kind.EDGE_OF,
        Unit.YEAR,
        "fin de l annee|fin d annee|en fin d annee|a la fin de l annee|la fin de l annee|fin annee",
    ),
    (Kind.THERE_IS, 0, "il y a|ca fait"),
    (Kind.IN, 0, "dans|ds|sous|dici|d ici a|dans les|d ici|au bout de|dans environ|dans a peu pres|dans exactement"),
    (Kind.WITHIN, 0, "d ici|d ici a|d ici au|d ici le|d ici la"),
    (Kind.FROM_NOW, 0, "a partir de maintenant|a compter de maintenant|a partir d aujourd hui"),
    (Kind.FROM, 0, "a partir de|a compter de|apres"),
    (Kind.AT, 0, "a|@"),
    (
        Kind.APPROX,
        0,
        "vers|vers les|sur les coups de|sur le coup de|aux alentours de|aux environs de|autour de|environ",
    ),
    (Kind.ON, 0, "le|au|pour le|des le|a la date du|des"),
    (Kind.THE, 0, "le|la|l|au"),
    (Kind.THE_MANY, 0, "les"),
    (Kind.BY, 0, "pour|d ici|d ici le|pour le|d ici a|d ici au|des|d ici la|au plus tard|au plus tard le"),
    (Kind.BEFORE, 0, "avant|avant le|avant la|d ici avant|avt|avt le|avt la"),
    (Kind.AFTER, 0, "apres|apres le|apres la"),
    (Kind.UNTIL, 0, "jusqu au|jusqu a|jusqu en|jusque|jusqu a la|jusqu"),
    (Kind.START, 0, "a partir de|a partir du|a compter du|a compter de|a partir d|des le|des|en commencant"),
    (Kind.START, 0, "a dater du|a partir de la"),
    (Kind.LASTING, 0, "pendant|durant|pour"),
    (
        Kind.EVERY,
        0,
        "tous les|toutes les|chaque|a tous les|a toutes les|a chaque|chq|ts les|tt les|ttes les|tte les|ttes",
    ),
    (Kind.EACH, 0, "chaque|tous les"),
    (Kind.OUT_OF, 0, "sur"),
    (Kind.OFTEN, Unit.DAY, "quotidiennement|quotidien|quotidienne|journellement|tlj"),
    (Kind.ONCE, 0, "une fois par|1 fois par|une fois tous les|une fois toutes les|1 fois tous les|une fois chaque"),
    (Kind.OFTEN, Unit.WEEK, "hebdomadairement|hebdomadaire|hebdo"),
    (Kind.OFTEN, Unit.MONTH, "mensuellement|mensuel|mensuelle"),
    (Kind.OFTEN, Unit.QUARTER, "trimestriellement|trimestriel|trimestrielle"),
    (Kind.OFTEN, Unit.YEAR, "annuellement|annuel|annuelle"),
    (Kind.TIMES, 0, "fois|occurrences"),
    (Kind.PER, 0, "par"),
    (
        Kind.DONE,
        0,
        "apres avoir fait|apres l avoir fait|une fois fait|une fois faite|une fois termine|apres fait|apres la fin"
        "|apres cloture|apres la cloture|apres avoir termine|apres l avoir termine|quand c est fait|apres realisation"
        "|apres validation|apres execution|apres que c est fait|apres l avoir cloture|apres achevement",
    ),
    (Kind.THEN, 0, "puis|et ensuite|ensuite|puis de nouveau"),
    (Kind.OF, 0, "de|du|d|des|de la|de l"),
    (Kind.OF_YEAR, 0, "de l annee|de"),
    (Kind.IN_MONTH, 0, "en|courant|au mois de|au mois d|d ici|courant du mois de|pour le mois de|dans le courant de"),
    (Kind.PARTS, Part.MORNING, "matins"),
    (Kind.PARTS, Part.AFTERNOON, "apres midis"),
    (Kind.PARTS, Part.EVENING, "soirs"),
    (Kind.IN_THE, 0, "dans la|dans l|en|au|le|l|la"),
    (Kind.ABOUT, 0, "sur|concernant|a propos de|a propos du|date de|date du|datant du|datant de|re|intitule"),
    (Kind.SINCE, 0, "depuis|depuis le|depuis la"),
    (Kind.BETWEEN, 0, "entre"),
    (Kind.AND, 0, "et|&|+"),
    (Kind.OR, 0, "ou|ou bien|ou alors|voire|sinon"),
    (Kind.TO, 0, "a|au|et|-|–|—|jusqu a|jusqu au"),
    (Kind.EXCEPT, 0, "sauf|excepte|hors|hormis|mais pas|a l exception|pas|jamais"),
    (Kind.IN_N, 1, "en huit|en 8"),
    (Kind.IN_N, 2, "en quinze|en 15"),
    (
        Kind.VAGUE,
        0,
        "bientot|plus tard|prochainement|un de ces jours|tout a l heure|des que possible|asap|un jour|rapidement"
        "|quelques|plusieurs|tantot|au plus vite|sous peu|incessamment|dans la journee|la rentree|a la rentree"
        "|vacances|quand|lendemain|veille|pas longtemps|longtemps|les fetes|le plus tot possible"
        "|bimensuel|bimensuellement|bimestriel|semestriel|semestre|semestres|semestriellement",
    ),
    (
        Kind.UNREAD,
        0,
        "ferie|feries|ouvree|ouvrees|ouvres|ouvrable|ouvrables|meme heure|cette heure|tard|vacances scolaires"
        "|aux aurores|pair|pairs|impair|impairs|l m j|l m v|au plus tot|le plus tot|cet ete|l ete|en ete|au printemps"
        "|ce printemps|cet automne|a l automne|en automne|l automne|cet hiver|en hiver|l hiver",
    ),
    (
        Kind.MEAL,
        0,
        "dejeuner|petit dejeuner|diner|gouter|aube|aurore|aurores|crepuscule|lever du soleil|coucher du soleil|retour"
        "|debut|milieu|repas",
    ),
    (Kind.MEAL, 1, _each("heure du {}", "dejeuner|diner|souper|lunch|repas|gouter|midi|petit dejeuner")),
    (Kind.CHORE, 0, "travail|boulot|ecole|cours|bureau"),
    (
        Kind.NAME,
        0,
        "black friday|cyber monday|champ de mars",
    ),
]

_SLIPPERY = (
    *(word for word in (*_DAYS, *_MONTHS)),
    *(f"{word}s" for word in _DAYS),
    *listed(
        "aujourd aujourdhui demain apres surlendemain matin matinee midi minuit soir soiree nuit semaine semaines"
        " weekend mois trimestre jour jours annee annees heure heures minute minutes prochain prochaine chaque toutes"
        " noel quinzaine huitaine"
    ),
)

FRENCH = Words("fr", _ENTRIES, _SLIPPERY)

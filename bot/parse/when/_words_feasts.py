"""Names of feasts beside the great ones, and of those whose day is not computed."""

from bot.parse.when._feasts import (
    BEAUJOLAIS,
    COLUMBUS_DAY,
    EARLY_MAY,
    FATHERS_DAY,
    GRANDMOTHERS_DAY,
    KING_DAY,
    MOTHERS_DAY,
    PRESIDENTS_DAY,
    REMEMBRANCE_SUNDAY,
    SPRING_HOLIDAY,
    THANKSGIVING,
    VICTORIA_DAY,
)

FEASTS_EN = {
    106: "epiphany|the epiphany",
    125: "burns night",
    126: "australia day",
    202: "groundhog day|candlemas",
    301: "st david s day|st davids day",
    308: "international women s day|international womens day",
    401: "april fools day|april fools ' day|april fools ’ day|april fool s day|april fools",
    422: "earth day",
    423: "st george s day|st georges day",
    425: "anzac day",
    505: "cinco de mayo",
    619: "juneteenth",
    701: "canada day",
    1101: "all saints day|all saints ' day|all saints ’ day|all saints",
    1102: "all souls day|all souls ' day|all souls ’ day",
    1105: "guy fawkes night|guy fawkes day|guy fawkes|bonfire night",
    1111: "veterans day|veterans ' day|veterans ’ day|remembrance day|armistice day",
    1130: "st andrew s day|st andrews day",
    1206: "st nicholas day",
    1226: "st stephen s day|st stephens day",
    KING_DAY: "martin luther king day|martin luther king jr day|mlk day",
    PRESIDENTS_DAY: "presidents day|presidents ' day|presidents ’ day|president s day",
    COLUMBUS_DAY: "columbus day|indigenous peoples day|indigenous peoples ' day|indigenous peoples ’ day",
    VICTORIA_DAY: "victoria day",
    MOTHERS_DAY: "mother s day|mothers day|mothers ' day|mothers ’ day",
    FATHERS_DAY: "father s day|fathers day|fathers ' day|fathers ’ day",
    REMEMBRANCE_SUNDAY: "remembrance sunday",
    EARLY_MAY: "early may bank holiday|may day bank holiday|may bank holiday monday",
    SPRING_HOLIDAY: "spring bank holiday",
}
FEASTS_FR = {
    202: "chandeleur|la chandeleur",
    308: "journee internationale des droits des femmes|journee des droits des femmes|journee de la femme",
    317: "la saint patrick|saint patrick|la st patrick",
    401: "poisson d avril|le poisson d avril",
    508: "fete de la victoire|la fete de la victoire",
    621: "fete de la musique|la fete de la musique",
    624: "la saint jean|a la saint jean|la st jean|la saint jean baptiste"
    "|la st jean baptiste|a la st jean baptiste|fete nationale du quebec",
    701: "fete du canada|la fete du canada",
    721: "fete nationale belge|fete nationale de la belgique",
    801: "fete nationale suisse|fete nationale de la suisse",
    1102: "fete des morts|jour des morts",
    1111: "la saint martin",
    1125: "la sainte catherine|a la sainte catherine|la ste catherine",
    1204: "la sainte barbe|a la sainte barbe",
    1206: "la saint nicolas|a la saint nicolas|la st nicolas",
    1231: "reveillon du jour de l an|reveillon du nouvel an|reveillon de la saint sylvestre|la veille du nouvel an",
    THANKSGIVING: "action de grace|action de graces|l action de grace|thanksgiving",
    VICTORIA_DAY: "fete de la reine|la fete de la reine|journee nationale des patriotes|journee des patriotes",
    MOTHERS_DAY: "fete des meres|la fete des meres",
    FATHERS_DAY: "fete des peres|la fete des peres",
    GRANDMOTHERS_DAY: "fete des grands meres|la fete des grands meres",
    BEAUJOLAIS: "beaujolais nouveau|le beaujolais nouveau",
}

UNREAD_EN = (
    "diwali|hanukkah|chanukah|ramadan|eid|chinese new year|lunar new year|passover|purim|yom kippur|rosh hashanah"
    "|holi|vesak|nowruz|election day|tax day|inauguration day|midsummer|midsummer day|midsummer s day"
    "|corpus christi|lent|advent|twelfth night|super bowl|superbowl|kwanzaa|oktoberfest|solstice|equinox"
    "|summer solstice|winter solstice|orthodox easter|orthodox christmas|orthodox new year|jewish new year"
    "|family day|civic holiday|arbor day|august bank holiday|summer bank holiday|st swithin s day|patriots day"
    "|canadian thanksgiving|american thanksgiving|half term|fiscal|financial|tax year"
)
UNREAD_FR = (
    "ramadan|l aid|aid el fitr|aid el kebir|nouvel an chinois|nouvel an lunaire|nouvel an juif|nouvel an berbere"
    "|nouvel an orthodoxe|paques orthodoxe|noel orthodoxe|roch hachana|rosh hashana|yom kippour|kippour|hanoucca"
    "|hanouka|pessah|diwali|fete dieu|la fete dieu|careme|semaine sainte|saint glinglin|la saint glinglin"
    "|reveillon|le reveillon|fete des voisins|journees du patrimoine|solstice|equinoxe|fete nationale du"
    "|fete nationale de|fete nationale des|fete nationale d|jeune genevois|jeune federal|fete des secretaires"
    "|avent|exercice|exercice fiscal|exercice comptable"
)

"""First names that one person goes by: short forms and pet names in French and English, and what tells two apart."""

from functools import lru_cache

# Whoever is called by the first may be written as any of the others; folded. One short form may be of several.
_FAMILIES = (
    "abigail abby gail", "adrian ade", "agatha aggie", "albert al bert bertie", "alexander alex al sandy alec xander",
    "alexandre alex alexis sacha", "alexandra alex sandra sandy alix lexi", "alfred al fred alfie", "alice ali",
    "amanda mandy", "amelie mel", "andrea andie", "andrew andy drew", "angela angie", "anne annie nan anna ann",
    "anne-marie annemarie am", "anthony tony antony", "antoine tony toine", "antoinette toinette tony",
    "archibald archie", "arnaud nono", "arthur art tuttur", "augustin gus", "barbara barb babs", "barnabas barney",
    "bartholomew bart", "beatrice bea trixie", "benedicte bene", "benjamin ben benji benny", "bernard bernie nanard",
    "bertrand bebert", "brigitte bri gigi", "bradley brad", "calvin cal", "cameron cam", "camille cam",
    "candice candy", "caroline caro carrie carol", "catherine cathy kate cath katie kathy cat",
    "katherine kate katie kathy kath kat kit kitty", "kathleen kathy kath", "charles charlie chuck chas",
    "charlotte charlie lottie cha", "christian chris", "christine chris christie tina chrissy",
    "christina chris tina", "christophe chris tof", "christopher chris kit topher", "clement clem", "clementine clem",
    "constance connie", "cynthia cindy", "daniel dan danny dany", "danielle dany dan", "david dave davy",
    "deborah deb debbie debra", "delphine del", "denis deny", "dennis den denny", "dominique dom", "dominic dom nick",
    "donald don donnie", "dorothy dot dottie dolly", "douglas doug", "edmund ed eddie ned",
    "edouard ed doudou edward", "edward ed eddie ted teddy ned", "edwin ed eddie", "eleanor ellie nell nora",
    "eleonore leo nora", "elisabeth babeth lise betty elise elizabeth",
    "elizabeth liz beth betty eliza lizzie libby elsie lisa bess", "emily em emmy millie", "emmanuel manu",
    "emmanuelle manu", "eric rick", "ernest ernie", "eugene gene", "evelyn evie", "fabien fab", "fabrice fab",
    "florence flo", "florian flo", "frances fran fanny franny", "francis frank fran", "francois fanfan",
    "francoise fanfan", "franklin frank", "frederic fred", "frederick fred freddy freddie", "frederique fred",
    "gabriel gaby gab", "gabrielle gaby gab", "gaelle gae", "genevieve gen ginou", "geoffrey geoff jeff",
    "george georgie", "georges jojo", "gerald gerry jerry", "gerard gege", "gilbert gil bert", "gregoire greg",
    "gregory greg", "guillaume will", "gwendoline gwen", "harold harry hal", "helene leni ln", "henry harry hank hal",
    "herbert bert herb", "howard howie", "hubert bert hub", "isaac ike", "isabelle isa zaza bella", "jacob jake",
    "jacqueline jackie", "jacques jacky jack", "james jim jimmy jamie", "janet jan", "jean-baptiste jb",
    "jean-bernard jb", "jean-charles jc", "jean-christophe jc", "jean-claude jc jeanclaude", "jean-francois jf jeff",
    "jean-jacques jj", "jean-louis jl jeanlou", "jean-luc jl", "jean-marc jm", "jean-marie jm",
    "jean-michel jm jeanmi", "jean-noel jn", "jean-pascal jp", "jean-paul jp", "jean-philippe jp jeanphi",
    "jean-pierre jp jeanpi", "jean-rene jr", "jean-sebastien js", "jean-yves jy", "jeffrey jeff",
    "jennifer jen jenny", "jeremy jerry jem", "jerome gege", "jessica jess jessie", "joan joanie",
    "john jack johnny jon", "johnathan jon john", "jonathan jon john jo nathan", "joseph joe joey jo",
    "josephine jo josie", "joshua josh", "judith judy", "julien ju jul", "justin juju", "kenneth ken kenny",
    "kimberly kim", "laurence lolo laurie", "laurent lolo lau", "lawrence larry laurie", "leonard leo len lenny",
    "leopold leo", "leslie les", "lewis lew", "louis lou loulou", "louise lou", "lucien lulu", "lydia lyd",
    "madeleine mado maddie", "margaret maggie meg peggy marge margie rita", "marguerite margot", "marianne mari",
    "marie-christine mc", "marie-claude mc", "marie-helene mh", "marie-jose mj", "marie-laure ml",
    "marie-therese mt maite", "marie-pierre mp", "marjorie marge margie", "martin marty", "martha marty",
    "mathieu math mat matt", "mathilde math", "matthew matt mat", "matthieu math mat matt", "maurice momo",
    "maximilien max", "maxime max", "maxwell max", "megan meg", "melanie mel", "melissa mel lissa",
    "michael mike mick mickey micky mikey", "michel michou mich", "michele mich", "mickael mike micka",
    "mildred millie", "mohamed momo", "monique momo", "nancy nan", "nathalie nath nat", "natalie nat",
    "nathan nate nat", "nathaniel nat nate nathan", "nicholas nick nicky", "nicolas nico nic", "nicole nicky nico",
    "olivia liv livvy", "olivier oliv olive", "oliver ollie olly", "pamela pam",
    "patricia pat patty tricia patti trish", "patrick pat paddy pat", "pauline popo", "penelope penny", "peter pete",
    "philip phil", "phillip phil", "philippe phil philou", "phyllis phyl", "pierre pierrot", "pierre-yves py",
    "prudence prue", "quentin quent", "raphael raph raf", "raymond ray", "rebecca becky becca bex", "regis reg",
    "reginald reg reggie", "richard rick dick rich richie ricky", "robert bob rob bobby bert robbie",
    "rodolphe rod rodo", "roderick rod rick", "roger rog", "roland rol", "romain rom", "ronald ron ronnie",
    "rosemary rose rosie", "rudolph rudy", "russell russ", "sabrina sab", "samantha sam sammy", "samuel sam sammy",
    "sandrine sandie", "sarah sally sadie", "sebastien seb", "sebastian seb bas", "serge sergio", "simon si",
    "solange sol", "sophie so", "stanislas stan", "stanley stan", "stephane steph stef", "stephanie steph stef fanny",
    "stephen steve steph stevie", "steven steve", "susan sue susie suzie", "suzanne suzie suze sue", "sylvain syl",
    "sylvie syl", "sylvester sly", "tabitha tabby", "terence terry", "teresa terry tess", "theodore ted theo teddy",
    "theophile theo", "theresa terry tess tessa", "therese terry", "thibault thib tibo", "thierry titi",
    "thomas tom tommy thom", "timothy tim timmy", "ursula ursie", "valentin val", "valentine val", "valerie val",
    "vanessa van nessa", "veronica ronnie vera", "veronique vero", "victor vic", "victoria vicky tori vic",
    "vincent vince vinny vin", "virginie gini nini", "virginia ginny ginger", "walter walt wally",
    "wilfred wilf fred", "william bill will billy willy liam", "winifred winnie", "xavier xav", "yannick yann",
    "yvonne vonne", "zachary zach zack", "zoe zo",
)  # fmt: skip

# Pairs that are one slip apart and two people all the same: at one address a couple, rather than a typo.
_COUPLES = (
    "adrien adrienne", "alain aline", "alexander alexandra", "alexandre alexandra", "andre andree", "andre andrea",
    "axel axelle", "camil camille", "carl carla", "christian christiane", "claude claudie", "clement clemence",
    "daniel danielle", "denis denise", "dominic dominica", "emmanuel emmanuelle", "eric erica", "etienne etiennette",
    "fabien fabienne", "francis frances", "francois francoise", "frederic frederique", "gabriel gabrielle",
    "georges georgette", "germain germaine", "gilbert gilberte", "jean jeanne", "jean joan", "jean jane", "john joan",
    "joel joelle", "jose josee", "joseph josephe", "jules julie", "julien julienne", "julien juliette",
    "julian juliana", "justin justine", "laurent laurence", "leo lea", "leon leone", "loic lois", "louis louise",
    "luc lucie", "lucas lucia", "lucien lucienne", "manuel manuela", "marc marie", "marcel marcelle", "mario maria",
    "marin marine", "martin martine", "max maud", "michael michaela", "michel michele", "michel michelle",
    "mickael mickaelle", "nicolas nicole", "noel noelle", "noel noella", "oliver olivia", "olivier olivia",
    "pascal pascale", "pascal pascaline", "patrice patricia", "patrick patricia", "paul paule", "paul paula",
    "philip philippa", "philippe philippine", "pierre pierrette", "raphael raphaelle", "raymond raymonde",
    "rene renee", "robert roberte", "robert roberta", "roland rolande", "romain romane", "samuel samuelle",
    "sebastien sebastienne", "simon simone", "simon simeon", "stephane stephanie", "sylvain sylvaine", "theo thea",
    "valentin valentine", "valery valerie", "victor victoria", "vivien vivienne", "yvan yvon", "yves yvon",
    "yvon yvonne", "marie maria", "lea lia", "lina luna", "mila lila", "leo theo", "tom tim", "dan don", "jim tim",
    "jill bill", "rob bob", "eva ava", "eva eve", "elsa elisa", "julie julia", "tina nina", "sara lara", "ron don",
    "amy ami", "ken ben", "ted ned", "lola lila",
)  # fmt: skip


def _formal() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for family in _FAMILIES:
        names = [name.replace("-", "") for name in family.split()]
        for name in names:
            known.setdefault(name, set()).add(names[0])
    return {name: frozenset(formal) for name, formal in known.items()}


_FORMAL = _formal()
_TWO_PEOPLE = frozenset(frozenset(couple.split()) for couple in _COUPLES)


def formal(name: str) -> frozenset[str]:
    """What a squeezed first name is in full: 'bill' is 'william', 'alex' may be three; itself where none is known."""
    return _FORMAL.get(name) or frozenset((name,))


@lru_cache(maxsize=1 << 16)
def is_short_of(one: str, other: str) -> bool:
    """Whether the squeezed names are forms of one, or the longer one begins with all of the shorter: 'Alex' and
    'Alexandre', 'Christ' and 'Christophe'."""
    if not formal(one).isdisjoint(formal(other)):
        return True
    short, long = sorted((one, other), key=len)
    return 3 <= len(short) <= len(long) - 2 and long.startswith(short) and not are_two(one, other)


def are_two(one: str, other: str) -> bool:
    """Whether both are names that people bear beside each other: 'Michel' and 'Michèle'."""
    return frozenset((one, other)) in _TWO_PEOPLE

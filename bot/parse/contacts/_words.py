"""The words by which a line about a contact is understood, in French and English, folded by `model.folding.squeeze`."""

from bot.model.contacts import Civility, CoordinateKind

CIVILITIES = {
    word: civility
    for civility, words in {
        Civility.MR: ("m", "mr", "mister", "monsieur", "herr"),
        Civility.MRS: ("mme", "madame", "mrs", "frau"),
        Civility.MS: ("mlle", "mademoiselle", "ms", "miss"),
        Civility.MX: ("mx",),
        Civility.DR: ("dr", "docteur", "doctor"),
        Civility.PROF: ("pr", "prof", "professeur", "professor"),
        Civility.MAITRE: ("me", "maitre"),
    }.items()
    for word in words
}
COUPLES = frozenset(("et", "and", "ou", "&"))  # between two civilities: which of them is not said

# A word that only a firm or an institution has in its name.
TRADES = frozenset((
    "agence", "agency", "assurances", "associes", "associates", "association", "atelier", "ateliers", "banque", "bank",
    "batiment", "boulangerie", "boucherie", "bros", "brothers", "cabinet", "clinic", "clinique", "company", "conseil",
    "conseils", "consulting", "construction", "constructions", "couverture", "design", "editions", "electricite",
    "energie", "entreprise", "entreprises", "etablissements", "ets", "expertise", "ferme", "fils", "fleuriste",
    "fondation", "foundation", "freres", "garage", "group", "groupe", "holding", "holdings", "hospital", "hopital",
    "hotel", "immobilier", "imprimerie", "industrie", "industries", "informatique", "institut", "institute",
    "insurance", "laboratoire", "laboratoires", "labs", "lycee", "maconnerie", "mairie", "media", "medias",
    "menuiserie", "motors", "notaires", "partners", "patisserie", "peinture", "pharmacie", "pharmacy", "plomberie",
    "pressing", "restaurant", "salon", "services", "societe", "software", "solutions", "sons", "studio", "studios",
    "systemes", "systems", "taxis", "technologies", "technology", "toiture", "traiteur", "transport", "transports",
    "travaux", "universite", "university", "ventures", "voyages",
))  # fmt: skip

# Given names so common that one beside a family name tells which of two words is which.
GIVEN = frozenset((
    "alain", "alan", "alexandre", "alice", "amelie", "amy", "andre", "andrew", "anna", "anne", "anthony", "antoine",
    "arnaud", "arthur", "audrey", "aurelie", "benjamin", "benoit", "bernard", "brian", "bruno", "camille", "caroline",
    "catherine", "cecile", "celine", "charles", "charlotte", "chloe", "christelle", "christian", "christine",
    "christophe", "claire", "claude", "corinne", "damien", "daniel", "david", "delphine", "denis", "didier",
    "dominique", "edward", "elise", "elizabeth", "elodie", "emily", "emma", "emmanuel", "eric", "estelle", "fabien",
    "fabrice", "florence", "florian", "francis", "francois", "francoise", "frederic", "gabriel", "georges", "gerard",
    "gilles", "guillaume", "helen", "helene", "henri", "hugo", "isabelle", "jack", "jacques", "james", "jane", "jean",
    "jeanmarc", "jeanne", "jeanpaul", "jeanpierre", "jennifer", "jerome", "joel", "john", "joseph", "julie", "julien",
    "karine", "kevin", "laura", "laure", "laurence", "laurent", "lea", "louis", "louise", "luc", "lucas", "lucie",
    "ludovic", "manon", "marc", "marie", "marine", "marion", "mark", "martine", "mary", "mathieu", "matthew",
    "maxime", "melanie", "michael", "michel", "michele", "monique", "nadia", "nathalie", "nicolas", "nicole", "odile",
    "olivier", "pascal", "patricia", "patrick", "paul", "pauline", "peter", "philippe", "pierre", "priya", "quentin",
    "rachel", "raphael", "raymond", "rebecca", "rene", "richard", "robert", "romain", "sabrina", "samuel", "sandra",
    "sandrine", "sarah", "sebastien", "simon", "sophie", "stephane", "stephanie", "steven", "susan", "sylvie",
    "theo", "thierry", "thomas", "tom", "valerie", "veronique", "victor", "vincent", "virginie", "william", "xavier",
    "yann", "yves", "yvonne", "zoe",
))  # fmt: skip

PARTICLES = frozenset((
    "de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "ten", "ter", "di", "da", "do", "dos", "del",
    "della", "el", "al", "bin", "ben", "ibn", "zu", "af", "av",
))  # fmt: skip

TITLES = frozenset((
    "ceo", "cto", "cfo", "coo", "cmo", "cio", "cpo", "cro", "vp", "svp", "evp", "pdg", "dg", "dga", "daf", "dsi", "drh",
    "rh", "raf", "president", "presidente", "presidentdirecteur", "vicepresident", "directeur", "directrice",
    "director", "gerant", "gerante", "cogerant", "cogerante", "manager", "responsable", "chef", "cheffe", "head",
    "lead", "leader", "chief", "officer", "owner", "founder", "cofounder", "fondateur", "fondatrice", "cofondateur",
    "cofondatrice", "associe", "associee", "partner", "consultant", "consultante", "ingenieur", "ingenieure",
    "engineer", "developer", "developpeur", "developpeuse", "architecte", "architect", "designer", "comptable",
    "accountant", "controller", "controleur", "controleuse", "commercial", "commerciale", "acheteur", "acheteuse",
    "buyer", "purchaser", "assistant", "assistante", "secretaire", "secretary", "technicien", "technicienne",
    "technician", "analyst", "analyste", "avocat", "avocate", "lawyer", "attorney", "notaire", "medecin", "dentiste",
    "juriste", "charge", "chargee", "coordinateur", "coordinatrice", "coordinator", "administrateur",
    "administratrice", "administrator", "vendeur", "vendeuse", "salesperson", "salesman", "conseiller", "conseillere",
    "advisor", "adviser", "representative", "representant", "representante", "stagiaire", "intern", "apprenti",
    "apprentie", "journaliste", "journalist", "photographe", "photographer", "freelance", "independant",
    "independante", "professeure", "enseignant", "enseignante", "teacher", "plombier", "electricien", "menuisier",
    "dirigeant", "dirigeante", "principal", "principale", "executive", "superviseur", "supervisor", "product",
    "sales", "adjoint", "adjointe", "agent", "agente", "negociateur", "negociatrice", "delegue", "deleguee",
    "cardiologue", "generaliste", "infirmier", "infirmiere", "kinesitherapeute", "osteopathe", "pharmacien",
    "pharmacienne", "psychologue", "veterinaire",
))  # fmt: skip

SENDERS = frozenset(("from", "de", "expediteur", "sender", "to", "cc"))  # in front of a name, as mail has it

# What goes on a title: 'directeur général adjoint', 'head of sales', 'responsable des achats'.
QUALIFIERS = frozenset((
    "general", "generale", "technique", "financier", "financiere", "commercial", "commerciale", "administratif",
    "administrative", "administratifs", "marketing", "achats", "achat", "ventes", "sales", "purchasing", "finance",
    "operations", "operating", "executive", "financial", "technical", "technology", "information", "product",
    "produit", "produits", "projet", "projets", "project", "senior", "junior", "adjoint", "adjointe", "comptable",
    "communication", "export", "qualite", "quality", "logistique", "logistics", "production", "rh", "hr", "it",
    "ressources", "humaines", "human", "resources", "people", "legal", "juridique", "clientele", "clients", "client",
    "account", "key", "grands", "comptes", "travaux", "chantier", "affaires", "business", "development",
    "developpement", "support", "office", "software", "data", "web", "design", "regional", "regionale", "national",
    "nationale", "digital", "art", "artistique", "associe", "associee", "co", "vice", "deputy", "assistant", "area",
    "country", "site", "magasin", "store", "usine", "plant", "agence", "france", "europe", "emea", "communications",
    "of", "the", "de", "du", "des", "d", "la", "le", "les", "l", "et", "and", "en", "au", "aux", "a", "pour", "for",
))  # fmt: skip

# 'Jean Dupont chez Acme', 'CTO at Initech'.
EMPLOYED = frozenset(("chez", "at", "@"))

# In front of a coordinate they say its kind and nothing more; the labels of `model.labels` are said besides.
KIND_WORDS = {
    CoordinateKind.PHONE: frozenset((
        "tel", "telephone", "phone", "t", "p", "ph", "call", "numero", "num", "number", "ligne", "line", "directe",
        "direct", "ld",
    )),
    CoordinateKind.EMAIL: frozenset((
        "email", "emails", "mail", "mails", "courriel", "mel", "e", "adresse", "address", "mailto",
    )),
    CoordinateKind.SITE: frozenset(("web", "www", "url", "internet", "w")),
    CoordinateKind.SOCIAL: frozenset(("reseau", "profil", "profile")),
    CoordinateKind.ADDRESS: frozenset(("adresse", "address", "adr", "addr")),
}  # fmt: skip
SHORT_LABELS = {"m": "mobile", "mob": "mobile", "f": "fax", "b": "work", "d": "work", "dom": "home"}  # before a colon

COMMENTS = frozenset(("note", "notes", "commentaire", "commentaires", "comment", "comments", "remarque", "nb"))

# Mailboxes that are nobody's own.
SHARED = frozenset((
    "accounting", "accueil", "achats", "admin", "administration", "bonjour", "commande", "commandes", "commercial",
    "compta", "comptabilite", "contact", "contacts", "courrier", "direction", "facturation", "factures", "hello",
    "help", "hi", "info", "infos", "invoices", "job", "jobs", "mail", "marketing", "newsletter", "no", "noreply",
    "office", "orders", "postmaster", "presse", "reply", "reservation", "rh", "sales", "sav", "secretariat",
    "service", "support", "team", "ventes", "webmaster",
))  # fmt: skip

COUNTRIES = frozenset((
    "france", "belgique", "belgium", "belgie", "suisse", "switzerland", "schweiz", "luxembourg", "allemagne",
    "germany", "deutschland", "espagne", "spain", "espana", "italie", "italy", "italia", "uk", "unitedkingdom",
    "england", "scotland", "wales", "royaumeuni", "angleterre", "usa", "us", "unitedstates", "etatsunis", "canada",
    "quebec", "paysbas", "netherlands", "nederland", "portugal", "ireland", "irlande", "autriche", "austria",
    "osterreich", "maroc", "morocco", "tunisie", "tunisia", "senegal", "inde", "india", "monaco",
))  # fmt: skip
TOWNS = frozenset((
    "paris", "lyon", "marseille", "toulouse", "nice", "nantes", "montpellier", "strasbourg", "bordeaux", "lille",
    "rennes", "reims", "toulon", "grenoble", "dijon", "angers", "nimes", "lehavre", "saintetienne", "brest", "tours",
    "bruxelles", "brussels", "geneve", "geneva", "lausanne", "zurich", "london", "londres", "manchester", "dublin",
    "berlin", "munich", "madrid", "barcelona", "barcelone", "milan", "rome", "amsterdam", "newyork", "boston",
    "chicago", "sanfrancisco", "losangeles", "seattle", "montreal", "toronto", "vancouver",
))  # fmt: skip

# 'Nom : Dupont' as forms and signatures have it.
FIELDS = {
    word: key
    for key, words in {
        "civility": ("civilite", "title", "salutation"),
        "last_name": ("nom", "nomdefamille", "lastname", "surname", "familyname", "name", "contact", "fullname"),
        "first_name": ("prenom", "firstname", "givenname"),
        "nickname": ("surnom", "nickname"),
        "company": ("societe", "entreprise", "company", "raisonsociale", "organisation", "organization", "employeur"),
        "job_title": ("fonction", "poste", "role", "jobtitle", "job", "position", "metier"),
        "department": ("service", "departement", "department"),
        "reference": ("reference", "ref"),
        "birthday": ("birthday", "anniversaire", "dateofbirth", "datedenaissance", "born", "neele", "nele"),
    }.items()
    for word in words
}
# Whose firm is what follows: 'gérante de Menuiserie Martin', 'founder of Initech'.
HEADS = frozenset((
    "ceo", "cto", "cfo", "coo", "pdg", "dg", "gerant", "gerante", "founder", "cofounder", "owner", "fondateur",
    "fondatrice", "cofondateur", "cofondatrice", "president", "presidente", "dirigeant", "dirigeante", "directeur",
    "directrice", "director",
))  # fmt: skip
# Mail of people at large: its domain says nothing of a firm.
POST_OFFICES = frozenset((
    "gmail", "googlemail", "yahoo", "hotmail", "outlook", "live", "msn", "icloud", "me", "mac", "aol", "gmx", "proton",
    "protonmail", "orange", "wanadoo", "free", "sfr", "laposte", "bbox", "neuf", "numericable", "mail", "email",
))  # fmt: skip

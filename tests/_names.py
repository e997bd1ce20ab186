"""Lists of which `tests/people.py` makes contacts: names that many bear, the commonest first, and syllables."""

FIRST_FR = (
    "Marie", "Jean", "Pierre", "Nathalie", "Philippe", "Isabelle", "Nicolas", "Sylvie", "Christophe", "Catherine",
    "Julien", "Céline", "Stéphane", "Sandrine", "Thomas", "Sophie", "Frédéric", "Valérie", "Sébastien", "Élodie",
    "Aurélie", "Laurent", "Camille", "Émilie", "Guillaume", "Hélène", "Olivier", "Léa", "Antoine", "Manon", "Jérôme",
    "Chloé", "François", "Anaïs", "Benoît", "Zoé", "Loïc", "Éléonore", "Maëlle", "Théo", "Inès", "Raphaël", "Agnès",
    "Mathieu", "Océane", "Gaëtan", "Clémence", "Joël", "Noémie", "Cédric", "Solène", "Aymeric", "Romane", "Firmin",
)  # fmt: skip
SECOND_FR = ("Marie", "Paul", "Claude", "Pierre", "Luc", "Louise", "Sophie", "Baptiste", "François", "Laure", "Noël")
FIRST_EN = (
    "James", "Mary", "John", "Emma", "Robert", "Olivia", "Michael", "Sarah", "David", "Emily", "William", "Jessica",
    "Richard", "Charlotte", "Thomas", "Grace", "Daniel", "Hannah", "Matthew", "Lucy", "Andrew", "Megan", "Joshua",
    "Amelia", "Christopher", "Rebecca", "Edward", "Katherine", "George", "Eleanor", "Harry", "Abigail", "Oliver",
    "Alice", "Samuel", "Zoë", "Patrick", "Chloe", "Duncan", "Fiona", "Gareth", "Imogen", "Nigel", "Beatrice", "Rhys",
)  # fmt: skip
LAST_FR = (
    "Martin", "Bernard", "Dubois", "Thomas", "Robert", "Richard", "Petit", "Durand", "Leroy", "Moreau", "Simon",
    "Laurent", "Lefebvre", "Michel", "Garcia", "David", "Bertrand", "Roux", "Vincent", "Fournier", "Morel", "Girard",
    "André", "Lefèvre", "Mercier", "Dupont", "Lambert", "Bonnet", "François", "Martinez", "Legrand", "Garnier",
    "Faure", "Rousseau", "Blanc", "Guérin", "Muller", "Henry", "Roussel", "Nicolas", "Perrin", "Morin", "Mathieu",
    "Clément", "Gauthier", "Dumont", "Lopez", "Fontaine", "Chevalier", "Robin", "Masson", "Sanchez", "Gérard",
    "Nguyen", "Boyer", "Denis", "Lemaire", "Duval", "Joly", "Gautier", "Roger", "Roche", "Roy", "Noël", "Meyer",
    "Lucas", "Meunier", "Jean", "Pérez", "Marchand", "Dufour", "Blanchard", "Marie", "Barbier", "Brun", "Dumas",
    "Brunet", "Schmitt", "Leroux", "Colas", "Fernandez", "Renard", "Arnaud", "Rolland", "Caron", "Aubert", "Giraud",
    "Leclerc", "Vidal", "Bourgeois", "Renaud", "Lemoine", "Picard", "Gaillard", "Philippe", "Leclercq", "Lacroix",
)  # fmt: skip
LAST_EN = (
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Robinson", "Wright", "Thompson",
    "Evans", "Walker", "White", "Roberts", "Green", "Hall", "Wood", "Jackson", "Clarke", "Harris", "Lewis", "Clark",
    "Cooper", "King", "Baker", "Turner", "Hill", "Moore", "Ward", "Morris", "Watson", "Carter", "Harrison", "Parker",
    "Bennett", "Cook", "Shaw", "Hughes", "Bailey", "Murphy", "Miller", "Price", "Kelly", "Richardson", "Gray",
    "Marshall", "Simpson", "Collins", "Bell", "Foster", "Mason", "Rogers", "Murray", "Palmer", "Mitchell", "Hunt",
    "Hudson", "Holmes", "Barnes", "Knight", "Fisher", "Reynolds", "Stevens", "Harvey", "Pearson", "Graham", "Fletcher",
)  # fmt: skip
PARTICLES_FR = ("de ", "du ", "de la ", "d'", "Le ", "La ", "des ")
PARTICLES_EN = ("O'", "Mc", "Mac", "Fitz", "van ", "St. ")

# The long tail: beginning, middle and ending make some 40,000 French and 10,000 English surnames.
BEGINNINGS_FR = (
    "Bar", "Bel", "Bon", "Cha", "Cor", "Dar", "Del", "Fau", "Fer", "Gar", "Gui", "Hau", "Jou", "Lam", "Lar", "Mal",
    "Mon", "Nau", "Pas", "Pel", "Quin", "Rab", "Ren", "Roch", "Sau", "Ser", "Tal", "Tou", "Val", "Ver", "Vil", "Bré",
    "Cour", "Desp", "Éch", "Grand", "Hen", "Maz", "Plan", "Thi",
)  # fmt: skip
MIDDLES_FR = (
    "an", "el", "ill", "on", "arr", "inc", "ev", "ouv", "ern", "al", "ad", "iv", "ass", "uch", "em", "ég", "ouz",
    "ien", "ort", "umm", "ef", "ap", "ost", "ub", "ir", "ag", "ol", "éc",
)  # fmt: skip
ENDINGS_FR = (
    "ard", "aud", "eau", "elle", "et", "ier", "in", "on", "ot", "oux", "ois", "ac", "as", "ère", "ette", "aux", "ez",
    "eux", "ineau", "ault", "ençon", "igny", "oin", "ain", "ais", "é", "ille", "ond", "our", "ieu", "uet", "oy", "ane",
    "ert", "ieux", "ote",
)  # fmt: skip
BEGINNINGS_EN = (
    "Ash", "Bar", "Black", "Brad", "Bur", "Car", "Clif", "Cran", "Dal", "Den", "Eld", "Fair", "Far", "Gars", "Green",
    "Hal", "Har", "Hather", "Hol", "Kel", "Lang", "Lin", "Mar", "Mel", "Nor", "Oak", "Pem", "Pres", "Rad", "Rip",
    "Sand", "Shel", "Stan", "Sut", "Thorn", "Tre", "Wal", "Wes", "Whit", "Wyn",
)  # fmt: skip
MIDDLES_EN = ("", "ing", "er", "en", "le", "ow", "ard", "ick", "ers", "el")
ENDINGS_EN = (
    "ton", "ley", "ford", "well", "wood", "by", "ham", "field", "worth", "more", "stone", "man", "gate", "son", "bury",
    "combe", "den", "dale", "hurst", "shaw", "wick", "cott", "bridge", "croft", "brook",
)  # fmt: skip

TRADES_FR = (
    "Garage", "Boulangerie", "Menuiserie", "Cabinet", "Atelier", "Pharmacie", "Transports", "Imprimerie", "Librairie",
    "Clinique", "Domaine", "Hôtel", "Électricité", "Ets", "Cie", "Maçonnerie", "Société",
)  # fmt: skip
TRADES_EN = (
    "Plumbing", "Bakery", "Motors", "Consulting", "Legal", "Printing", "Logistics", "Dental Care", "Builders",
    "Bookshop", "Foods", "Engineering", "Travel", "Design Studio", "Estates",
)  # fmt: skip
LEGAL_FR = ("", "", " SARL", " SAS", " SA", " & Fils", " Frères")
LEGAL_EN = ("", " Ltd", " LLP", " Inc.", " & Sons", " Group")
SAINTS = ("Martin", "Michel", "Georges", "Luc", "Honoré", "Éloi", "Roch", "Vincent", "Hilaire", "Aubin")
FANCIES = ("Nordvale", "Lumelis", "Azurys", "Brightmere", "Solvena", "Kintara", "Mirelis", "Ostrine", "Veloria")

CITIES_FR = (
    ("Paris", "75011"), ("Lyon", "69003"), ("Marseille", "13006"), ("Toulouse", "31000"), ("Nantes", "44000"),
    ("Bordeaux", "33000"), ("Lille", "59000"), ("Rennes", "35000"), ("Saint-Étienne", "42000"), ("Grenoble", "38000"),
    ("Saint-Denis", "93200"), ("Angers", "49000"), ("Aix-en-Provence", "13100"), ("Nîmes", "30000"), ("Dijon", "21000"),
    ("Orléans", "45000"), ("Béziers", "34500"), ("Saint-Nazaire", "44600"), ("Besançon", "25000"), ("Metz", "57000"),
    ("Saint-Malo", "35400"), ("La Rochelle", "17000"), ("Chambéry", "73000"), ("Évreux", "27000"), ("Le Mans", "72000"),
    ("L'Haÿ-les-Roses", "94240"), ("Sainte-Maxime", "83120"), ("Saint-Brieuc", "22000"), ("Mâcon", "71000"),
)  # fmt: skip
CITIES_GB = (
    ("London", "SE1 7AA"), ("Manchester", "M1 2AB"), ("Birmingham", "B2 4QA"), ("Leeds", "LS1 3AJ"),
    ("St Albans", "AL1 3JE"), ("Edinburgh", "EH1 2NG"), ("Bristol", "BS1 4DJ"), ("St Ives", "TR26 1RU"),
    ("Stoke-on-Trent", "ST4 1AB"), ("Newcastle upon Tyne", "NE1 4LP"),
)  # fmt: skip
CITIES_US = (
    ("New York", "10011"), ("Chicago", "60614"), ("St. Louis", "63101"), ("Austin", "78701"), ("St. Paul", "55101"),
    ("San Francisco", "94107"), ("Boston", "02116"), ("Portland", "97205"),
)  # fmt: skip
STREETS_FR = (
    "rue des Lilas", "bd des Alpes", "av. de la Gare", "place du Marché", "rue du Faubourg Saint-Antoine",
    "boulevard de la Liberté", "avenue des Tilleuls", "rue Sainte-Anne", "chemin du Moulin", "quai du Port",
)  # fmt: skip
STREETS_GB = ("High Street", "Station Road", "Church Lane", "Mill Rd", "St Mary's Street", "Victoria Avenue")
STREETS_US = ("Maple Avenue", "Oak St", "2nd Street", "Lake View Rd", "Cedar Boulevard")

TAGS = (
    "Clients", "Prospects", "Newsletter", "VIP", "Fournisseurs", "Salon de Lyon", "À relancer", "Partenaires", "Press",
    "Grand compte", "Alumni", "Investors", "Trade show", "Réseau", "Beta", "Sous-traitants", "Trainers", "Journalistes",
    "Early bird", "Webinaire", "Gold", "Silver", "Bronze", "Do not call",
)  # fmt: skip

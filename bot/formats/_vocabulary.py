"""The words by which programs and people name the columns of a list of contacts: folded, French and English."""

# fmt: off
# Headers that mean a field as a whole, squeezed and without digits.
FIRST_NAME = frozenset((
    "firstname", "first", "fname", "givenname", "forename", "forenames", "prenom", "prenoms", "contactfirstname",
    "prenomcontact", "prenomducontact", "prenomdelapersonne", "vorname",
))
MIDDLE_NAME = frozenset(("middlename", "additionalname", "secondname", "deuxiemeprenom", "autresprenoms"))
LAST_NAME = frozenset((
    "lastname", "last", "lname", "surname", "familyname", "nomdefamille", "nomdusage", "nomusuel", "nomdenaissance",
    "contactlastname", "nomcontact", "nomducontact", "nomdelapersonne", "nachname",
))
# A last name where a column of first names stands beside it, else the whole name.
NAME_OR_LAST = frozenset(("name", "nom", "noms", "names"))
NAME = frozenset((
    "fullname", "nomcomplet", "completename", "displayname", "nomaffiche", "contact", "contacts", "contactname",
    "person", "personne", "interlocuteur", "client", "clientname", "nomduclient", "nomclient", "customer",
    "customername", "supplier", "suppliername", "fournisseur", "nomdufournisseur", "fileas", "classersous",
    "prenomnom", "prenometnom", "firstnamelastname", "firstlast", "firstandlastname",
))
LAST_THEN_FIRST = frozenset(("nomprenom", "nometprenom", "nomsetprenoms", "nomprenoms", "lastnamefirstname"))
COMPANY = frozenset((
    "company", "companyname", "companies", "business", "businessname", "firm", "employer", "employeur", "account",
    "accountname", "organization", "organizationname", "organisation", "organisationname", "associatedcompany",
    "primaryassociatedcompany", "nameofcompany", "societe", "nomsociete", "nomdelasociete", "societenom",
    "raisonsociale", "denomination", "denominationsociale", "entreprise", "nomentreprise", "nomdelentreprise",
    "etablissement", "enseigne", "tiers", "nomdutiers", "nomprenomdutiers", "compte", "nomducompte", "nomcompte",
    "organisme", "structure", "firma",
))
TAGS = frozenset((
    "tag", "tags", "label", "labels", "etiquette", "etiquettes", "category", "categories", "categorie", "group",
    "groups", "groupe", "groupes", "groupmembership", "motscles", "keywords", "smarttags",
))
COMMENT = frozenset((
    "note", "notes", "comment", "comments", "commentaire", "commentaires", "remark", "remarks", "remarque",
    "remarques", "description", "memo", "observation", "observations", "information", "informations", "infos",
    "notepublique", "noteprivee", "publicnote", "privatenote", "bemerkung", "bemerkungen", "notizen",
))

# Fields whose headers are written in so many ways that one word decides.
EMAIL = frozenset(("email", "emails", "mail", "mails", "courriel", "courriels", "mel", "messagerie", "electronique"))
PHONE = frozenset((
    "phone", "phones", "phonenumber", "phonenumbers", "telephone", "telephones", "telephonenumber", "tel", "tels",
    "mobile", "mobilephone", "mob", "portable", "gsm", "cell", "cellphone", "cellular", "handy", "natel", "telefon",
    "fax", "telecopie", "telecopieur", "fixe", "landline", "workphone", "homephone", "whatsapp", "radiotelephone",
))
SITE = frozenset(("website", "websites", "site", "web", "siteweb", "url", "urls", "www", "homepage", "webpage"))
SOCIAL = frozenset(("linkedin", "facebook", "twitter", "instagram", "xing", "mastodon", "bluesky", "youtube", "tiktok"))

# Words beside those that make the column speak of something else.
ABOUT = frozenset((
    "type", "label", "libelle", "status", "statut", "date", "id", "identifiant", "display", "affichage", "name", "nom",
    "opt", "optin", "optout", "consent", "consentement", "domain", "domaine", "code", "count", "nombre", "last",
    "first", "dernier", "derniere", "verified", "bounced", "unsubscribed", "sent", "opened", "clicked", "extension",
    "ext", "poste", "source", "original", "seen", "referring", "photo", "image", "picture", "avatar", "followers",
    "clicks", "bio", "preferred", "prefere", "owner", "proprietaire",
))
# Of which thing a field is, before its name: "Person - Name", "Organization.Address".
SCOPE = frozenset((
    "person", "personne", "contact", "lead", "prospect", "client", "customer", "tiers", "people",
))
# What no column of an address has in its name.
NOT_ADDRESS = frozenset((
    "type", "label", "formatted", "date", "id", "ip", "birth", "naissance", "latitude", "longitude", "status",
    "statut", "name", "nom", "email", "mail", "owner",
))

ADDRESS = frozenset(("address", "adresse", "addresses", "adresses"))
STREET = frozenset(("street", "rue", "voie", "strasse", "straße"))
COMPLEMENT = frozenset(("complement", "suite", "extended", "apartment", "appartement", "apt", "batiment", "bp"))
POSTCODE = frozenset(("zip", "zipcode", "postcode", "postalcode", "codepostal", "cp", "npa", "plz"))
CITY = frozenset(("city", "ville", "town", "commune", "localite", "locality", "municipality", "ort", "stadt"))
REGION = frozenset(("region", "state", "statie", "province", "departement", "canton"))
COUNTY = frozenset(("county", "comte"))
COUNTRY = frozenset(("country", "pays", "land"))
LINE = frozenset(("line", "ligne"))

# Words that say nothing by themselves: what is left of a header is the label of its phone or address.
FILLING = frozenset((
    "e", "phone", "phones", "telephone", "tel", "telefon", "number", "numbers", "numero", "numeros", "n", "no", "nr",
    "value", "valeur", "de", "du", "des", "d", "la", "le", "les", "l", "the", "of", "s", "a", "contact", "and", "et",
    "code", "postal", "postale", "post", "po", "box", "boite", "or", "ou", "dep",
)) | EMAIL | ADDRESS | STREET | COMPLEMENT | POSTCODE | CITY | REGION | COUNTY | COUNTRY | LINE | SITE
# fmt: on

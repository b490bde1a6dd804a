"""The words that the sample company is made of. All names are invented."""

PEOPLE = (
    ("Luis Pereira", "luis", ("Web", "Retail"), ("Iberia", "France"), 42),
    ("Mina Sato", "mina", ("Web", "Data"), ("DACH", "Nordics"), 58),
    ("Priya Nair", "priya", ("Data", "Health"), ("UK", "Nordics"), 50),
    ("Jonas Weber", "jonas", ("Retail", "Industry"), ("DACH",), 44),
    ("Chloé Martin", "chloe", ("Health", "Web"), ("France", "Benelux"), 50),
)
PRODUCTS = (
    ("Website relaunch", "WEB-1", "Web", 24000),
    ("Booking rollout", "BOOK-1", "Web", 18500),
    ("Customer portal", "PORT-1", "Web", 61000),
    ("Data hub", "DATA-1", "Data", 38900),
    ("Loyalty app", "LOY-1", "Apps", 42000),
    ("Care plan", "CARE-1", "Service", 4800),
    ("Team training", "TRAIN-1", "Service", 3200),
)
# Name, domain, sector, city, country, territory, employees.
COMPANIES = (
    ("Helio Energy", "helio.example", "Energy", "Berlin", "Germany", "DACH", 420),
    ("Brightside Clinics", "brightside.example", "Health", "Manchester", "United Kingdom", "UK", 310),
    ("Nordform", "nordform.example", "Furniture", "Gothenburg", "Sweden", "Nordics", 140),
    ("Kestrel Labs", "kestrel.example", "Research", "Cambridge", "United Kingdom", "UK", 85),
    ("Atelier Bonnet", "bonnet.example", "Fashion", "Lyon", "France", "France", 24),
    ("Novak & Sons", "novak.example", "Construction", "Vienna", "Austria", "DACH", 60),
    ("Komorebi Foods", "komorebi.example", "Food", "Rotterdam", "Netherlands", "Benelux", 95),
    ("Lisboa Motors", "lisboamotors.example", "Automotive", "Lisbon", "Portugal", "Iberia", 510),
    ("Wolff Optik", "wolffoptik.example", "Retail", "Munich", "Germany", "DACH", 48),
    ("Crescent Travel", "crescent.example", "Travel", "London", "United Kingdom", "UK", 130),
    ("Marin Dental", "marindental.example", "Health", "Seville", "Spain", "Iberia", 72),
    ("Studio Kim", "studiokim.example", "Architecture", "Brussels", "Belgium", "Benelux", 18),
    ("Fjord Logistics", "fjordlog.example", "Logistics", "Bergen", "Norway", "Nordics", 260),
    ("Alpine Gear", "alpinegear.example", "Retail", "Innsbruck", "Austria", "DACH", 110),
    ("Maison Verte", "maisonverte.example", "Food", "Nantes", "France", "France", 37),
    ("Harbour Hotels", "harbourhotels.example", "Travel", "Porto", "Portugal", "Iberia", 340),
    ("Quarry Insurance", "quarry.example", "Insurance", "Leeds", "United Kingdom", "UK", 620),
    ("Tulip Print", "tulipprint.example", "Media", "Utrecht", "Netherlands", "Benelux", 55),
    ("Sonnenhof Pharmacies", "sonnenhof.example", "Health", "Zurich", "Switzerland", "DACH", 210),
    ("Lumen Schools", "lumen.example", "Education", "Copenhagen", "Denmark", "Nordics", 180),
    ("Granada Ceramics", "granadaceramics.example", "Industry", "Granada", "Spain", "Iberia", 88),
    ("Rhine Robotics", "rhinerobotics.example", "Industry", "Cologne", "Germany", "DACH", 300),
    ("Petit Port", "petitport.example", "Retail", "Marseille", "France", "France", 29),
    ("Bluebell Vets", "bluebellvets.example", "Health", "Bristol", "United Kingdom", "UK", 66),
    ("Aurora Dairy", "auroradairy.example", "Food", "Turku", "Finland", "Nordics", 150),
    ("Cobalt Finance", "cobaltfinance.example", "Finance", "Luxembourg", "Luxembourg", "Benelux", 240),
    ("Orchard Law", "orchardlaw.example", "Legal", "Dublin", "Ireland", "UK", 42),
    ("Steinbach Tools", "steinbach.example", "Industry", "Graz", "Austria", "DACH", 175),
    ("Vela Yachts", "vela.example", "Travel", "Palma", "Spain", "Iberia", 33),
    ("Papyrus Books", "papyrusbooks.example", "Retail", "Paris", "France", "France", 77),
)
FIRST_NAMES = (
    "Marta", "Tom", "Sofia", "Dev", "Claire", "Peter", "Eri", "Hugo", "Lena", "Jamal", "Rosa", "Olga", "Nils", "Amara",
    "Felix", "Ines", "Ravi", "Greta", "Pablo", "Yara", "Oscar", "Elif", "Noah", "Zoe", "Karl", "Lucía", "Aylin", "Max",
)  # fmt: skip
LAST_NAMES = (
    "Jansen", "Okafor", "Lindqvist", "Rao", "Bonnet", "Novak", "Ito", "Barros", "Wolff", "Aziz", "Marin", "Kim", "Berg",
    "Diallo", "Huber", "Costa", "Mehta", "Olsen", "Vidal", "Haddad", "Lund", "Demir", "Fischer", "Laurent", "Keller",
)  # fmt: skip
JOB_TITLES = ("Head of operations", "Owner", "Buyer", "CTO", "Founder", "Director", "Marketing lead", "Office manager")
SOURCES = (("Website form", 34), ("Referral", 22), ("Trade fair", 16), ("Newsletter", 12), ("Partner", 9), ("Call", 7))
MESSAGES = (
    "We would like a demo for three of our sites.",
    "Can you tell us what a relaunch costs and how long it takes?",
    "We saw you at the fair and want to talk about a customer portal.",
    "Looking for somebody to take over our booking system.",
    "Please call me back this week.",
)
NEXT_STEPS = ("Call tomorrow 10:00", "Send proposal", "Meeting Thursday", "Legal review", "Contract out", "Site visit")
LOST_REASONS = ("Price", "Chose a competitor", "No budget this year", "No answer", "Needs a feature we lack")
TASKS = (
    "Call back",
    "Send the offer",
    "Prepare the demo",
    "Check the contract",
    "Ask for references",
    "Write a summary",
)
NOTES = (
    "Met on site. They want to start before the summer and decide as a board of three.",
    "Budget is approved up to the offer; travel is extra.",
    "Prefers mail over phone. Best reached before ten.",
    "Compared us with two others; our support made the difference.",
)

"""Who works at the company of the demo, and what each is like at work. Correct it as you would a cast list.

What somebody writes or is called stands in the language of their own Slack, so that who looks through them reads one language.
"""

from dataclasses import dataclass, field

WORKSPACE_ID = "T0NOORDER"
NAME = "Noorderlicht"


@dataclass(frozen=True)
class DemoTeam:
    """A team and its channel."""

    name: str
    channel_id: str
    channel: str
    zone: str
    language: str


@dataclass(frozen=True)
class Colleague:
    """One person. The numbers are per working week in a month of average season."""

    slack_user_id: str
    name: str
    title: str
    team: str | None
    zone: str = "Europe/Amsterdam"
    country: str = "NL"
    region: str | None = None
    locale: str = "nl-NL"
    sales_role: str | None = None
    manager: str | None = None
    is_leader: bool = False
    working_days: str = "1111100"
    months_here: int = 40
    meetings: float = 0
    calls: float = 0
    proposals: float = 0
    deals: float = 0
    wins: float = 0.4
    """Share of decided deals that this person wins."""
    deal_value: int = 14_000
    trend: float = 0
    """Change over the year: -0.3 fades by 30 %, 0.3 grows by as much."""
    quiet_days: int = 0
    """The last so many working days nothing was logged."""
    leave: tuple[tuple[int, int], ...] = field(default=())
    """Stretches away as (days before today at which it began, number of days); negative: still to come."""

    @property
    def email(self) -> str:
        """The work address made of the first name."""
        return f"{self.name.split()[0].lower()}@noorderlicht.example"

    @property
    def language(self) -> str:
        """The language of their Slack."""
        return self.locale[:2]


TEAMS = (
    DemoTeam("Noord", "C0NOORD", "team-noord", "Europe/Amsterdam", "nl"),
    DemoTeam("Zuid", "C0ZUID", "team-zuid", "Europe/Brussels", "nl"),
    DemoTeam("Britain", "C0BRITAIN", "team-britain", "Europe/London", "en"),
)

# fmt: off
PEOPLE = (
    Colleague("U0FEMKE", "Femke van Dijk", "Sales director", None, is_leader=True, locale="en-GB"),
    Colleague("U0MARIJKE", "Marijke Smit", "Salesdirecteur Benelux", None, manager="U0FEMKE", is_leader=True, months_here=4),

    Colleague("U0CARLA", "Carla Mulder", "Salesmanager Noord", "Noord", manager="U0MARIJKE"),
    Colleague("U0ANNA", "Anna de Vries", "Account manager", "Noord", sales_role="account", manager="U0CARLA", locale="en-GB",
              meetings=12, calls=9, proposals=2.4, deals=1.3, wins=0.55, deal_value=16_000, trend=0.2, leave=((118, 14),)),
    Colleague("U0BRAM", "Bram Bakker", "Buitendienst", "Noord", sales_role="field", manager="U0CARLA",
              meetings=9, calls=5, proposals=1.4, deals=1.0, wins=0.38, deal_value=21_000, trend=-0.3, leave=((96, 18),)),
    Colleague("U0SANNE", "Sanne Visser", "Binnendienst", "Noord", sales_role="inside", manager="U0CARLA", working_days="1111000",
              meetings=5.5, calls=26, proposals=1.7, deals=2.2, wins=0.46, deal_value=6_500, leave=((132, 12), (-26, 8))),

    Colleague("U0JORIS", "Joris Claes", "Salesmanager Zuid", "Zuid", zone="Europe/Brussels", country="BE", manager="U0MARIJKE"),
    Colleague("U0LOTTE", "Lotte Peeters", "SDR", "Zuid", zone="Europe/Brussels", country="BE", sales_role="sdr", manager="U0JORIS",
              meetings=10, calls=38, proposals=1, deals=1.2, wins=0.35, deal_value=8_000, trend=0.35),
    Colleague("U0MEHDI", "Mehdi El Amrani", "Account manager", "Zuid", zone="Europe/Brussels", country="BE", sales_role="account",
              manager="U0JORIS", meetings=11, calls=7, proposals=2.2, deals=1.2, wins=0.5, deal_value=18_500, leave=((4, 9),)),
    Colleague("U0NOOR", "Noor Janssens", "Partnermanager", "Zuid", zone="Europe/Brussels", country="BE", sales_role="channel",
              manager="U0JORIS", meetings=7, calls=6, proposals=1.2, deals=0.9, wins=0.41, deal_value=24_000, quiet_days=6),

    Colleague("U0GRACE", "Grace Thompson", "Team manager Britain", "Britain", zone="Europe/London", country="GB", region="ENG",
              locale="en-GB", manager="U0FEMKE"),
    Colleague("U0OLIVER", "Oliver Hughes", "BDR", "Britain", zone="Europe/London", country="GB", region="ENG", locale="en-GB",
              sales_role="bdr", manager="U0GRACE", months_here=2, meetings=6, calls=21, proposals=0.8, deals=0.9, wins=0.3,
              deal_value=9_000),
    Colleague("U0PRIYA", "Priya Shah", "Field sales", "Britain", zone="Europe/London", country="GB", region="ENG", locale="en-GB",
              sales_role="field", manager="U0GRACE", meetings=13, calls=6, proposals=2.6, deals=1.4, wins=0.52, deal_value=19_500,
              trend=0.1, leave=((101, 15),)),
)
# fmt: on

SEASON = (0.92, 1.0, 1.1, 1.0, 0.95, 1.08, 0.72, 0.66, 1.12, 1.2, 1.15, 0.8)
"""January to December: how busy a month is."""

ACCOUNTS = (
    "Acme",
    "Globex",
    "Initech",
    "Van Gelder Logistiek",
    "Bakkerij Zon",
    "Hollandia Staal",
    "Delta Pompen",
    "Brouwerij De Eik",
    "Kade Architecten",
    "Waterman Techniek",
    "Zeeland Vis",
    "Polder Energie",
    "Tulp Verpakkingen",
    "Meridiaan Zorg",
    "Noordkust Havens",
    "Drukkerij Van Loon",
    "Vlaamse Textiel",
    "Antwerp Diamonds",
    "Gent Robotics",
    "Maasland Fruit",
    "Schelde Chemie",
    "Brabant Glas",
    "Leuven Biotech",
    "Kempen Bouw",
    "Hasselt Media",
    "Ardennes Timber",
    "Oostende Marine",
    "Wallonie Rail",
    "Thames Water Systems",
    "Kent Orchards",
    "Bristol Aero",
    "Leeds Castings",
    "Camden Foods",
    "Sheffield Tools",
    "Norfolk Farms",
    "Cardiff Freight",
    "Oxford Optics",
    "Mersey Docks",
    "Cotswold Homes",
    "Pennine Paper",
    "Solent Yachts",
    "Dover Cables",
    "Wessex Labs",
    "Umber & Sons",
    "Quayside Hotels",
    "Larkfield School",
    "Hawthorn Clinics",
    "Redcar Metals",
)

PROSPECT_NAMES = (
    "Alder",
    "Amber",
    "Anker",
    "Beacon",
    "Berken",
    "Blauw",
    "Brug",
    "Cedar",
    "Compass",
    "Dijk",
    "Duin",
    "Elm",
    "Ever",
    "Falcon",
    "Gouda",
    "Granite",
    "Haven",
    "Heide",
    "Iris",
    "Juniper",
    "Kompas",
    "Koper",
    "Lark",
    "Linden",
    "Maple",
    "Molen",
    "Noble",
    "Olm",
    "Nova",
    "Onyx",
    "Opaal",
    "Orchid",
    "Panda",
    "Parel",
    "Pioen",
    "Quartz",
    "Reed",
    "River",
    "Saffron",
    "Silver",
    "Ster",
    "Tide",
    "Veld",
    "Vonk",
    "Willow",
    "Zand",
    "Zilver",
)
PROSPECT_TRADES = (
    "Analytics",
    "Bakery",
    "Bouw",
    "Chemicals",
    "Clinics",
    "Design",
    "Electric",
    "Finance",
    "Foods",
    "Freight",
    "Glas",
    "Hotels",
    "Interieur",
    "Kliniek",
    "Labs",
    "Logistics",
    "Machines",
    "Media",
    "Metaal",
    "Optics",
    "Retail",
    "Robotics",
    "Textiel",
    "Transport",
    "Advies",
    "Bikes",
    "Cables",
    "Dental",
    "Energy",
    "Farms",
    "Garages",
    "Havenwerk",
    "Import",
    "Juweliers",
    "Kantoor",
    "Leather",
    "Marine",
    "Notarissen",
)
"""A prospect is a name with a trade: about a thousand of them, met for the first time one by one."""

PLACES = ("Utrecht", "Antwerp", "Leeds", "Breda", "Ghent", "York", "Zwolle", "Leuven", "Bath", "Arnhem")
"""Where the prospects are of whom nobody has heard yet."""

PRODUCTS = ("Starter", "Team", "Enterprise", "Service plan")
CHANNELS = ("direct", "direct", "direct", "partner", "online", "inside")
LOST_REASONS = {
    "en": ("price", "no budget", "chose a competitor", "no decision", "timing"),
    "nl": ("prijs", "geen budget", "koos de concurrent", "geen besluit", "timing"),
}

"""The organisation, its team tree and its people; invitations and bearer tokens (digests only)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
THEMES = [("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class Organisation(models.Model):
    """The one company of this installation, with the settings the method leaves to it."""

    name = models.CharField(max_length=120)
    mission = models.TextField(blank=True)
    vision = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=16, choices=LANGUAGES, default="en")
    country = models.CharField(max_length=8, blank=True, help_text="holiday calendar, e.g. CN or DE")
    fiscal_month = models.PositiveSmallIntegerField(default=1)
    check_in_weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS, default=0)
    agreement = models.BooleanField(default=True, help_text="objectives are agreed before they run")
    aspirational_aim = models.DecimalField(max_digits=3, decimal_places=2, default="0.7")
    on_track_ratio = models.DecimalField(max_digits=3, decimal_places=2, default="0.85")
    at_risk_ratio = models.DecimalField(max_digits=3, decimal_places=2, default="0.6")
    silent_share = models.DecimalField(max_digits=3, decimal_places=2, default="0.15")
    stuck_after = models.PositiveSmallIntegerField(default=3)
    hold_slots_out = models.PositiveSmallIntegerField(default=2)
    focus_note = models.PositiveSmallIntegerField(default=3)
    focus_strong = models.PositiveSmallIntegerField(default=5)
    claim_days = models.PositiveSmallIntegerField(default=2)
    sponsor = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    settled_on = models.DateField(null=True, help_text="last day whose daily job is done")
    settling_until = models.DateTimeField(null=True, help_text="until then one process has the daily job")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name


class Strategy(models.Model):
    """A strategy of one year that objectives point at."""

    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-year", "position", "id"]

    def __str__(self) -> str:
        return self.title


class Team(models.Model):
    """A node of the team tree. ``lft``/``rgt`` number the tree so that a subtree is one range."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        VIRTUAL = "virtual", _("Virtual team")

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    purpose = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    lft = models.PositiveIntegerField(default=0, db_index=True)
    rgt = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    leads: models.ManyToManyField[Person, TeamLead] = models.ManyToManyField(
        "Person", through="TeamLead", related_name="leads"
    )
    check_in_weekday = models.PositiveSmallIntegerField(null=True, blank=True, choices=WEEKDAYS)
    archived = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class TeamLead(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, related_name="lead_rows")
    person = models.ForeignKey("Person", models.CASCADE, related_name="lead_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="lead_once")]


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, *, mail: str, name: str, password: str | None = None, **fields: object) -> Person:
        person: Person = self.model(mail=mail.strip().lower(), name=name, **fields)
        person.set_password(password)
        person.save()
        return person

    def create_user(self, mail: str, password: str | None = None, **fields: object) -> Person:
        return self.create_person(mail=mail, password=password, name=str(fields.pop("name", mail)), **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(mail=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody who signs in: one home team, other teams, at most one manager."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        GUEST = "guest", _("Guest")
        ADMIN = "admin", _("Administrator")

    mail = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    champion = models.BooleanField(default=False, help_text="OKR champion of the company")
    champion_of = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="champions")
    home_team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="people")
    teams: models.ManyToManyField[Team, Membership] = models.ManyToManyField(
        Team, through="Membership", related_name="other_people"
    )
    manager = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    assistant = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="assists")
    time_zone = models.CharField(max_length=64, blank=True, help_text="empty: the organisation's")
    language = models.CharField(max_length=16, choices=LANGUAGES, blank=True)
    week_start = models.PositiveSmallIntegerField(choices=WEEKDAYS, default=0)
    theme = models.CharField(max_length=8, choices=THEMES, default="auto")
    coached = models.BooleanField(default=True, help_text="whether the coach speaks while they write")
    country = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True, blank=True)

    USERNAME_FIELD = "mail"
    EMAIL_FIELD = "mail"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")), name="no_self_manager"
            )
        ]
        indexes = [models.Index(fields=["name", "id", "is_active"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    @property
    def is_guest(self) -> bool:
        return self.role == self.Role.GUEST

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        return self.pk % 8 if self.pk else 0


class Membership(models.Model):
    """A person's place in a team that is not the home team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="member_once")]


class Leave(models.Model):
    """Days on which a person is away; no check-in falls due on them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="leaves")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="leave_ends_after_it_starts")
        ]


class Invitation(models.Model):
    """A link that lets one mail address in once; only its digest is stored."""

    mail = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True)
    role = models.CharField(max_length=8, choices=Person.Role, default=Person.Role.MEMBER)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")


class Token(models.Model):
    """A personal bearer token of the API; only its digest is stored."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8, help_text="its last characters, to recognise it by")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)


def initials(name: str) -> str:
    """Two letters of a name: first and last word's, or the first Chinese character."""
    words = name.split()
    if not words:
        return "?"
    first = words[0][0]
    if ord(first) > 0x2E7F:
        return first
    return (first + words[-1][0]).upper() if len(words) > 1 else words[0][:2].upper()

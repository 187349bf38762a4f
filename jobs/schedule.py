"""The one table of everything that happens by itself. A new prompt is one line here.

| cadence          | when                                    | to whom                                     |
|------------------|-----------------------------------------|---------------------------------------------|
| digest.manager   | Monday 08:30, own zone                  | everybody to whom somebody reports          |
| digest.team      | Monday 09:00, the team's zone           | the team's channel                          |
| digest.restated  | 16:00, when a published digest changed  | the digest's thread                         |
| review.prompt    | first working day of the month, 09:00   | each rep with a month to look back on       |
| review.write     | 09:00, when a self-review came in       | the manager who writes the other half       |
| review.reminder  | 09:00, after 2 and 4 working days       | whoever's turn it is                        |
| review.missed    | 09:00, after 5 working days             | the manager's manager                       |
| coaching.*       | start of the month, a day before, after | the manager and the rep of a talk           |
| audit.invitation | at once, in own working hours          | whoever is asked in a survey                |
| audit.reminder   | 09:00, halfway and on the last day      | who has not finished, at their own pace     |
| audit.closed     | when a survey has closed                | who started it; participants when shared    |
| goal.ended       | the morning after a goal's last day     | its owner                                   |
| audit.again      | 09:00, half a year after an audit       | each leader, once                           |
"""

from jobs.cadence import Cadence
from jobs.prompts import audit, coaching, digest, goals, plan, reviews

SCHEDULE: tuple[Cadence, ...] = (
    *digest.CADENCES,
    *reviews.CADENCES,
    *coaching.CADENCES,
    *audit.CADENCES,
    goals.GOAL_ENDED,
    plan.AUDIT_AGAIN,
)

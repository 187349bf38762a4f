"""People on the roster: is somebody new the one who was there already?"""

from jobs.cadence import Cadence, Occasion, nobody
from messages import team as messages
from messages.blocks import Message
from models.permissions import Right
from models.rights import rights_of
from models.team.compared import question_of
from models.team.proposals import ASKED, TOLD, USEFUL_FOR, proposal_with_id
from models.team.records import PersonProposal, ProposalState


def ask(occasion: Occasion) -> Message | None:
    """With what each of the two has; None when it was decided, or the one who is asked may not decide any more."""
    proposal = _open(occasion)
    question = question_of(occasion.session, proposal) if proposal else None
    if question is None or occasion.person is None:
        return None
    rights = rights_of(occasion.session, occasion.person, occasion.today)
    return messages.asked(occasion.language, [question]) if rights.may(Right.CHANGE_ROSTER) else None


def tell(occasion: Occasion) -> Message | None:
    """Their address is somebody else's; None when that was settled already."""
    return messages.email_taken(occasion.language) if _open(occasion) else None


def _open(occasion: Occasion) -> PersonProposal | None:
    found = proposal_with_id(occasion.session, occasion.workspace.workspace_id, str(occasion.about["proposal"]))
    return found if found is not None and found.state == ProposalState.OPEN else None


SAME_PERSON = Cadence(
    ASKED,
    nobody,
    ask,
    useful_for=USEFUL_FOR,
    when="when somebody new has the name, or the address, of somebody on the roster",
    to="each admin; the manager of who was there, where they may change the roster",
)
EMAIL_TAKEN = Cadence(
    TOLD,
    nobody,
    tell,
    useful_for=USEFUL_FOR,
    when="when the address of somebody new is on the roster with another Slack account",
    to="who is new",
)
CADENCES = (SAME_PERSON, EMAIL_TAKEN)

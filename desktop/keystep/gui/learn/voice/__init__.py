"""What a learner says of what they learn, where they learn it."""

from keystep.gui.learn.voice.flag_button import FlagButton
from keystep.gui.learn.voice.rate_row import RateRow
from keystep.gui.learn.voice.suggest_box import SuggestBox
from keystep.gui.learn.voice.survey_card import SurveyCard, after_lesson, of_office

__all__ = ["FlagButton", "RateRow", "SuggestBox", "SurveyCard", "after_lesson", "of_office"]

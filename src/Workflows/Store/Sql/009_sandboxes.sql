-- A deleted sandbox leaves no personal link that opens anything.
grant delete on access.survey_links to mentorshipflow_app;

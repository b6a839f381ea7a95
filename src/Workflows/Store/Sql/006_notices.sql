-- Notices of dated matters, and the day for which each organisation's next look is scheduled. Marten creates the tables.
grant select, insert, update, delete on projections.mt_doc_notices, projections.mt_doc_notice_days to mentorshipflow_app;

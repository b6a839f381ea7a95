-- The schools of each region, for its regional centre. Marten creates the table.
grant select, insert, update, delete on projections.mt_doc_region_members to mentorshipflow_app;

-- A title may have 4,000 letters, and a row of a btree index holds 2,704 bytes: titles are compared by their SHA-256. A text becomes bytes
-- through its escape format alone in an index (convert_to follows conversions that somebody might redefine), which reads a backslash as two.
drop index views.programmes_one_active;
create unique index programmes_one_active on views.programmes (organisation, school_year, sha256(replace(title, '\', '\\')::bytea))
    where status in ('draft', 'active', 'suspended');

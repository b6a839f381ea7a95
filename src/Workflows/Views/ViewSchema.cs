namespace MentorshipFlow.Workflows.Views;

/// <summary>SQL of the rebuild, for the owner's connection: the application makes no tables.</summary>
internal static class ViewSchema
{
    /// <summary>Where the new rows are written.</summary>
    public const string Next = "views_next";

    /// <summary>The same tables with their checks and primary keys, and the same grants. Whatever migrations made of the views is copied from what stands.</summary>
    public const string Create = """
        do $$
        declare
            found record;
        begin
            drop schema if exists views_next cascade;
            create schema views_next;
            for found in select tablename as name from pg_tables where schemaname = 'views' loop
                execute format('create table views_next.%1$I (like views.%1$I including defaults including constraints including storage including comments)', found.name);
            end loop;
            for found in
                select c.conname, t.relname, pg_get_constraintdef(c.oid) as definition
                from pg_constraint c join pg_class t on t.oid = c.conrelid
                where c.connamespace = 'views'::regnamespace and c.contype = 'p'
            loop
                execute format('alter table views_next.%I add constraint %I %s', found.relname, found.conname, found.definition);
            end loop;
            for found in
                select distinct a.privilege_type, a.grantee::regrole::text as grantee
                from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'views' and a.grantee <> n.nspowner and a.grantee <> 0
            loop
                execute format('grant %s on schema views_next to %s', found.privilege_type, found.grantee);
            end loop;
            for found in
                select t.relname, a.privilege_type, a.grantee::regrole::text as grantee
                from pg_class t, aclexplode(t.relacl) a where t.relnamespace = 'views'::regnamespace and t.relkind = 'r' and a.grantee <> t.relowner and a.grantee <> 0
            loop
                execute format('grant %s on views_next.%I to %s', found.privilege_type, found.relname, found.grantee);
            end loop;
        end $$
        """;

    /// <summary>
    /// The other indexes, when the history is written: a unique one compares programmes with each other, and while an old history is written again
    /// two may meet that never met.
    /// </summary>
    public const string Index = """
        do $$
        declare
            found record;
        begin
            for found in
                select replace(pg_get_indexdef(i.indexrelid), ' ON views.', ' ON views_next.') as definition
                from pg_index i join pg_class t on t.oid = i.indrelid
                where t.relnamespace = 'views'::regnamespace and not i.indisprimary
            loop
                execute found.definition;
            end loop;
        end $$
        """;

    /// <summary>Tables and their keys, in the order of their names.</summary>
    public const string Tables = """
        select t.relname::text, (select string_agg(quote_ident(a.attname), ', ' order by k.place)
                           from unnest(i.indkey) with ordinality k(number, place) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number)
        from pg_class t join pg_index i on i.indrelid = t.oid and i.indisprimary
        where t.relnamespace = 'views'::regnamespace and t.relkind = 'r' order by t.relname collate "C"
        """;

    /// <summary>
    /// Holds the writers' plans back until the new names are known to everybody: the head row alone is free a moment before. Readers go on.
    /// </summary>
    public static string HoldWriters(IEnumerable<string> tables) => $"lock table {string.Join(", ", tables.Select(t => $"views.{t}"))} in share row exclusive mode";

    /// <summary>Every row that stands on one side only, or otherwise on the other: key, old and new.</summary>
    public static string Differences(string table, string key) => Differences(table, key, "");

    /// <summary>The same among the rows of some programmes and persons ($1): each view's key begins with whom the row is about.</summary>
    public static string DifferencesOfSome(string table, string key) => Differences(table, key, $"where {key.Split(',')[0]} = any($1)");

    /// <summary>Each row as text, in the order of its key: what a digest is made of. It depends on no culture and no time zone.</summary>
    public static string Rows(string table, string key) =>
        $"""select to_jsonb(t)::text from views.{table} t order by jsonb_build_array({key})::text collate "C" """;

    /// <summary>The new rows take the place of the old ones. Renaming takes no lock on the tables, and every kept plan is made again.</summary>
    public const string Swap = "alter schema views rename to views_before; alter schema views_next rename to views";

    /// <summary>The old rows, when nobody reads them any more.</summary>
    public const string DropBefore = "drop schema if exists views_before cascade";

    private static string Differences(string table, string key, string among) => $"""
        select (select jsonb_build_array({key}))::text, o.row, n.row
        from (select {key}, to_jsonb(t)::text as row from views.{table} t {among}) o full join (select {key}, to_jsonb(t)::text as row from views_next.{table} t {among}) n using ({key})
        where o.row is distinct from n.row order by 1
        """;
}

using System.Text;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>Searches every column of every table of every schema, those of PostgreSQL included: its statistics hold values of
/// rows.</summary>
internal sealed class TableSearch(NpgsqlDataSource database, SoughtTexts texts, Findings findings)
{
    /// <summary>The table whose rows are named by the position of their entry.</summary>
    public const string Ledger = $"{LedgerStore.Events}.mt_events";

    // Rows of partitions are read in the partitions. Temporary tables belong to other sessions.
    private const string Tables = $"""
        select format('%s.%s', n.nspname, c.relname), array_agg(a.attname::text order by a.attnum),
            array_agg(a.atttypid = 'bytea'::regtype order by a.attnum),
            format('select %s, %s from only %I.%I',
                case when format('%s.%s', n.nspname, c.relname) = '{Ledger}' then '(seq_id - 1)::text' else 'ctid::text' end,
                string_agg(case when a.atttypid = 'bytea'::regtype then format('%I', a.attname)
                    else format('convert_to(%I::text, ''UTF8'')', a.attname) end, ', ' order by a.attnum), n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind in ('r', 'm') and c.relpersistence <> 't' group by n.nspname, c.relname order by 1
        """;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ByteSearch bytes = new(texts);

    public async Task Run(IProgress<WorkStep>? progress, CancellationToken stop)
    {
        var tables = await List(stop);
        foreach (var (n, (name, columns, binary, sql)) in tables.Index())
        {
            progress?.Report(new("tables", "of all schemas", n, tables.Count));
            try
            {
                await Table(name, columns, binary, sql, stop);
            }
            catch (PostgresException refused)
            {
                // Without a superuser.
                var expected = refused.SqlState == PostgresErrorCodes.InsufficientPrivilege
                    && name.StartsWith("pg_catalog.", StringComparison.Ordinal);
                findings.NotSearched($"таблица {name}", expected ? "нет права её читать" : refused.SqlState, expected);
            }
        }
    }

    private async Task<List<(string Name, string[] Columns, bool[] Binary, string Sql)>> List(CancellationToken stop)
    {
        List<(string, string[], bool[], string)> tables = [];
        await using var command = Unhurried(Tables);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            tables.Add((reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<bool[]>(2), reader.GetString(3)));
        }

        return tables;
    }

    private async Task Table(string name, string[] columns, bool[] binary, string sql, CancellationToken stop)
    {
        var (rows, size) = (0L, 0L);
        await using var command = Unhurried(sql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        for (; await reader.ReadAsync(stop); rows++)
        {
            var row = reader.GetString(0);
            foreach (var (n, column) in columns.Index())
            {
                if (reader.IsDBNull(n + 1)) continue;
                var cell = reader.GetFieldValue<byte[]>(n + 1);
                size += cell.Length;
                foreach (var (text, form) in In(cell, binary[n]))
                    findings.Found(SearchedStore.Tables, text, form, $"таблица {name}, столбец {column}", row);
            }
        }

        findings.Searched(SearchedStore.Tables, 1, rows, size);
    }

    private List<(int Text, SoughtForm Form)> In(byte[] cell, bool binary)
    {
        List<(int Text, SoughtForm Form)> found = [.. bytes.In(cell).Select(f => (f.Text, f.Form))];
        if (texts.Names > 0 && (binary ? TextOf(cell) : Encoding.UTF8.GetString(cell)) is { } text)
            found.AddRange(texts.NamesIn(text).Where(n => !found.Any(f => f.Text == n)).ToList().Select(n => (n, SoughtForm.NameForm)));
        return found;
    }

    // Messages are JSON in a binary column.
    private static string? TextOf(byte[] cell)
    {
        try
        {
            return Strict.GetString(cell);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private NpgsqlCommand Unhurried(string sql)
    {
        var command = database.Command(sql);
        command.CommandTimeout = 0;
        return command;
    }
}

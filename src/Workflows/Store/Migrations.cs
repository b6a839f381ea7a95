using System.Security.Cryptography;
using System.Text;
using JasperFx;
using Npgsql;
using Weasel.Core.Migrations;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Migrates a database to this program's schema under an advisory lock: Marten and Wolverine create their tables, then numbered
/// SQL files are applied, one transaction each.</summary>
/// <remarks>Two servers may start together: one applies the migrations, the other waits and finds them applied.</remarks>
public static class Migrations
{
    // Any constant that nobody else uses in this database.
    private const long Lock = 0x4D46_4C4F_57;

    private static readonly IReadOnlyList<(int Number, string Name, string Sql)> Files =
    [
        .. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("Sql/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => (int.Parse(n.AsSpan(4, 3), System.Globalization.CultureInfo.InvariantCulture), n[4..], Text(n))),
    ];

    /// <summary>Applies the missing migrations with an owner's connection.</summary>
    /// <returns>The names of the files that were applied.</returns>
    /// <exception cref="MigrationException">An applied file was edited, or the database is newer than this program.</exception>
    public static async Task<IReadOnlyList<string>> Apply(string ownerConnectionString, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(ownerConnectionString);
        await using var connection = await database.OpenConnectionAsync(stop);
        await Execute(connection, $"select pg_advisory_lock({Lock})", stop);
        await Execute(
            connection,
            """
            create schema if not exists migrations;
            create table if not exists migrations.applied (
                number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())
            """,
            stop);
        var applied = await Applied(connection, stop);
        if (applied.Keys.Except(Files.Select(f => f.Number)).FirstOrDefault() is > 0 and var newer)
        {
            throw new MigrationException(
                $"The database has migration {newer}, which this program does not know: it is newer than the program.");
        }

        // Changes nothing if nothing is missing. If an update of Marten adds tables, add a SQL file with their grants.
        await using (var store = LedgerStore.Open(database, AutoCreate.CreateOrUpdate))
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await MessageStore.Migrate(database);

        List<string> now = [];
        foreach (var (number, name, sql) in Files)
        {
            var hash = Sha256(sql);
            if (applied.TryGetValue(number, out var known))
            {
                if (known != hash)
                    throw new MigrationException($"{name} was applied with other contents: an applied migration is never edited.");
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(stop);
            await Execute(connection, sql, stop);
            await using var record = new NpgsqlCommand("insert into migrations.applied (number, name, sha256) values ($1, $2, $3)",
                connection, transaction)
                .With(Value(number), Value(name), Value(hash));
            await record.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
            now.Add(name);
        }

        return now;
    }

    /// <summary>
    /// Checks whether the server may use this connection: not as owner of the ledger, not as superuser, and only with this program's
    /// schema.
    /// </summary>
    /// <returns>Null, or the reason: not-migrated, superuser, owner, outdated, newer.</returns>
    public static async Task<string?> WhyNotServe(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            select case
                when to_regclass('ledger.mt_events') is null then 'not-migrated'
                when (select rolsuper from pg_roles where rolname = current_user) then 'superuser'
                when (select pg_has_role(current_user, c.relowner, 'member')
                    from pg_class c where c.oid = to_regclass('ledger.mt_events')) then 'owner'
            end
            """);
        if (await command.ExecuteScalarAsync(stop) is string reason) return reason;
        if ((await Lacking(database, stop)).Count > 0 || !await IsAsMartenExpects(database, stop)) return "outdated";
        await using var connection = await database.OpenConnectionAsync(stop);
        return (await Applied(connection, stop)).Keys.Max() > Files[^1].Number ? "newer" : null;
    }

    // Marten's own comparison of its tables with those that it needs. It ignores our additional objects.
    private static async Task<bool> IsAsMartenExpects(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var store = LedgerStore.Open(database);
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(stop);
            return await MessageStore.IsAsExpected(database, stop);
        }
        catch (DatabaseValidationException)
        {
            return false;
        }
    }

    /// <summary>
    /// The migrations of this program that a database lacks, as seen with the application's rights. A newer database is allowed, because
    /// nodes are replaced while others run.
    /// </summary>
    public static async Task<IReadOnlyList<string>> Lacking(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        // If the application may not read the table, the migration with the grant is missing.
        await using var readable =
            new NpgsqlCommand("select coalesce(has_table_privilege(to_regclass('migrations.applied'), 'select'), false)", connection);
        var applied = await readable.ExecuteScalarAsync(stop) is false ? [] : await Applied(connection, stop);
        return [.. Files.Where(f => !applied.ContainsKey(f.Number)).Select(f => f.Name)];
    }

    /// <summary>The numbers of this program's files.</summary>
    internal static IEnumerable<int> Numbers => Files.Select(f => f.Number);

    /// <summary>Whether a row of <c>migrations.applied</c> names a file of this program, or one of a newer program.</summary>
    internal static bool IsOwn(int number, string name, string sha256) => number > Files[^1].Number
        || Files.Any(f => f.Number == number && f.Name == name && Sha256(f.Sql) == sha256);

    private static string Sha256(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static async Task<Dictionary<int, string>> Applied(NpgsqlConnection connection, CancellationToken stop)
    {
        Dictionary<int, string> applied = [];
        await using var command = new NpgsqlCommand("select number, sha256 from migrations.applied", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) applied[reader.GetInt32(0)] = reader.GetString(1);
        return applied;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The database cannot be migrated; the message gives the reason.</summary>
public sealed class MigrationException(string message) : Exception(message);

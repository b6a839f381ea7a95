using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>Where an installation and its copies lie.</summary>
/// <param name="Connection">The superuser's of the private PostgreSQL, or the owner's of another one.</param>
/// <param name="Cluster">The folder of the private PostgreSQL; null for another one.</param>
/// <param name="Archive">The archive of the write-ahead log; null when there is none.</param>
/// <param name="Backups">Files and folders of backups.</param>
public sealed record SearchedPlaces(
    string Connection, PostgresFolder? Cluster, string Safe, string? Archive, IReadOnlyList<string> Backups);

/// <summary>Searches everything that an installation stores for the texts of a person whose data were destroyed. It neither writes nor logs
/// the texts.</summary>
public sealed class ErasureSearch(PostgresBinaries binaries, SearchedPlaces places, PrivacyTerms terms, TimeProvider clock)
{
    private const string Left = """
        select coalesce((select whole from vault.erasures where person = $1), false),
            (select count(*) from keys.data_keys where owner = $2) + (select count(*) from vault.people where person = $1)
            + (select count(*) from vault.texts where owner = $2) + (select count(*) from vault.files where owner = $2),
            (select count(*) from vault.texts), (select count(*) from vault.files), (select count(*) from vault.people)
        """;

    /// <returns>Null when the ledger has no destruction of this person's data.</returns>
    /// <exception cref="BackupException">The database could not be dumped.</exception>
    public async Task<ErasureAttestation?> Run(
        Guid person, IReadOnlyList<string> texts, IProgress<WorkStep>? progress, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(places.Connection);
        if (await Subject(database, person, stop) is not { } subject) return null;
        var (sought, findings) = (new SoughtTexts(texts, TextVault.OwnerOfPerson(person)), new Findings());
        var scratch = Directory.CreateTempSubdirectory("mentorshipflow-attest-");
        try
        {
            await new TableSearch(database, sought, findings).Run(progress, stop);
            var files = new FileSearch(binaries, sought, findings, scratch.FullName);
            progress?.Report(new("dump", "of the whole database"));
            await DumpScript.Made(binaries, places.Connection, script => files.Script(SearchedStore.Dump, script, "pg_dump", stop), stop);
            if (places.Cluster is { } cluster)
            {
                // Files show what was changed in memory, and removed tables are gone from them.
                await using var checkpoint = database.Command("checkpoint");
                checkpoint.CommandTimeout = 0;
                await checkpoint.ExecuteNonQueryAsync(stop);
                await files.In(SearchedStore.Cluster, cluster.DataDirectory, live: true, progress, stop);
                await files.In(SearchedStore.Cluster, cluster.LogFolder, live: true, progress, stop);
            }

            if (places.Archive is { } archive) await files.In(SearchedStore.Archive, archive, live: false, progress, stop);
            foreach (var backup in places.Backups) await files.In(SearchedStore.Backups, backup, live: false, progress, stop);
            await files.In(SearchedStore.Safe, places.Safe, live: true, progress, stop);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        return new(clock.GetUtcNow(), subject, places, sought.Count, sought.Names, findings.Sightings, findings.Amounts,
            findings.Unsearched);
    }

    private async Task<ErasedSubject?> Subject(NpgsqlDataSource database, Guid person, CancellationToken stop)
    {
        var events = (await new LedgerReader(database).Stream(StreamNames.Person(person), 0, int.MaxValue, stop))
            .Select(stored => EventCodec.Read(stored.Entry.Type, stored.Entry.Body)).ToList();
        if (events.OfType<ErasureEvent.PersonalDataErased>().LastOrDefault() is not { } erased) return null;
        var act = events.OfType<ErasureEvent.ErasureActFiled>().LastOrDefault(a => a.Case == erased.Case);
        var mentions = events.OfType<ErasureEvent.PersonalDataErased>().SelectMany(e => e.Mentions ?? [])
            .Where(m => m.Fate != MentionFate.Destroyed).GroupBy(m => m.Place).Select(g => g.Last()).ToList();
        await using var command = database.Command(Left, Value(person), Value(TextVault.OwnerOfPerson(person)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var whole = reader.GetBoolean(0);
        return new(person, whole, erased, act, mentions, act?.LogClearOn ?? erased.On.AddDays(terms.LogHorizonDays),
            act?.BackupsClearOn ?? erased.On.AddDays(terms.BackupHorizonDays), whole ? reader.GetInt64(1) : 0,
            new(reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
    }
}

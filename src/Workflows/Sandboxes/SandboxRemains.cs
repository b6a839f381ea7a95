using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Sandboxes;

/// <summary>
/// Destroys what a deleted sandbox leaves outside the ledger: its rows in the vault with their keys, its jobs and notices, its accounts,
/// and the progress of its webhooks. Not in the transaction of the ledger's entry, because a large sandbox would hold up all decisions; a
/// message repeats it.
/// </summary>
public sealed class SandboxRemains(NpgsqlDataSource database)
{
    private const string Persons = $"""
        select id from {LedgerStore.Events}.mt_streams where tenant_id = $1 and starts_with(id, 'person-')
        """;

    private const string Webhooks = $"""
        (select (e.data ->> 'id')::uuid id from {LedgerStore.Events}.mt_events e
            where e.tenant_id = $1 and e.stream_id = $2 and e.type = 'webhook_added')
        """;

    /// <summary>Destroys it; a repeated call destroys what was written since.</summary>
    public async Task Destroy(Guid sandbox, CancellationToken stop)
    {
        Guid[] persons = [.. (await Streams(sandbox, stop)).Select(StreamNames.PersonOf)];
        string[] owners = [.. persons.Select(TextVault.OwnerOfPerson), TextVault.OwnerOf(sandbox)];
        await using var batch = database.CreateBatch();
        foreach (var statement in new[]
        {
            // The sweep of erasures removes the last bytes of the keys, and the keys themselves if an old backup brings them back.
            Statement(
                """
                insert into vault.erasures (person, organisation, erasure_case, whole) select p, $2, $2, true from unnest($1) p
                on conflict (person) do update set whole = true, swept = false
                """, Value(persons), Value(sandbox)),
            Statement("delete from keys.data_keys where owner = any($1)", Value(owners)),
            Statement("delete from keys.data_keys k using jobs.jobs j where j.organisation = $1 and k.owner = 'job-' || j.id",
                Value(sandbox)),
            Statement("delete from jobs.jobs where organisation = $1", Value(sandbox)),
            // Accounts are those of people who tried the sandbox. One that belongs to another school too keeps its digests there.
            Statement(
                """
                update access.digests d set organisation = p.organisation from access.account_persons p
                where d.organisation = $1 and p.account = d.account and p.organisation <> $1
                """, Value(sandbox)),
            Statement(
                """
                with gone as (delete from access.account_persons where organisation = $1 returning account)
                delete from access.accounts a using gone where a.id = gone.account and not exists (
                    select from access.account_persons p where p.account = a.id and p.organisation <> $1)
                """, Value(sandbox)),
            Statement("delete from registers.mappings where organisation = $1", Value(sandbox)),
            Statement($"delete from {LedgerStore.ReadModels}.mt_doc_notices where tenant_id = $1", Value($"{sandbox}")),
            Statement($"delete from {LedgerStore.ReadModels}.mt_doc_notice_days where tenant_id = $1", Value($"{sandbox}")),
            Statement("delete from vault.texts where owner = any($1)", Value(owners)),
            Statement("delete from vault.files where organisation = $1", Value(sandbox)),
            Statement("delete from vault.people where person = any($1)", Value(persons)),
            Statement($"delete from webhooks.attempts a using {Webhooks} w where a.webhook = w.id", Value($"{sandbox}"),
                Value(StreamNames.Organisation(sandbox))),
            Statement($"delete from webhooks.lanes l using {Webhooks} w where l.webhook = w.id", Value($"{sandbox}"),
                Value(StreamNames.Organisation(sandbox))),
        }) batch.BatchCommands.Add(statement);
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task<IReadOnlyList<string>> Streams(Guid sandbox, CancellationToken stop)
    {
        List<string> streams = [];
        await using var command = database.Command(Persons, Value($"{sandbox}"));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) streams.Add(reader.GetString(0));
        return streams;
    }
}

using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.People;

/// <summary>Finds documents in the registers of an organisation's programmes by document id.</summary>
public sealed class DocumentRegisters(NpgsqlDataSource database, StreamFold<Programme> programmes)
{
    private const string Registered = $"""
        select stream_id from {LedgerStore.Events}.mt_events
        where tenant_id = $1 and type = 'document_registered' and data ->> 'id' = $2
        """;

    /// <summary>
    /// The programme that has this document in force, as the condition that its stream is unchanged: a decision that depends on the
    /// document demands it. Null when there is none.
    /// </summary>
    public async Task<StreamAppend?> InForce(Guid organisation, Guid document, CancellationToken stop)
    {
        List<string> streams = [];
        await using (var command = database.Command(Registered, Value(organisation.ToString()), Value(document.ToString())))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop)) streams.Add(reader.GetString(0));
        }

        foreach (var stream in streams)
        {
            var programme = await programmes.Current(stream, stop);
            if (programme.Documents.IsInForce(document)) return StreamAppend.Unmoved(stream, programme.Version);
        }

        return null;
    }

    /// <summary>The file of a document in any programme of the organisation; null when it has none.</summary>
    public async Task<DocumentFile?> File(Guid organisation, Guid document, CancellationToken stop)
    {
        await using var command = database.Command($"select array({Registered})", Value(organisation.ToString()),
            Value(document.ToString()));
        foreach (var stream in (string[])(await command.ExecuteScalarAsync(stop))!)
        {
            if ((await programmes.Current(stream, stop)).Documents.Documents[document].File is { } file) return file;
        }

        return null;
    }
}

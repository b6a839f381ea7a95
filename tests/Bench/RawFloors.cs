using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using NpgsqlTypes;

namespace MentorshipFlow.Bench;

/// <summary>PostgreSQL's speed without the product: the same rows in tables with the same indexes, on prepared connections.</summary>
internal sealed class RawFloors(string owner)
{
    private const string Tables = """
        create schema bench;
        create table bench.mt_streams (like ledger.mt_streams including all);
        create table bench.mt_events (like ledger.mt_events including all,
            foreign key (tenant_id, stream_id) references bench.mt_streams (tenant_id, id));
        create table bench.leaves (like seal.leaves including all);
        create sequence bench.mt_events_sequence
        """;

    private const string Columns = """
        seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers,
        user_name
        """;

    // The stream row is only updated from the previous version; otherwise neither event nor leaf is inserted.
    private const string Guarded = $"""
        with stream as (
            insert into bench.mt_streams (tenant_id, id, type, version, timestamp) values ($1, $2, 'programme', $3, $4)
            on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp
                where mt_streams.version = excluded.version - 1
            returning version),
        event as (
            insert into bench.mt_events ({Columns})
            select nextval('bench.mt_events_sequence'), $5, $2, version, $6, $7, $4, $1, $8, null, null, $9, $10 from stream
            returning seq_id)
        insert into bench.leaves (seq_id, leaf) select seq_id, $11 from event
        """;

    private static readonly string Organisation = Prepared.Organisation.ToString();
    private static readonly byte[] Leaf = new byte[Hash.Size];

    private readonly (string Type, string Body) body =
        EventCodec.Write((Fact.ResourceRegistered)Prepared.Resource(Guid.Parse("0190b000-0000-7000-8000-000000000001")));

    /// <summary>Creates the empty tables in a separate schema.</summary>
    public async Task Create()
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand(Tables);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One guarded insert per commit; each writer has its own stream and connection. Inserts per second.</summary>
    public async Task<double> GuardedInserts(int writers, TimeSpan during)
    {
        using var stop = new CancellationTokenSource(during);
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => Writer(stop.Token))));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Events per second by binary COPY with their leaves, one stream and one commit.</summary>
    public async Task<double> Copy(int rows)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        var (stream, now) = (NewStream(), TimeProvider.System.GetUtcNow().UtcDateTime);
        var watch = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync();
        var first = await Begin(connection, stream, rows);
        await using (var copy = await connection.BeginBinaryImportAsync($"copy bench.mt_events ({Columns}) from stdin (format binary)"))
        {
            for (var i = 0; i < rows; i++) await Row(copy, first + i, stream, i + 1, now);
            await copy.CompleteAsync();
        }

        await using (var copy = await connection.BeginBinaryImportAsync("copy bench.leaves (seq_id, leaf) from stdin (format binary)"))
        {
            for (var i = 0; i < rows; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(first + i, NpgsqlDbType.Bigint);
                await copy.WriteAsync(Leaf, NpgsqlDbType.Bytea);
            }

            await copy.CompleteAsync();
        }

        await transaction.CommitAsync();
        return rows / watch.Elapsed.TotalSeconds;
    }

    // Inserts the stream's row, and reserves as many numbers as it has events.
    private static async Task<long> Begin(NpgsqlConnection connection, string stream, int rows)
    {
        await using var command = new NpgsqlCommand(
            """
            with stream as (insert into bench.mt_streams (tenant_id, id, type, version) values ($1, $2, 'programme', $3))
            select setval('bench.mt_events_sequence', nextval('bench.mt_events_sequence') + $3) - $3
            """,
            connection).With(Bound.Value(Organisation), Bound.Value(stream), Bound.Value((long)rows));
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Row(NpgsqlBinaryImporter copy, long number, string stream, int version, DateTime now)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await copy.StartRowAsync();
        await copy.WriteAsync(number, NpgsqlDbType.Bigint);
        await copy.WriteAsync(id, NpgsqlDbType.Uuid);
        await copy.WriteAsync(stream);
        await copy.WriteAsync((long)version, NpgsqlDbType.Bigint);
        await copy.WriteAsync(body.Body, NpgsqlDbType.Jsonb);
        await copy.WriteAsync(body.Type);
        await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(Organisation);
        await copy.WriteAsync(EventTypes.DotNetName(body.Type)!);
        await copy.WriteNullAsync();
        await copy.WriteNullAsync();
        await copy.WriteAsync(Headers(id), NpgsqlDbType.Jsonb);
        await copy.WriteAsync(Prepared.ByCurator.By.Id);
    }

    private async Task<int> Writer(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(CancellationToken.None);
        var (version, time, id) = (Bound.Value(1L), Bound.Value(DateTime.UnixEpoch), Bound.Value(Guid.Empty));
        var (data, headers) = (Json(body.Body), Json(Headers(Guid.Empty)));
        await using var insert = new NpgsqlCommand(Guarded, connection).With(
            Bound.Value(Organisation), Bound.Value(NewStream()), version, time, id, data, Bound.Value(body.Type),
            Bound.Value(EventTypes.DotNetName(body.Type)!), headers, Bound.Value(Prepared.ByCurator.By.Id), Bound.Value(Leaf));
        await insert.PrepareAsync(CancellationToken.None);
        var done = 0;
        for (; !stop.IsCancellationRequested; done++)
        {
            var now = TimeProvider.System.GetUtcNow();
            (version.TypedValue, time.TypedValue, id.TypedValue) = (done + 1, now.UtcDateTime, Guid.CreateVersion7(now));
            headers.TypedValue = Headers(id.TypedValue);
            if (await insert.ExecuteNonQueryAsync(CancellationToken.None) != 1)
                throw new InvalidOperationException("A guarded insert inserted nothing.");
        }

        return done;
    }

    private static string NewStream() => StreamNames.Programme(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

    private string Headers(Guid command) => EventHeaders.Write(new Entry(
        0, Organisation, "", 1, command, body.Type, Prepared.ByCurator.By.Id, "curator", null, "", "2026-09-01", command.ToString(), 0,
        Prepared.Fingerprint, null, null, body.Body));

    private static NpgsqlParameter<string> Json(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Jsonb };
}

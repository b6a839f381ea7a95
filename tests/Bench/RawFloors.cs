using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using Npgsql;
using NpgsqlTypes;

namespace MentorshipFlow.Bench;

/// <summary>What PostgreSQL gives without the product: the same row, indexes and sizes, on prepared connections.</summary>
internal sealed class RawFloors(string owner)
{
    private const string Columns =
        "position, organisation, stream, version, event_id, type, actor, role, on_behalf_of, recorded_at, effective_on, command_id, command_index, fingerprint, correlation, causation, body, leaf";

    private const string Guarded = $"""
        insert into bench.entries ({Columns})
        select nextval('bench.positions'), $1, $2, $3, $4, $5, $6, $7, null, $8, $9, $10, 0, $11, null, null, $12, $13
        where coalesce((select e.version from bench.entries e where e.stream = $2 order by e.version desc limit 1), 0) = $3 - 1
        """;

    private readonly (string Type, string Body) body = EventCodec.Write((Fact.ResourceRegistered)Prepared.Resource(Guid.Parse("0190b000-0000-7000-8000-000000000001")));

    public async Task Create()
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand(
            "create schema bench; create table bench.entries (like ledger.entries including all); create sequence bench.positions minvalue 0 cache 100");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One guarded insert per commit; each writer has a stream and a connection of its own. Inserts per second.</summary>
    public async Task<double> GuardedInserts(int writers, TimeSpan during)
    {
        using var stop = new CancellationTokenSource(during);
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => Writer(stop.Token))));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Rows per second by binary COPY, one commit.</summary>
    public async Task<double> Copy(int rows)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync($"copy bench.entries ({Columns}) from stdin (format binary)"))
        {
            var (stream, start) = ($"copied-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}", await NextPositions(rows));
            for (var i = 0; i < rows; i++) await Row(copy, start + i, stream, i + 1);
            await copy.CompleteAsync();
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private async Task<long> NextPositions(int rows)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select setval('bench.positions', nextval('bench.positions') + {rows} + 100000) - {rows} - 50000", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Row(NpgsqlBinaryImporter copy, long position, string stream, int version)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync(position, NpgsqlDbType.Bigint);
        await copy.WriteAsync(Prepared.Organisation.ToString());
        await copy.WriteAsync(stream);
        await copy.WriteAsync(version, NpgsqlDbType.Integer);
        await copy.WriteAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), NpgsqlDbType.Uuid);
        await copy.WriteAsync(body.Type);
        await copy.WriteAsync(Prepared.ByCurator.By.Id);
        await copy.WriteAsync("curator");
        await copy.WriteNullAsync();
        await copy.WriteAsync("2026-09-01T08:00:00.000000Z");
        await copy.WriteAsync("2026-09-01");
        await copy.WriteAsync($"{stream}-{version}");
        await copy.WriteAsync(0, NpgsqlDbType.Integer);
        await copy.WriteAsync(new string('0', 64));
        await copy.WriteNullAsync();
        await copy.WriteNullAsync();
        await copy.WriteAsync(body.Body);
        await copy.WriteAsync(new byte[32], NpgsqlDbType.Bytea);
    }

    private async Task<int> Writer(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(CancellationToken.None);
        var stream = $"programme-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
        await using var insert = new NpgsqlCommand(Guarded, connection);
        var version = new NpgsqlParameter<int>();
        var id = new NpgsqlParameter<Guid>();
        var command = new NpgsqlParameter<string>();
        foreach (var parameter in (NpgsqlParameter[])[
            Text(Prepared.Organisation.ToString()), Text(stream), version, id, Text(body.Type), Text(Prepared.ByCurator.By.Id), Text("curator"),
            Text("2026-09-01T08:00:00.000000Z"), Text("2026-09-01"), command, Text(new string('0', 64)), Text(body.Body), new NpgsqlParameter<byte[]> { TypedValue = new byte[32] }])
        {
            insert.Parameters.Add(parameter);
        }

        (version.TypedValue, id.TypedValue, command.TypedValue) = (1, Guid.Empty, "");
        await insert.PrepareAsync(CancellationToken.None);
        var done = 0;
        for (; !stop.IsCancellationRequested; done++)
        {
            (version.TypedValue, id.TypedValue) = (done + 1, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
            command.TypedValue = id.TypedValue.ToString();
            if (await insert.ExecuteNonQueryAsync(CancellationToken.None) != 1) throw new InvalidOperationException("A guarded insert inserted nothing.");
        }

        return done;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
}

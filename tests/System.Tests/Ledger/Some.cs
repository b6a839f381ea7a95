using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>Sample values for tests of the writer; their events have no meaning.</summary>
internal static class Some
{
    public const string Organisation = "0193b2f0-1111-7222-8333-444455556666";

    private static readonly string Fingerprint = new('a', 64);

    public static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public static string Stream() => $"test-{Id()}";

    public static ProposedEvent Event(string body = """{"n":1}""", string type = "test_happened") =>
        new(Id(), type, body, $"person-{Organisation}", "curator", null, "2026-11-20");

    public static Proposal Proposal(
        string? stream = null, int expected = 0, string? command = null, int events = 1, IReadOnlyList<SideWrite>? beside = null) =>
        Of(command, beside, new StreamAppend(stream ?? Stream(), expected, [.. Enumerable.Range(0, events).Select(_ => Event())]));

    public static Proposal Of(string? command, IReadOnlyList<SideWrite>? beside, params StreamAppend[] streams) =>
        new(Organisation, command ?? Id().ToString(), Fingerprint, null, null, streams, beside ?? []);

    public static SideWrite Sql(string sql, params NpgsqlParameter[] parameters) => () =>
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter.Clone());
        return command;
    };
}

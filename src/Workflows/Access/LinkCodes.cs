using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>
/// Codes to type in the place of a personal link, for people without a camera or with a paper alone. A code opens what its link opens, and
/// the ledger alone says whether that is still in force. Only its HMAC is kept.
/// </summary>
public sealed class LinkCodes(NpgsqlDataSource database, Secrets secrets, RowSeals seals, Attempts attempts)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.link_codes";

    /// <summary>How many failures of one network address close it for a while. A whole class may type behind one address.</summary>
    public const int MostOfAddress = 10;

    private const int PlaceLength = 4;

    /// <summary>A new code, shown once: 12 characters in three groups.</summary>
    public static string Make() => TypedCode.Make();

    /// <summary>The row of a code, written in the transaction of the event that issues its link.</summary>
    public SideWrite Row(string code, Guid link, Guid organisation)
    {
        var fingerprint = Fingerprint(TypedCode.Bare(code));
        return () => Statement(
            "insert into access.link_codes (fingerprint, link, organisation, seal) values ($1, $2, $3, $4)",
            Value(fingerprint), Value(link), Value(organisation), Value(seals.Of(Table, fingerprint, link, organisation)));
    }

    /// <summary>The statement that removes every code of an organisation.</summary>
    public static SideWrite RemovalOfAll(Guid organisation) =>
        () => Statement("delete from access.link_codes where organisation = $1", Value(organisation));

    /// <summary>The link of a typed code.</summary>
    /// <param name="address">The network address that it comes from.</param>
    /// <returns>Neither when nothing fits; else the link, or when the next try is taken.</returns>
    public async Task<(Guid? Link, DateTimeOffset? Closed)> Open(string typed, string address, CancellationToken stop)
    {
        var code = TypedCode.Bare(typed);
        if (code.Length != TypedCode.Length) return (null, null);
        var (ofAddress, ofPlace) = ($"link code from {address}", $"link code {code[..PlaceLength]}");
        if (await attempts.Take(ofAddress, stop, MostOfAddress) is { } closed) return (null, closed);
        if (await attempts.Take(ofPlace, stop) is { } shut) return (null, shut);
        if (await Find(Fingerprint(code), stop) is not { } link) return (null, null);
        await attempts.Forget(ofAddress, stop);
        await attempts.Forget(ofPlace, stop);
        return (link, null);
    }

    private async Task<Guid?> Find(string fingerprint, CancellationToken stop)
    {
        await using var command = database.Command(
            "select link, organisation, seal from access.link_codes where fingerprint = $1", Value(fingerprint));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            && seals.Holds(reader.GetFieldValue<byte[]>(2), Table, fingerprint, reader.GetGuid(0), reader.GetGuid(1))
            ? reader.GetGuid(0) : null;
    }

    private string Fingerprint(string code) => secrets.Fingerprint($"link code\n{code}");
}

using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>
/// Codes to type in the place of a personal link, for people without a camera or with a paper alone. A code opens what its link opens, and
/// the ledger alone says whether that is still in force. Only its HMAC is kept.
/// </summary>
public sealed class LinkCodes(NpgsqlDataSource database, Secrets secrets, Attempts attempts)
{
    /// <summary>How many failures of one network address close it for a while. A whole class may type behind one address.</summary>
    public const int MostOfAddress = 10;

    private const int PlaceLength = 4;

    /// <summary>A new code, shown once: 12 characters in three groups.</summary>
    public static string Make() => TypedCode.Make();

    /// <summary>The row of a code, written in the transaction of the event that issues its link.</summary>
    public SideWrite Row(string code, Guid link, Guid organisation) => () => Statement(
        "insert into access.link_codes (fingerprint, link, organisation) values ($1, $2, $3)",
        Value(Fingerprint(TypedCode.Bare(code))), Value(link), Value(organisation));

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
        await using var command = database.Command("select link from access.link_codes where fingerprint = $1", Value(Fingerprint(code)));
        if (await command.ExecuteScalarAsync(stop) is not Guid link) return (null, null);
        await attempts.Forget(ofAddress, stop);
        await attempts.Forget(ofPlace, stop);
        return (link, null);
    }

    private string Fingerprint(string code) => secrets.Fingerprint($"link code\n{code}");
}

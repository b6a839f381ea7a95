using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The person, wave and role that a personal link authenticates.</summary>
public sealed record SurveyLinkIdentity(Guid Link, Guid Organisation, Guid Programme, Guid Wave, Guid Person, Role Role);

/// <summary>A new personal link. Its text is shown once and never again.</summary>
/// <param name="Text"><c>ms_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>; sent in a header, and in the page's address after
/// the #, which browsers do not send to servers.</param>
public sealed record NewLink(SurveyLinkIdentity Identity, string Text, byte[] SecretSha256);

/// <summary>Personal links to surveys: one person, one wave; stored hashed and sealed. The ledger alone says whether a link is in
/// force.</summary>
public sealed class SurveyLinks(NpgsqlDataSource database, RowSeals seals, TimeProvider clock)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.survey_links";

    private const string Prefix = "ms";

    /// <summary>Whether a presented secret has the form of a personal link.</summary>
    public static bool IsLink(string presented) => presented.StartsWith($"{Prefix}_", StringComparison.Ordinal);

    /// <summary>Makes a link with 32 random bytes of secret.</summary>
    public NewLink Make(Guid organisation, Guid programme, Guid wave, Guid person, Role role)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var (text, sha256) = BearerToken.Make(Prefix, id);
        return new(new(id, organisation, programme, wave, person, role), text, sha256);
    }

    /// <summary>The row of a link, written in the transaction of the event that issues it.</summary>
    public SideWrite Row(NewLink link) => () => Statement(
        """
        insert into access.survey_links (id, organisation, programme, wave, person, role, secret_sha256, seal)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        Value(link.Identity.Link), Value(link.Identity.Organisation), Value(link.Identity.Programme), Value(link.Identity.Wave),
        Value(link.Identity.Person),
        Value(Kebab.Of(link.Identity.Role.ToString())), Value(link.SecretSha256), Value(Seal(link.Identity, link.SecretSha256)));

    /// <summary>The statement that removes every link of an organisation, so that none opens anything.</summary>
    public static SideWrite RemovalOfAll(Guid organisation) =>
        () => Statement("delete from access.survey_links where organisation = $1", Value(organisation));

    /// <summary>The identity of a presented link; null when it is unknown. Not cached: a link is used for a few requests only.</summary>
    public ValueTask<SurveyLinkIdentity?> Find(string presented, CancellationToken stop) =>
        BearerToken.TryParse(Prefix, presented, out var id, out var secret) ? Find(id, secret, stop) : new((SurveyLinkIdentity?)null);

    /// <summary>The identity of a link whose code was typed; null when there is none.</summary>
    public ValueTask<SurveyLinkIdentity?> Find(Guid link, CancellationToken stop) => Find(link, null, stop);

    private async ValueTask<SurveyLinkIdentity?> Find(Guid id, string? secret, CancellationToken stop)
    {
        await using var command = database.Command(
            "select organisation, programme, wave, person, role, secret_sha256, seal from access.survey_links where id = $1", Value(id));
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var sha256 = reader.GetFieldValue<byte[]>(5);
        SurveyLinkIdentity found = new(id, reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3),
            Enum.Parse<Role>(reader.GetString(4), ignoreCase: true));
        return (secret is null || BearerToken.Opens(secret, sha256))
            && seals.Holds(reader.GetFieldValue<byte[]>(6), Table, Sealed(found, sha256)) ? found : null;
    }

    /// <summary>The sealed columns of a row.</summary>
    internal static object?[] Sealed(SurveyLinkIdentity link, byte[] sha256) =>
        [link.Link, link.Organisation, link.Programme, link.Wave, link.Person, Kebab.Of(link.Role.ToString()), sha256];

    private byte[] Seal(SurveyLinkIdentity link, byte[] sha256) => seals.Of(Table, Sealed(link, sha256));
}

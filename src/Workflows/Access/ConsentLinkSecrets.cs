using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The person and the signer that a personal link to a consent authenticates.</summary>
public sealed record ConsentLinkIdentity(Guid Link, Guid Organisation, Guid Person, Guid Signer);

/// <summary>A new personal link to a consent. Its text is shown once and never again.</summary>
/// <param name="Text"><c>mc_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>; handed on after the # of the page's address,
/// which browsers do not send to servers.</param>
public sealed record NewConsentLink(ConsentLinkIdentity Identity, string Text, byte[] SecretSha256);

/// <summary>The secrets of personal links to consents, stored hashed and sealed. The ledger alone says whether a link is in
/// force.</summary>
public sealed class ConsentLinkSecrets(NpgsqlDataSource database, RowSeals seals, TimeProvider clock)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.consent_links";

    private const string Prefix = "mc";

    /// <summary>Whether a presented secret has the form of a personal link to a consent.</summary>
    public static bool IsLink(string presented) => presented.StartsWith($"{Prefix}_", StringComparison.Ordinal);

    /// <summary>Makes a link with 32 random bytes of secret.</summary>
    public NewConsentLink Make(Guid organisation, Guid person, Guid signer)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var (text, sha256) = BearerToken.Make(Prefix, id);
        return new(new(id, organisation, person, signer), text, sha256);
    }

    /// <summary>The row of a link, written in the transaction of the event that issues it.</summary>
    public SideWrite Row(NewConsentLink link) => () => Statement(
        "insert into access.consent_links (id, organisation, person, signer, secret_sha256, seal) values ($1, $2, $3, $4, $5, $6)",
        Value(link.Identity.Link), Value(link.Identity.Organisation), Value(link.Identity.Person), Value(link.Identity.Signer),
        Value(link.SecretSha256),
        Value(seals.Of(Table, link.Identity.Link, link.Identity.Organisation, link.Identity.Person, link.Identity.Signer,
            link.SecretSha256)));

    /// <summary>The statement that removes every link of an organisation, so that none opens anything.</summary>
    public static SideWrite RemovalOfAll(Guid organisation) =>
        () => Statement("delete from access.consent_links where organisation = $1", Value(organisation));

    /// <summary>The identity of a presented link; null when it is unknown.</summary>
    public ValueTask<ConsentLinkIdentity?> Find(string presented, CancellationToken stop) =>
        BearerToken.TryParse(Prefix, presented, out var id, out var secret) ? Find(id, secret, stop) : new((ConsentLinkIdentity?)null);

    /// <summary>The identity of a link whose code was typed; null when there is none.</summary>
    public ValueTask<ConsentLinkIdentity?> Find(Guid link, CancellationToken stop) => Find(link, null, stop);

    private async ValueTask<ConsentLinkIdentity?> Find(Guid id, string? secret, CancellationToken stop)
    {
        await using var command = database.Command(
            "select organisation, person, signer, secret_sha256, seal from access.consent_links where id = $1", Value(id));
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var sha256 = reader.GetFieldValue<byte[]>(3);
        ConsentLinkIdentity found = new(id, reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2));
        return (secret is null || BearerToken.Opens(secret, sha256))
            && seals.Holds(reader.GetFieldValue<byte[]>(4), Table, id, found.Organisation, found.Person, found.Signer, sha256)
            ? found : null;
    }
}

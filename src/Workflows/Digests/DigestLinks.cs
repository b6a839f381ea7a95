using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Digests;

/// <summary>The links of letters: one that confirms an address, and one that stops digests. Their secrets follow from the safe, the account
/// and the number of its address, so they are stored nowhere and end with the address.</summary>
public sealed class DigestLinks(Secrets secrets, DigestStore store)
{
    private const string ConfirmPrefix = "mn";
    private const string StopPrefix = "mu";

    /// <summary>The secret of the link that confirms an address: <c>mn_{account, 32 hex digits}_{secret, 43 characters}</c>.</summary>
    public string Confirming(DigestSettings settings) => Text(ConfirmPrefix, settings);

    /// <summary>The secret of the link that stops digests: <c>mu_{account, 32 hex digits}_{secret, 43 characters}</c>.</summary>
    public string Stopping(DigestSettings settings) => Text(StopPrefix, settings);

    /// <summary>The digests that a link confirms; null when it is unknown, or was sent to an earlier address.</summary>
    public Task<DigestSettings?> ToConfirm(string presented, CancellationToken stop) => Find(ConfirmPrefix, presented, stop);

    /// <summary>The digests that a link stops; null when it is unknown, or was sent to an earlier address.</summary>
    public Task<DigestSettings?> ToStop(string presented, CancellationToken stop) => Find(StopPrefix, presented, stop);

    private async Task<DigestSettings?> Find(string prefix, string presented, CancellationToken stop) =>
        BearerToken.TryParse(prefix, presented, out var account, out var secret)
        && await store.Find(account, stop) is { } settings
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret(prefix, settings)))
            ? settings : null;

    private string Text(string prefix, DigestSettings settings) => $"{prefix}_{settings.Account:N}_{Secret(prefix, settings)}";

    private string Secret(string prefix, DigestSettings settings) =>
        Base64Url.EncodeToString(secrets.OfLetter(prefix, settings.Account, settings.Number));
}

using System.Buffers.Text;
using MentorshipFlow.Ledger;
using Microsoft.AspNetCore.Identity;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The passkeys with which a person may sign decisions: those of the account that acts with the person's keys.</summary>
public sealed class SigningKeys(AccountPersons persons, AccountStore store)
{
    /// <summary>These passkeys; without those of another algorithm than a signature may have. Rows that somebody else wrote do not
    /// count.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> Of(Guid organisation, Guid person, CancellationToken stop) =>
        await persons.AccountOf(organisation, person, stop) is { } account
            ? [.. (await store.GetPasskeysAsync(new Account { Id = account }, stop)).Where(p => PasskeySignature.Accepts(p.PublicKey))]
            : [];

    /// <summary>Whether a public key is of a passkey of this person.</summary>
    /// <param name="publicKey">A COSE key in base64url, as in a signature.</param>
    public async Task<bool> Belongs(Guid organisation, Guid person, string publicKey, CancellationToken stop) =>
        (await Of(organisation, person, stop)).Any(passkey => Base64Url.EncodeToString(passkey.PublicKey) == publicKey);
}

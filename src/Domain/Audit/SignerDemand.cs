using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Audit;

/// <summary>Decisions of one person that one passkey signed.</summary>
/// <param name="Fingerprint">See <see cref="PasskeySignature.Fingerprint"/>.</param>
/// <param name="Demanded">Whether the auditor named person and key.</param>
public sealed record SignerFound(Guid Person, string Fingerprint, int Decisions, bool Demanded);

/// <summary>
/// The passkeys of persons that an auditor knows from elsewhere, for example from paper. Every approval and countersignature by these
/// persons in the file must be signed by one of their keys.
/// </summary>
public sealed class SignerDemand
{
    /// <summary>What a command says of arguments that <see cref="Parse"/> refuses.</summary>
    public const string Unreadable = "signer-unreadable: "
        + "--signer takes a person's id and the 64 hexadecimal digits of a key's "
        + "fingerprint, as in 0193b2f0-1111-7222-8333-444455556667=9f86d081….";

    private const int FingerprintLength = 64;

    private readonly ILookup<Guid, string> keys;

    private SignerDemand(ILookup<Guid, string> keys) => this.keys = keys;

    /// <summary>Reads the demands. Null if one is unreadable.</summary>
    /// <param name="signers">Such as <c>0193b2f0-1111-7222-8333-444455556667=9f86d081…</c>: a person's id and the whole fingerprint of a
    /// key, which may be written in groups. A person may have several.</param>
    public static SignerDemand? Parse(IReadOnlyList<string> signers)
    {
        List<(Guid Person, string Fingerprint)> read = [];
        foreach (var signer in signers)
        {
            if (signer.Split('=') is not [var person, var written] || !Guid.TryParseExact(person.Trim(), "D", out var id)) return null;
            var fingerprint = string.Concat(written.Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant();
            if (fingerprint.Length != FingerprintLength || !fingerprint.All(char.IsAsciiHexDigit)) return null;
            read.Add((id, fingerprint));
        }

        return new(read.ToLookup(signer => signer.Person, signer => signer.Fingerprint));
    }

    /// <summary>The verdict on a correct file, with the signatures that are in it.</summary>
    /// <param name="demand">Null if the auditor demands none.</param>
    internal static BundleVerdict Of(BundleVerdict verdict, IReadOnlyList<Entry> entries, SignerDemand? demand)
    {
        var read = DecisionSignatures.Read(entries);
        if (demand?.Fault(read) is { } fault) return fault;
        return verdict with
        {
            Signers =
            [
                .. read.Select(e => e.Event).OfType<GateEvent.StageDecisionSigned>().GroupBy(s => (s.By, s.Signature.Fingerprint))
                    .Select(g => new SignerFound(g.Key.By, g.Key.Fingerprint, g.Count(), demand?.keys.Contains(g.Key.By) == true)),
            ],
        };
    }

    private BundleVerdict.Broken? Fault(IReadOnlyList<(Entry Entry, DomainEvent Event)> read)
    {
        HashSet<Guid> decided = [];
        foreach (var (i, (entry, @event)) in read.Index())
        {
            var by = @event switch
            {
                GateEvent.StageApproved e => e.Approver,
                GateEvent.StageCountersigned e => e.By,
                _ => (Guid?)null,
            };
            if (by is not { } person || !keys.Contains(person)) continue;
            decided.Add(person);
            var signature = i + 1 < read.Count && read[i + 1].Entry.Version == entry.Version + 1
                ? read[i + 1].Event as GateEvent.StageDecisionSigned : null;
            if (signature is null) return new(BundleFaults.DecisionNotSigned, $"version {entry.Version}");
            if (!keys[person].Contains(signature.Signature.Fingerprint))
                return new(BundleFaults.OtherSigner, $"version {entry.Version + 1}");
        }

        // A mistyped id would demand nothing.
        return keys.Select(signer => signer.Key).FirstOrDefault(person => !decided.Contains(person)) is var missing && missing != default
            ? new(BundleFaults.SignerWithoutDecisions, $"person {missing}")
            : null;
    }
}

using MentorshipFlow.Ledger;
using static MentorshipFlow.Audit.BundleFaults;

namespace MentorshipFlow.Audit;

/// <summary>Checks an excerpt. With a trusted key every forgery of what is in it is found; that something was left out is not.</summary>
internal static class ExcerptVerifier
{
    /// <inheritdoc cref="BundleVerifier.Verify(string, CertificateText, CheckpointKey?, string?, WitnessDemand?,
    /// SignerDemand?)"/>
    public static BundleVerdict Verify(Excerpt excerpt, CheckpointKey? trustedKey, string? ownCheckpoint, Action<int, int>? proven)
    {
        var checkpoint = Checkpoint.ParseBody(SignedNote.BodyOf(excerpt.CheckpointNote))!;
        return Entries(excerpt, checkpoint, proven)
            ?? Signature(excerpt)
            ?? Decisions(excerpt)
            ?? Claim(excerpt)
            ?? Certificates(excerpt)
            ?? BundleVerifier.Joined(excerpt.Key, checkpoint, excerpt.Consistency, trustedKey, ownCheckpoint)
            ?? (BundleVerdict)new BundleVerdict.Shown(
                excerpt.Stream, excerpt.Organisation, excerpt.Claim, [.. excerpt.Entries.Select(p => p.Entry)], checkpoint, excerpt.Key,
                BundleVerifier.Trust(trustedKey, ownCheckpoint), Shown(excerpt));
    }

    private static BundleVerdict.Broken? Entries(Excerpt excerpt, Checkpoint checkpoint, Action<int, int>? proven)
    {
        var entries = excerpt.Entries;
        return BundleVerifier.First(entries, BundleVerifier.IsWellFormed, EntryNotCanonical)
            ?? BundleVerifier.First(entries, e => e.Stream == excerpt.Stream && e.Organisation == excerpt.Organisation, EntryForeign)
            ?? BundleVerifier.Positions(entries)
            ?? Versions(entries)
            ?? BundleVerifier.Proven(entries, checkpoint, proven);
    }

    // The versions of a stream rise with the positions, but an excerpt may have gaps.
    private static BundleVerdict.Broken? Versions(IReadOnlyList<ProvenEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
            if (entries[i].Entry.Version <= entries[i - 1].Entry.Version)
                return new(PositionOrder, BundleVerifier.Name(entries[i].Entry));
        return null;
    }

    private static BundleVerdict.Broken? Signature(Excerpt excerpt) =>
        SignedNote.TryOpen(excerpt.CheckpointNote, excerpt.Key, out _) ? null : new(CheckpointSignature, "checkpoint");

    // An entry that cannot be read as an event of its type has no signature that could hold.
    private static BundleVerdict.Broken? Decisions(Excerpt excerpt)
    {
        var entries = excerpt.Entries.Select(proven => proven.Entry).Where(e => DecisionSignatures.Concerns(e.Type)).ToList();
        var read = DecisionSignatures.Read(entries);
        return read.Count < entries.Count
            ? new(EventUnreadable, BundleVerifier.Name(entries.First(entry => read.All(r => r.Entry != entry))))
            : DecisionSignatures.FirstWrong(read, gaps: true) is { } wrong
                ? new(DecisionSignatureWrong, BundleVerifier.Name(wrong))
                : null;
    }

    private static BundleVerdict.Broken? Claim(Excerpt excerpt) =>
        BundleVerifier.First(excerpt.Entries, excerpt.Claim.Fits, ClaimDiffers)
        ?? BundleVerifier.First([excerpt.Entries[0]], excerpt.Claim.BeginsWith, ClaimDiffers);

    private static BundleVerdict.Broken? Certificates(Excerpt excerpt)
    {
        var claimed = (excerpt.Claim as ExcerptClaim.OfCertificate)?.Id;
        foreach (var (at, copy) in excerpt.Certificates.Index())
            if (at > 0 || copy.Id != claimed) return new(CertificateForeign, $"certificate {copy.Id}");
        if (claimed is null) return null;
        return ExcerptClaim.ContentHash(excerpt.Entries[0].Entry) is { } recorded
            && excerpt.Certificates.All(copy => $"{Hash.OfText(copy.Text)}" == recorded)
                ? null
                : new(CertificateDiffers, $"certificate {claimed}");
    }

    private static ShownCertificate? Shown(Excerpt excerpt) =>
        excerpt.Claim is not ExcerptClaim.OfCertificate of ? null
        : new(
            of.Id, ExcerptClaim.ContentHash(excerpt.Entries[0].Entry)!, excerpt.Certificates.Count > 0,
            excerpt.Entries.Any(p => ExcerptClaim.Replaces(p.Entry, of.Id)) ? CertificateStanding.Replaced
            : excerpt.Entries.Any(p => ExcerptClaim.Annuls(p.Entry, of.Id)) ? CertificateStanding.Annulled
            : null);
}

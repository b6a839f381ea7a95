using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// The full history of one programme in one file, which <see cref="BundleVerifier"/> checks without database and network. Of other streams
/// it holds only sibling hashes. UTF-8 without a byte order mark; every line ends in one newline. This comment is the specification of
/// format v1; a later format has another first line.
/// <code>
/// mentorshipflow bundle v1
/// stream programme-0193b2f0-1111-7222-8333-444455556666
/// organisation school-49
/// key school-49+15f3a31e+AjBZMBMG…              public key (CheckpointKey)
/// checkpoint                                    then the lines of a SignedNote: origin, size, root, empty, signature; and one more
///                                               signature line for each witness that cosigned it (Cosignature)
/// statement                                     then the 7 lines of a StreamStatement as a signed note of the same key
/// entries 58                                    then as many times, versions 1 to 58 in order:
/// mentorshipflow entry v1                         the 18 lines of the entry's leaf text (Entry)
/// …
/// proof 5f1c… 90ab…                               its inclusion proof to the checkpoint, lowest sibling first;
///                                                 "proof" alone in a tree of one
/// definitions 1                                 then as many times, in the order of positions: the same 18 lines and proof of each
/// …                                               definition_published whose version the programme has used
/// consistency 100 77c2… 03de…                   optional: another size of the ledger, its root, and the consistency proof (RFC 6962,
///                                                 2.1.2) between it and the checkpoint, from the smaller size to the larger
/// certificates 1                                then as many times, in the order of issue:
/// certificate 0193b2f0-… 120                      id and number of lines of the issued text, which follows
/// …
/// </code>
/// Hashes are 64 lower-case hexadecimal digits, counts are decimal without leading zeros. Every bundle has exactly one text form; any other
/// byte is refused. Standard tools compute the leaf of version 3, the column <c>ledger.entries.leaf</c>:
/// <code>
/// awk '/^mentorshipflow entry v1$/ { n++ } n == 3 &amp;&amp; /^proof/ { exit } n == 3' FILE | sha256sum
/// </code>
/// </summary>
/// <param name="Stream"><c>programme-{uuid}</c>.</param>
/// <param name="Organisation">The organisation of every entry of the stream.</param>
/// <param name="Key">The key that signed both notes.</param>
/// <param name="CheckpointNote">See <see cref="SignedNote"/>.</param>
/// <param name="StatementNote">See <see cref="StreamStatement"/>.</param>
/// <param name="Consistency">Links the checkpoint to one that the auditor has from elsewhere.</param>
/// <param name="Certificates">The texts of all certificates issued in the stream.</param>
public sealed record Bundle(
    string Stream, string Organisation, CheckpointKey Key, string CheckpointNote, string StatementNote,
    IReadOnlyList<ProvenEntry> Entries, IReadOnlyList<ProvenEntry> Definitions, ConsistencyLink? Consistency,
    IReadOnlyList<CertificateCopy> Certificates)
{
    internal const string Title = "mentorshipflow bundle v1";
    internal const string StreamPrefix = "programme-";

    /// <summary>The whole file.</summary>
    public string Text => string.Concat(Parts());

    /// <summary>The file in parts, one for each entry and certificate, so that a long file can be streamed.</summary>
    /// <exception cref="ArgumentException">A certificate's text does not end in a newline.</exception>
    public IEnumerable<string> Parts()
    {
        yield return $"{Title}\nstream {Stream}\norganisation {Organisation}\nkey {Key.Format()}\n";
        yield return $"checkpoint\n{CheckpointNote}statement\n{StatementNote}";
        yield return Count("entries", Entries.Count);
        foreach (var entry in Entries) yield return entry.Text;
        yield return Count("definitions", Definitions.Count);
        foreach (var definition in Definitions) yield return definition.Text;
        if (Consistency is { } link) yield return link.Text;
        yield return Count("certificates", Certificates.Count);
        foreach (var certificate in Certificates) yield return certificate.Section;
    }

    internal static string Line(string name, IEnumerable<Hash> hashes) =>
        $"{string.Join(' ', hashes.Select(hash => hash.ToString()).Prepend(name))}\n";

    private static string Count(string name, int count) => string.Create(CultureInfo.InvariantCulture, $"{name} {count}\n");
}

/// <summary>An entry with its inclusion proof to the bundle's checkpoint.</summary>
/// <param name="Proof">See <see cref="InclusionProof"/>.</param>
public sealed record ProvenEntry(Entry Entry, IReadOnlyList<Hash> Proof)
{
    internal string Text => Entry.LeafText + Bundle.Line("proof", Proof);
}

/// <summary>Proves that the bundle's checkpoint and another size of the ledger belong to one history.</summary>
/// <param name="Size">The other size, smaller or larger than the checkpoint's.</param>
/// <param name="Root">The root at that size.</param>
/// <param name="Proof">See <see cref="ConsistencyProof"/>.</param>
public sealed record ConsistencyLink(long Size, Hash Root, IReadOnlyList<Hash> Proof)
{
    internal string Text => Bundle.Line(string.Create(CultureInfo.InvariantCulture, $"consistency {Size}"), Proof.Prepend(Root));

    internal bool Joins(Checkpoint checkpoint) => Size < checkpoint.Size
        ? ConsistencyProof.Verify(Size, Root, checkpoint.Size, checkpoint.Root, Proof)
        : ConsistencyProof.Verify(checkpoint.Size, checkpoint.Root, Size, Root, Proof);
}

/// <summary>The issued text of a certificate.</summary>
/// <param name="Id">The id in <c>certificate_issued</c>.</param>
/// <param name="Text">Lines that each end in a newline.</param>
public sealed record CertificateCopy(Guid Id, string Text)
{
    internal string Section => Text.EndsWith('\n')
        ? string.Create(CultureInfo.InvariantCulture, $"certificate {Id} {Text.Count(letter => letter == '\n')}\n{Text}")
        : throw new ArgumentException($"The text of certificate {Id} does not end in a newline.");
}

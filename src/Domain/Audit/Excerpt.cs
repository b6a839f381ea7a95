using System.Globalization;
using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// A part of one stream's history in one small file, which <see cref="BundleVerifier"/> checks without database and network: one
/// certificate, one entry, one stage, one actor or one person. Nothing else of the history is in the file, apart from sibling hashes.
/// UTF-8 without a byte order mark; every line ends in one newline. This comment is the specification of format v1; a later format has
/// another first line.
/// <code>
/// mentorshipflow excerpt v1
/// stream programme-0193b2f0-1111-7222-8333-444455556666
/// organisation school-49
/// key school-49+15f3a31e+AjBZMBMG…              public key (CheckpointKey)
/// shows stage 5                                 what the file claims to show (ExcerptClaim); every entry must fit
/// entries 2                                     then as many times, in the order of versions:
/// mentorshipflow entry v1                         the 18 lines of the entry's leaf text (Entry)
/// …
/// c2sp.org/tlog-proof@v1                          its proof in the public C2SP form, complete in itself
/// index 12174                                     the entry's position
/// gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=    its inclusion proof: base64, lowest sibling first; no line in a tree of one
/// …
///                                                 an empty line, then the lines of a SignedNote: origin, size, root, empty, signature;
///                                                 and one more signature line for each witness that cosigned it (Cosignature)
/// mentorshipflow.example/ledger                   the same note in every proof of the file
/// …
/// consistency 100 77c2… 03de…                   optional, as in a Bundle: the proof to another size of the ledger
/// certificates 1                                0, or 1 if the claim is a certificate and its text is in the file:
/// certificate 0193b2f0-… 120                      id and number of lines of the issued text, which follows
/// …
/// </code>
/// Numbers are decimal without leading zeros. Every excerpt has exactly one text form; any other byte is refused. The record whose proof a
/// public tool verifies is the 32 bytes of the entry's leaf, the SHA-256 of its 18 lines. Standard tools cut both from the second entry:
/// <code>
/// awk '/^mentorshipflow entry v1$/ { n++ } n == 2 &amp;&amp; /^c2sp/ { exit } n == 2' FILE | sha256sum
/// awk '/^mentorshipflow entry v1$/ { p = 0 } /^c2sp/ { p = ++n == 2 } s &amp;&amp; !/^— / { exit } p; p &amp;&amp; /^— / { s = 1 }' FILE
/// </code>
/// An excerpt proves nothing about entries that are not in it: some that fit the claim may have been left out.
/// </summary>
/// <param name="Stream">The stream of every entry, mostly <c>programme-{uuid}</c>.</param>
/// <param name="Organisation">The organisation of every entry.</param>
/// <param name="Key">The key that signed the note.</param>
/// <param name="Claim">What the file claims to show.</param>
/// <param name="CheckpointNote">See <see cref="SignedNote"/>.</param>
/// <param name="Entries">At least one.</param>
/// <param name="Consistency">Links the checkpoint to one that the auditor has from elsewhere.</param>
/// <param name="Certificates">The text of the certificate that is claimed; empty without it. The text is much longer than its proof, and
/// its hash is in the entry, so it may also travel as a file of its own.</param>
public sealed record Excerpt(
    string Stream, string Organisation, CheckpointKey Key, ExcerptClaim Claim, string CheckpointNote, IReadOnlyList<ProvenEntry> Entries,
    ConsistencyLink? Consistency, IReadOnlyList<CertificateCopy> Certificates)
{
    internal const string Title = "mentorshipflow excerpt v1";
    internal const string ProofTitle = "c2sp.org/tlog-proof@v1";

    /// <summary>The whole file.</summary>
    /// <exception cref="ArgumentException">A certificate's text does not end in a newline.</exception>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"{Title}\nstream {Stream}\norganisation {Organisation}\nkey {Key.Format()}\n");
            text.Append(CultureInfo.InvariantCulture, $"shows {Claim.Text}\nentries {Entries.Count}\n");
            foreach (var entry in Entries) text.Append(entry.Entry.LeafText).Append(ProofOf(entry));
            text.Append(Consistency?.Text);
            text.Append(CultureInfo.InvariantCulture, $"certificates {Certificates.Count}\n");
            foreach (var certificate in Certificates) text.Append(certificate.Section);
            return text.ToString();
        }
    }

    /// <summary>The proof of one of the entries as a C2SP tlog-proof.</summary>
    public string ProofOf(ProvenEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ProofTitle}\nindex {entry.Entry.Position}\n{string.Concat(entry.Proof.Select(Line))}\n{CheckpointNote}");

    private static string Line(Hash hash) => $"{Convert.ToBase64String(hash.ToArray())}\n";
}

using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>Reads the lines of an <see cref="Excerpt"/>. The caller writes the result again and compares, so that other notes or indices
/// than the first note and the entry's position are refused.</summary>
internal static class ExcerptLines
{
    public static Excerpt Read(BundleLines lines)
    {
        lines.Exactly(Excerpt.Title);
        var stream = lines.Value("stream");
        var organisation = lines.Value("organisation");
        var key = CheckpointKey.Parse(lines.Value("key")) ?? throw lines.Unexpected("key {public key}");
        var claim = ExcerptClaim.Parse(lines.Value("shows"))
            ?? throw lines.Unexpected("shows {certificate|entry|stage|actor|person} {value}");
        var count = lines.Count("entries");
        if (count == 0) throw lines.Unexpected("entries {number from 1}");
        var (entries, note) = (new List<ProvenEntry>(), "");
        for (var left = count; left > 0; left--)
        {
            var entry = EntryLines.Read(lines);
            entries.Add(new(entry, Proof(lines)));
            var of = BundleReader.CheckpointNote(lines);
            if (note.Length == 0) note = of;
        }

        var link = BundleReader.Consistency(lines);
        var certificates = BundleReader.Certificates(lines);
        lines.End();
        return new(stream, organisation, key, claim, note, entries, link, certificates);
    }

    // The lines before the checkpoint: title, index, hashes, and an empty line.
    private static List<Hash> Proof(BundleLines lines)
    {
        lines.Exactly(Excerpt.ProofTitle);
        lines.Value("index");
        var hashes = new List<Hash>();
        while (lines.Next() is { Length: > 0 } line)
        {
            hashes.Add(Base64.TryDecode(line) is { Length: Hash.Size } bytes
                ? Hash.From(bytes)
                : throw lines.Unexpected("a hash in base64, or an empty line"));
        }

        return hashes;
    }
}

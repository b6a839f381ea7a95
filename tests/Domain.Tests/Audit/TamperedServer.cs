using System.Security.Cryptography;
using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>A server with manipulated entries: all proofs and signatures are valid, but the events are not.</summary>
internal sealed class TamperedServer : IDisposable
{
    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<(string Stream, string Type, string Body)> appended = [];

    /// <param name="referred">The digest of the definition's text, as written in the draft.</param>
    public TamperedServer(string? referred = null)
    {
        var digest = SchoolLedger.Digest(SchoolLedger.Tiny);
        Append("definition-tiny", new DefinitionEvent.DefinitionPublished("tiny", 1, digest, SchoolLedger.Tiny));
        Append(Stream, new CharterEvent.ProgrammeDrafted(
            SchoolLedger.Id(7), new("Школа"), MentorshipFlow.Organisations.OrganisationKind.School, new("tiny", 1, referred ?? digest),
            "2021/2022", new("План"), new("Цель"), null, SecondApproverPolicy.Never));
    }

    public static string Stream { get; } = SchoolLedger.StreamOf(SchoolLedger.Ours);

    public string Text
    {
        get
        {
            var entries = appended.Index().Select(t => new Entry(
                t.Index, "school-49", t.Item.Stream, appended.Take(t.Index + 1).Count(earlier => earlier.Stream == t.Item.Stream),
                SchoolLedger.Id(t.Index),
                t.Item.Type, "person-" + SchoolLedger.Vera, "curator", null, Entry.RecordedAtText(t.Index), "2021-09-01", $"c-{t.Index}", 0,
                "f", null, null, t.Item.Body))
                .ToList();
            var tree = new GrownTree(entries.Select(entry => MerkleTree.LeafHash(entry.Leaf())));
            var checkpoint = new Checkpoint(SchoolLedger.Origin, entries.Count, tree.Roots[^1]);
            var proven =
                entries.ConvertAll(entry => new ProvenEntry(entry, InclusionProof.Prove(entry.Position, entries.Count, tree.Node)));
            return new Bundle(
                Stream, "school-49", new("server", signer.ExportSubjectPublicKeyInfo()), SignedNote.Sign(checkpoint, signer, "server"),
                new StreamStatement(Stream, entries.Count - 1, entries.Count, checkpoint.Root).Sign(signer, "server"),
                [.. proven.Where(p => p.Entry.Stream == Stream)], [.. proven.Where(p => p.Entry.Stream != Stream)], null, []).Text;
        }
    }

    public void Dispose() => signer.Dispose();

    public TamperedServer Append(string stream, DomainEvent @event)
    {
        var (type, body) = EventCodec.Write(@event);
        return Append(stream, type, body);
    }

    public TamperedServer Append(string stream, string type, string body)
    {
        appended.Add((stream, type, body));
        return this;
    }
}

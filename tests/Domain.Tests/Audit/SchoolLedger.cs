using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>A ledger in memory with the decisions of two schools in turns, and the bundles exported from it.</summary>
internal sealed class SchoolLedger : IDisposable
{
    public const string Origin = "mentorshipflow.example/ledger";
    public const string KeyName = "school-49";
    public const string Tiny = """{"code":"tiny","version":1}""";

    public static readonly Guid Ours = Id(49);
    public static readonly Guid Theirs = Id(50);
    public static readonly Guid Vera = Id(1);
    public static readonly Guid Order = Id(2);
    public static readonly Guid Contingent = Id(3);
    public static readonly Guid Certificate = Id(4);

    public static readonly DateOnly Day = new(2021, 9, 1);

    private readonly Dictionary<Guid, Programme> states = new() { [Ours] = Programme.Empty, [Theirs] = Programme.Empty };
    private readonly Dictionary<string, int> versions = [];

    public SchoolLedger(string definition = Tiny)
    {
        Definition = new("tiny", 1, Digest(definition));
        Append("operator", "definition-tiny", "person-" + Id(9), "operator",
            new DefinitionEvent.DefinitionPublished("tiny", 1, Digest(definition), definition));
        DecideBoth(new CharterCommand.DraftProgramme(
            Id(7), new("Школа № 49"), MentorshipFlow.Organisations.OrganisationKind.School, Definition, "2021/2022", new("План"),
            new("Цель\nв две строки"), SecondApproverPolicy.Never));
        DecideBoth(new DocumentCommand.RegisterDocument(
            new(Order, "curator-order", new("Приказ"), new("№ 145"), Day, null, null, DocumentOriginal.Paper, null)));
        DecideBoth(new PreparationCommand.AppointCurator(Vera, Order, Day, null, Programmes.Cast.Present));
        DecideBoth(new PreparationCommand.RecordFact(new Fact.ContingentRecorded(Contingent, Day, "learners-10-19", 412, new("Отчёт 😀"))));
    }

    public ECDsa Signer { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public CheckpointKey Key => new(KeyName, Signer.ExportSubjectPublicKeyInfo());

    public DefinitionReference Definition { get; }

    public List<Entry> Entries { get; } = [];

    public GrownTree Tree => new(Entries.Select(entry => MerkleTree.LeafHash(entry.Leaf())));

    public void Dispose() => Signer.Dispose();

    public static Guid Id(int number) => Guid.Parse($"00000000-0000-7000-8000-{number:d12}");

    public static string Digest(string text) => Hash.Of(Encoding.UTF8.GetBytes(text)).ToString();

    public static string StreamOf(Guid programme) => $"programme-{programme}";

    /// <summary>A simple certificate text that depends on all its arguments.</summary>
    public static string CertificateOf(
        Guid programme, IReadOnlyList<(Entry Entry, DomainEvent Event)> history, Definition? definition,
        CertificationEvent.CertificateIssued issued) =>
        $"{issued.Format}\nprogramme {programme}\nnumber {issued.Number}\nentries {history.Count}\n"
            + $"last {history[^1].Entry.Type}\nstages {definition?.Stages.Count}\n";

    /// <summary>Issues the school's certificate over all entries so far.</summary>
    public void IssueCertificate() => IssueCertificate(Certificate, replaces: null);

    public void IssueCertificate(Guid id, Guid? replaces)
    {
        var upTo = History(Ours).Count;
        var issued = new CertificationEvent.CertificateIssued(
            id, new("С-1"), Day, upTo, "mentorshipflow certificate v1", "", Day, null, null, null, replaces);
        var text = CertificateOf(Ours, History(Ours), ReadDefinition(), issued);
        Decide(Ours, new CertificationCommand.IssueCertificate(
            id, issued.Number, Day, upTo, issued.Format, Digest(text), null, null, null, replaces));
    }

    public IReadOnlyList<(Entry Entry, DomainEvent Event)> History(Guid programme) =>
        [.. Entries.Where(entry => entry.Stream == StreamOf(programme)).Select(entry => (entry, EventCodec.Read(entry.Type, entry.Body)))];

    public void DecideBoth(ProgrammeCommand command)
    {
        Decide(Theirs, command);
        Decide(Ours, command);
    }

    public void Decide(Guid programme, ProgrammeCommand command)
    {
        var issued = new Issued(new Actor(Vera, null, Role.Curator), Day);
        var decision = ProgrammeDecider.Decide(states[programme], command, issued, TargetModel.WithoutPeople);
        foreach (var @event in Assert.IsType<Decision.Accepted>(decision).Events) Happen(programme, (ProgrammeEvent)@event);
    }

    /// <summary>Appends Vera's approval of a stage and its signature, as one command of our programme.</summary>
    /// <param name="sign">Gives the signature; null for none.</param>
    public void Approve(int stage, Func<SignedDecision, PasskeySignature?> sign)
    {
        var decision = Approval(stage, $"command-{Entries.Count}");
        Happen(Ours, new GateEvent.StageApproved(
            stage, 1, Vera, false, [], null, SecondApproverPolicy.Never, decision.Evaluation, [], null), decision.Command);
        if (sign(decision) is { } signature) Sign(decision, signature);
    }

    /// <summary>Appends the signature of a decision.</summary>
    public void Sign(SignedDecision decision, PasskeySignature signature) => Happen(Ours, new GateEvent.StageDecisionSigned(
        decision.Stage, decision.Round, decision.Person, decision.Decision, decision.Evaluation, signature), decision.Command);

    /// <summary>Vera's approval of a stage.</summary>
    public static SignedDecision Approval(int stage, string command) =>
        new(Ours, Vera, SignableDecision.Approval, stage, 1, Day, Digest("evaluation"), command);

    /// <summary>Appends an event that no rule was asked about.</summary>
    public void Happen(Guid programme, ProgrammeEvent @event, string? command = null)
    {
        var entry = Append(
            programme == Ours ? "school-49" : "school-50", StreamOf(programme), $"person-{Vera}", "curator", @event, command);
        states[programme] = states[programme].Evolve(@event, EntryHistory.RecordedOf(entry)!.Value);
    }

    public Programme State(Guid programme) => states[programme];

    public Checkpoint CheckpointAt(int size) => new(Origin, size, Tree.Roots[size]);

    public string NoteAt(int size) => SignedNote.Sign(CheckpointAt(size), Signer, KeyName);

    /// <summary>The correct bundle of our programme.</summary>
    public Bundle Bundle(int? size = null, int? joinedTo = null)
    {
        var checkpoint = CheckpointAt(size ?? Entries.Count);
        var entries = Proven(checkpoint.Size, entry => entry.Stream == StreamOf(Ours));
        return new(
            StreamOf(Ours), "school-49", Key, SignedNote.Sign(checkpoint, Signer, KeyName),
            new StreamStatement(StreamOf(Ours), entries.Count, checkpoint.Size, checkpoint.Root).Sign(Signer, KeyName),
            entries, Proven(checkpoint.Size, entry => entry.Stream == "definition-tiny"),
            joinedTo is { } other ? Link(checkpoint.Size, other) : null, Copies(entries));
    }

    /// <summary>The correct excerpt of our programme: every entry that fits the claim.</summary>
    public Excerpt Excerpt(ExcerptClaim claim, int? size = null, int? joinedTo = null)
    {
        var checkpoint = CheckpointAt(size ?? Entries.Count);
        var entries = Proven(checkpoint.Size, entry => entry.Stream == StreamOf(Ours) && claim.Fits(entry));
        return new(
            StreamOf(Ours), "school-49", Key, claim, SignedNote.Sign(checkpoint, Signer, KeyName), entries,
            joinedTo is { } other ? Link(checkpoint.Size, other) : null,
            claim is ExcerptClaim.OfCertificate of ? [.. Bundle(size).Certificates.Where(c => c.Id == of.Id)] : []);
    }

    private List<CertificateCopy> Copies(List<ProvenEntry> entries)
    {
        var history = History(Ours).Take(entries.Count).ToList();
        return [.. history.Select(h => h.Event).OfType<CertificationEvent.CertificateIssued>()
            .Select(issued =>
                new CertificateCopy(issued.Id, CertificateOf(Ours, history[..issued.UpToVersion], ReadDefinition(), issued)))];
    }

    private Definition? ReadDefinition() =>
        TargetModel.Read(((DefinitionEvent.DefinitionPublished)EventCodec.Read(Entries[0].Type, Entries[0].Body))
            .Text) is Reading<Definition>.Accepted accepted
            ? accepted.Value
            : null;

    private ConsistencyLink Link(long size, int other) =>
        new(other, Tree.Roots[other], ConsistencyProof.Prove(Math.Min(size, other), Math.Max(size, other), Tree.Node));

    private List<ProvenEntry> Proven(long size, Func<Entry, bool> belongs)
    {
        var tree = Tree;
        return [.. Entries.Take((int)size).Where(belongs)
            .Select(entry => new ProvenEntry(entry, InclusionProof.Prove(entry.Position, size, tree.Node)))];
    }

    private Entry Append(string organisation, string stream, string actor, string role, DomainEvent @event, string? command = null)
    {
        var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
        var (type, body) = EventCodec.Write(@event);
        var entry = new Entry(
            Entries.Count, organisation, stream, version, Id(1000 + Entries.Count), type, actor, role, null,
            Entry.RecordedAtText(1_630_490_400_000_000 + Entries.Count), "2021-09-01", command ?? $"command-{Entries.Count}", 0, "9f86d081",
            null, "tick-7", body);
        Entries.Add(entry);
        return entry;
    }
}

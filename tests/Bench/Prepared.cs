using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Bench;

/// <summary>
/// A programme that passes the full gate 1, as events: decided once by the real decider, and written for as many programmes as a run needs.
/// </summary>
internal sealed class Prepared
{
    public static readonly Guid Organisation = Guid.Parse("0190a000-0000-7000-8000-000000000001");
    public static readonly Guid Curator = Guid.Parse("0190a000-0000-7000-8000-00000000000c");
    public static readonly DateOnly Today = new(2026, 9, 1);
    public static readonly Issued ByCurator = new(new Actor(Curator, null, Role.Curator), Today);

    /// <summary>A placeholder for the fingerprint of a command.</summary>
    public static readonly string Fingerprint = new('0', 64);

    private const int Entries = 60;

    private readonly Definition definition;

    public Prepared(Definition definition)
    {
        this.definition = definition;
        var state = Programme.Empty;
        foreach (var command in Commands()) state = Decide(state, command);
        while (state.Version < Entries - 1) state = Decide(state, new PreparationCommand.RecordFact(Resource(Id(1000 + state.Version))));
        Ready = state;
        ReadyEvents = [.. Events];
        Submitted = Decide(state, new GateCommand.SubmitStage(1, null));
    }

    /// <summary>Every event including the submission of stage 1.</summary>
    public List<DomainEvent> Events { get; } = [];

    /// <summary>Every event before the submission.</summary>
    public IReadOnlyList<DomainEvent> ReadyEvents { get; }

    public Programme Ready { get; }

    public Programme Submitted { get; }

    /// <summary>The ETag of stage 1, the same in every prepared programme.</summary>
    public string Tag => StageEvaluation.Of(Submitted, 1, Today, definition).Hash;

    public string ReadyTag => StageEvaluation.Of(Ready, 1, Today, definition).Hash;

    public static Fact Resource(Guid id) =>
        new Fact.ResourceRegistered(
            id, ResourceKind.Methodical, Contour.Internal, new("Методические материалы по сопровождению наставнических пар и групп"));

    /// <summary>A proposal that writes a whole programme at once.</summary>
    public static Proposal Proposal(Guid programme, IEnumerable<DomainEvent> events, Programme after, int expected = 0)
    {
        var title = new InstitutionalText($"Программа {programme}");
        var proposed = events.Select(e => EventCodec.Write(e is CharterEvent.ProgrammeDrafted d ? d with { Title = title } : e))
            .Select(e => new ProposedEvent(
                Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), e.Type, e.Body, ByCurator.By.Id, "curator", null, "2026-09-01"))
            .ToList();
        return new(
            Organisation.ToString(), $"prepare-{programme}-{expected}", Fingerprint, null, null,
            [new StreamAppend(
                StreamNames.Programme(programme), expected, proposed, after with { Charter = after.Charter! with { Title = title } })],
            []);
    }

    private static Guid Id(int n) => Guid.Parse($"0190b000-0000-7000-8000-{n:x12}");

    private Programme Decide(Programme state, ProgrammeCommand command)
    {
        if (ProgrammeDecider.Decide(state, command, ByCurator, definition) is not Decision.Accepted accepted)
        {
            throw new InvalidOperationException($"{command} was refused: {ProgrammeDecider.Decide(state, command, ByCurator, definition)}");
        }

        foreach (var e in accepted.Events)
        {
            state = state.Evolve(
                (ProgrammeEvent)e, new Recorded(state.Version + 1, 0, Guid.Empty, ByCurator.By.Id, "curator", Curator, Today, ""));
            Events.Add(e);
        }

        return state;
    }

    private IEnumerable<ProgrammeCommand> Commands()
    {
        InstitutionalText text = new("Приказ по школе");
        yield return new CharterCommand.DraftProgramme(
            Organisation, new("Школа"), OrganisationKind.School, definition.Reference, "2026/2027", new("Программа"), new("Цель"),
            SecondApproverPolicy.Never);
        foreach (var (kind, n) in definition.Documents.Select((d, n) => (d.Code, n))
            .Where(d => d.Code is "introduction-order" or "mentoring-regulation" or "curator-order" or "protocol"))
        {
            yield return new DocumentCommand.RegisterDocument(new DocumentEvent.DocumentRegistered(
                Id(n), kind, text, new("12"), Today, null, new("Директор"), DocumentOriginal.Paper,
                new DocumentFile(new string('a', 64), 1000, "application/pdf")));
        }

        var order = Id(definition.Documents.Select((d, n) => (d.Code, n)).First(d => d.Code == "introduction-order").n);
        yield return new PreparationCommand.AppointCurator(Curator, order, Today, null, new(
            1, [PersonKind.Teacher], Contour.Internal, AgeBand.Adult, null, null, false, [], [], [], null, false, false,
            ErasureStatus.None));
        yield return new PreparationCommand.ApproveRoadmap(null, [.. definition.Stages.SelectMany(s => s.Items).Select(i =>
            new PlannedItem(
                i.Code, null, null, null, new("Сентябрь 2026"), Today, new DateOnly(2026, 9, 30), new("Заместитель директора"),
                null, null))]);
        yield return new PreparationCommand.EnableForm("learner-learner", [], [TandemKind.Pair], null);
        yield return new PreparationCommand.RecordFact(new Fact.NeedsSurveyConcluded(Id(101), Today, 100, 80, null));
        yield return new PreparationCommand.RecordFact(new Fact.AdministrativeMeetingHeld(Id(102), Today, null, null));
        yield return new PreparationCommand.RecordFact(
            new Fact.ProgrammeBankEntryAdded(Id(103), "learner-learner", null, new("Наставник рядом")));
        yield return new PreparationCommand.RecordFact(Resource(Id(104)));
        yield return new PreparationCommand.RecordFact(new Fact.ContingentRecorded(Id(105), Today, "learners-10-19", 500, new("ОО-1")));
        foreach (var (channel, n) in definition.OutreachChannels.Select((c, n) => (c.Code, n)))
        {
            yield return new PreparationCommand.RecordFact(new Fact.OutreachHeld(Id(200 + n), channel, Today, null, 50, null, null));
        }

        foreach (var (result, n) in definition.Results.Select((r, n) => (r.Code, n)))
        {
            yield return new PreparationCommand.RecordFact(
                new Fact.BaselineRecorded(Id(300 + n), result, "4.25", new("балл"), Today, new("журнал")));
        }

        foreach (var item in definition.Stage(1).Items)
            yield return new PreparationCommand.CompleteItem(item.Code, item.Documented ? [order] : []);
    }
}

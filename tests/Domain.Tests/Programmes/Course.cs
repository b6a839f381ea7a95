using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>A complete programme; a test removes the event that it is about.</summary>
internal static class Course
{
    public static readonly Guid CuratorOrder = Number(0x101);
    public static readonly Guid IntroductionOrder = Number(0x102);
    public static readonly Guid Protocol = Number(0x103);
    public static readonly Guid SecondOrder = Number(0x104);
    public static readonly Guid Certificate = Number(0x301);
    public static readonly Guid Loose = Number(0x3ff);
    public static readonly string Recomputed = new('c', 64);

    public static readonly CharterEvent.ProgrammeDrafted Drafted = new(
        School, Words("МБОУ «СОШ №49»"), OrganisationKind.School, Model.Reference, "2021/2022", Words("Дорожная карта"),
        Words("Раскрытие личности наставляемого"), OlegId, SecondApproverPolicy.Never);

    public static readonly PreparationEvent.CuratorAppointed Appointed = new(VeraId, CuratorOrder, Start);

    /// <summary>A programme with only its orders and a curator.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Active =
        [Drafted, Document(CuratorOrder, "curator-order"), Document(SecondOrder, "curator-order"), Document(Protocol, "protocol"),
            Appointed];

    public static readonly PreparationEvent.RoadmapApproved Roadmap = new(
        1, null, [.. Model.Stages.SelectMany(s => s.Items).Select(i => new RoadmapItem(
            i.Code, i.Stage, i.Activity, null, null, Start, Start.AddDays(30), Words("Заместитель директора"), null, i.Documented))], []);

    /// <summary>Everything that the eleven criteria of gate 1 need.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Stage1 =
    [
        .. Active,
        Document(IntroductionOrder, "introduction-order"),
        Document(Number(0x105), "mentoring-regulation"),
        Roadmap,
        new Fact.NeedsSurveyConcluded(Number(0x201), Start, 600, 480, null),
        new Fact.AdministrativeMeetingHeld(Number(0x202), Start, Protocol, null),
        new PreparationEvent.FormEnabled("learner-learner", [], [TandemKind.Pair], null),
        new Fact.ProgrammeBankEntryAdded(Number(0x203), "learner-learner", null, Words("Вместе")),
        .. Model.OutreachChannels.Select((c, i) => new Fact.OutreachHeld(Number(0x210 + i), c.Code, Start, null, null, null, null)),
        new Fact.ResourceRegistered(Number(0x204), ResourceKind.Staff, Contour.Internal, Words("Педагог-психолог")),
        .. Model.Results.Select((r, i) =>
            new Fact.BaselineRecorded(Number(0x220 + i), r.Code, "4.25", Words("балл"), Start, Words("Журнал"))),
        new Fact.ContingentRecorded(Number(0x205), Start, "learners-10-19", 640, Words("ОО-1")),
        .. Settled(1),
    ];

    /// <summary>Everything that all seven gates need but the certificate, which comes last.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Everything =
    [
        .. Stage1,
        Document(Number(0x106), "training-plan"),
        Document(Number(0x107), "groups-order"),
        Document(Number(0x108), "encouragement-order"),
        Document(Number(0x109), "final-event-order"),
        .. Enumerable.Range(2, 6).SelectMany(Settled),
    ];

    public static DocumentEvent.DocumentRegistered Document(Guid id, string kind) => new(
        id, kind, Words(kind), Words("145"), Start, null, Words("Директор"), DocumentOriginal.Paper,
        new DocumentFile(new string('a', 64), 10, "application/pdf"));

    public static CertificationEvent.CertificateIssued Issued(Guid id, Guid? replaces = null, int upTo = 60) => new(
        id, Words("1"), Start, upTo, "mentorshipflow certificate v1", Recomputed, Today, null, IvanId, null, replaces);

    public static IEnumerable<ProgrammeEvent> Settled(int stage) => Model.Stage(stage).Items
        .Select(i => new PreparationEvent.RoadmapItemCompleted(i.Code, i.Documented ? [Protocol] : []));

    public static GateCommand.ApproveStage Approve(int stage) => new(stage, null, Recomputed);

    public static GateCommand.SubmitStage Submit(int stage) => new(stage, null);

    /// <summary>The same after a return, with an answer to each remark.</summary>
    public static GateCommand.SubmitStage SubmitAgain(int stage, int remarks = 1) =>
        new(stage, null, [.. Enumerable.Range(1, remarks).Select(n => new RemarkAnswer(n, Why))]);

    /// <summary>Everything is done and the first stages are approved.</summary>
    public static Story ApprovedUpTo(int stage) => Given(Everything).ApproveAll(1, stage);

    public static Story ApproveAll(this Story story, int first, int last) => Enumerable.Range(first, last - first + 1)
        .Aggregate(story, (s, n) => (n == 7 ? s.Certified() : s).When(Submit(n)).Accepted().When(Approve(n)).Accepted());

    /// <summary>A certificate of everything so far is in force, in the place of the one before.</summary>
    public static Story Certified(this Story story)
    {
        var room = story.State.Certification;
        return story.And(Issued(Number(0x301 + room.Issued.Count), room.InForce, story.State.Version));
    }

    public static Story Submitted(int stage, SecondApproverPolicy policy = SecondApproverPolicy.Never) =>
        Given([Drafted with { SecondApprover = policy },
            .. Everything.Skip(1)]).ApproveUnder(policy, stage - 1).ReadyFor(stage).When(Submit(stage)).Accepted();

    private static Story ReadyFor(this Story story, int stage) => stage == 7 ? story.Certified() : story;

    private static Story ApproveUnder(this Story story, SecondApproverPolicy policy, int last) =>
        policy == SecondApproverPolicy.Never ? story.ApproveAll(1, last)
            : last == 0 ? story
            : throw new ArgumentOutOfRangeException(nameof(last));
}

using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Random commands with ids, codes and days from small pools, so that they interact; some are invalid.</summary>
internal sealed class RandomCommands(RandomSource random)
{
    public static readonly Definition Stricter = NextVersion.Where("/stages/0/gate/criteria/6/mode", "\"blocking\"");
    private static readonly IReadOnlyList<Guid> People = [VeraId, IvanId, OlegId, AnnaId, BorisId];
    private static readonly IReadOnlyList<Actor> Actors =
        [Vera, Vera, Vera, Vera, VeraAsHead, Ivan, Ivan, Oleg, Anna, Boris, Region, RegionForVera];
    private static readonly IReadOnlyList<Guid> Documents =
        [Course.CuratorOrder, Course.SecondOrder, Course.Protocol, Course.IntroductionOrder, Number(0x105), Number(0x106), Number(0x107),
            Number(0x110), Course.Loose];
    private static readonly IReadOnlyList<string> Items =
        [.. Story.Model.Stages.SelectMany(s => s.Items).Select(i => i.Code), "own-1", "9.9.9"];
    private static readonly IReadOnlyList<string> Criteria = ["G1.1", "G1.7", "G1.9", "G2.R", "G7.3a", "G9.9"];
    private static readonly IReadOnlyList<string> Forms = ["learner-learner", "teacher-teacher", "parent-parent"];
    private static readonly IReadOnlyList<string> Kinds = [.. Story.Model.Documents.Select(d => d.Code), "poem"];
    private static readonly IReadOnlyList<string> Channels = [.. Story.Model.OutreachChannels.Select(c => c.Code), "radio"];

    private IReadOnlyList<Func<ProgrammeCommand>>? work;
    private IReadOnlyList<Func<ProgrammeCommand>>? surveys;
    private RandomParticipants? participants;
    private RandomTandems? tandems;
    private RandomMatching? matching;
    private RandomCompletion? completion;

    public RandomParticipants Participants => participants ??= new(random, () => Document, () => Day);

    public RandomTandems Tandems => tandems ??= new(random);

    public RandomMatching Matching => matching ??= new(random, () => Day);

    public RandomCompletion Completion => completion ??= new(random, () => Document, () => Day);

    public IEnumerable<Func<ProgrammeCommand>> All =>
        Work.Concat(Surveys).Concat(Participants.All).Concat(Tandems.All).Concat(Matching.All).Concat(Completion.All);

    /// <summary>Used only if a wave is open; otherwise they would only reduce the share of other commands.</summary>
    public IReadOnlyList<Func<ProgrammeCommand>> Surveys => surveys ??=
    [
        () => Survey.Opening with { Wave = Wave, ClosesOn = random.OneIn(2) ? null : Day, Found = random.OneIn(9) ? null : Survey.Short },
        () => new SurveyCommand.InviteParticipants(Wave, random.OneIn(9) ? [] : [Person, Person]),
        () => new SurveyCommand.CloseWave(Wave),
        () => new SurveyCommand.ReopenWave(Wave, Why, random.OneIn(2) ? null : Day),
        () => new SurveyCommand.IssueLinks(Wave, [new(Link, Person)], Day),
        () => new SurveyCommand.RevokeLink(Link, Why),
        () => Survey.Taking(Survey.Sheet(random.Below(13), person: Person, link: random.OneIn(2) ? null : Link,
            id: 0x901 + random.Below(8))) with { Wave = Wave },
        () => new SurveyCommand.VoidAnswer(Wave, Number(0x901 + random.Below(8)), Why),
    ];

    public IReadOnlyList<Func<ProgrammeCommand>> Work => work ??=
    [
        () => new CharterCommand.DraftProgramme(School, Words("ОО"), OrganisationKind.School,
            Story.Model.Reference, "2021/2022", Words("План"), Words("Цель"), Policy),
        () => new CharterCommand.CorrectProgramme(random.OneIn(3) ? "2021" : "2022/2023", Words("План"), Words("Цель"), Why),
        () => new CharterCommand.SetSecondApproverPolicy(Policy, Why),
        () => new CharterCommand.MigrateDefinition(random.Of<Definition>([Story.Model, Stricter, Story.ModelWithPeople]), Why),
        () => new CharterCommand.SuspendProgramme(Document, Why),
        () => new CharterCommand.ResumeProgramme(null),
        () => new CharterCommand.CancelProgramme(Document, Why),
        () => new CharterCommand.CompleteProgramme(),
        () => new CharterCommand.VoidClosing(Why),
        () => new CharterCommand.TransferProgramme(new(Number(0xc01 + random.Below(2)), ReorganisationKind.Accession, Number(0x32),
            Words("Другая ОО"), Words("Постановление"), Day, random.OneIn(2) ? null : Day.AddYears(1))),
        () => new CharterCommand.VoidTransfer(Number(0xc01 + random.Below(2)), Why),
        () => new CharterCommand.GrantDelegation(Delegation, random.OneIn(4) ? AnnaId : RegionId, Day, random.OneIn(2) ? null : Day),
        () => new CharterCommand.RevokeDelegation(Delegation, Why),
        () => new PreparationCommand.RecordFact(Fact(Number(0x201 + random.Below(50)))),
        () => new PreparationCommand.CorrectFact(Number(0x201 + random.Below(50)), Fact(Number(0x240 + random.Below(50))), Why),
        () => new PreparationCommand.VoidFact(Number(0x201 + random.Below(50)), Why),
        () => new PreparationCommand.EnableForm(Form, [], random.OneIn(5) ? [] : [TandemKind.Group],
            random.OneIn(2) ? null : Words("После открытия педкласса")),
        () => new PreparationCommand.MeetFormPrecondition(Form, random.OneIn(2) ? null : Document),
        () => new PreparationCommand.DisableForm(Form, Why),
        () => new PreparationCommand.AppointCurator(Person, Document, Day, null, Present),
        () => new PreparationCommand.VoidCuratorAppointment(Why),
        () => new PreparationCommand.AssignAuditor(Person),
        () => new PreparationCommand.ReleaseAuditor(Person, Why),
        () => Roadmap,
        () => new PreparationCommand.RescheduleItem(Item, Day, Day, Why),
        () => new PreparationCommand.CompleteItem(Item, random.OneIn(3) ? [] : [Document]),
        () => new PreparationCommand.MarkItemNotApplicable(Item, Why),
        () => new PreparationCommand.ReopenItem(Item, Why),
        () => new DocumentCommand.RegisterDocument(Course.Document(Document, random.Of(Kinds)) with { File = null }),
        Printed,
        () => new DocumentCommand.AttachFile(Document, new DocumentFile(new string('d', 64), 1, "image/png")),
        () => new DocumentCommand.SupersedeDocument(Document, Document, null),
        () => new DocumentCommand.AnnulDocument(Document, Why),
        () => new DocumentCommand.ReinstateDocument(Document, Why),
        () => new GateCommand.OpenStageWork(Stage),
        () => new GateCommand.CorrectWorkOpening(Stage, random.OneIn(2) ? null : Day, Why),
        () => Course.SubmitAgain(Stage, random.OneIn(2) ? 0 : 1) with { Seen = Seen },
        () => new GateCommand.WithdrawSubmission(Stage, Seen, Why),
        () => new GateCommand.CountersignStage(Stage, Seen),
        () => new GateCommand.WithdrawCountersignature(Stage, Seen, Why),
        () => new GateCommand.ApproveStage(Stage, Seen, random.OneIn(4) ? null : Course.Recomputed),
        () => new GateCommand.ReturnStage(Stage, Seen, random.OneIn(4) ? [] : [new Remark(Criterion, Why)], random.OneIn(2) ? null : Day),
        () => new GateCommand.ReopenStage(Stage, Seen, Why),
        () => new GateCommand.RevokeApproval(Stage, Seen, Why),
        () => new GateCommand.WaiveCriterion(Stage, Seen, Criterion, Why, random.OneIn(2) ? null : Document),
        () => new GateCommand.WithdrawWaiver(Stage, Seen, Criterion, Why),
        () => new GateCommand.WaiveCriterion(1, Seen, "G1.10", Why, null),
        () => new GateCommand.WithdrawWaiver(1, Seen, "G1.10", Why),
        () => new GateCommand.WithdrawCountersignature(1, null, Why),
        () => new CertificationCommand.IssueCertificate(Certificate, Words("1"), Day, 9, "mentorshipflow certificate v1", Course.Recomputed,
            null, null, null, random.OneIn(2) ? null : Certificate),
        () => new CertificationCommand.AnnulCertificate(Certificate, Why),
    ];

    public Actor Actor => random.Of(Actors);

    public DateOnly Day => random.OneIn(2) ? Today : Today.AddDays(random.Below(7) - 3);

    private int Stage => random.OneIn(20) ? random.Below(12) - 2 : random.OneIn(3) ? 1 : 1 + random.Below(7);

    private string? Seen => random.OneIn(8) ? "stale" : null;

    private SecondApproverPolicy Policy => (SecondApproverPolicy)random.Below(3);

    private Guid Person => random.Of(People);

    private Guid Document => random.Of(Documents);

    private DocumentCommand.RegisterPaper Printed()
    {
        var id = Document;
        return new DocumentCommand.RegisterPaper(Course.Document(id, random.Of(Kinds)) with { File = null },
            new(id, "introduction-order", "docx", null, 1, new string('0', 64), Why));
    }

    private Guid Wave => Number(0x501 + random.Below(3));

    private Guid Link => Number(0x521 + random.Below(20));

    private Guid Delegation => Number(0x401 + random.Below(3));

    private Guid Certificate => Number(0x301 + random.Below(4));

    private string Item => random.Of(Items);

    private string Form => random.Of(Forms);

    private string Criterion => random.Of(Criteria);

    private PreparationCommand.ApproveRoadmap Roadmap => new(
        random.OneIn(2) ? null : Document,
        [.. Items.Where(_ => !random.OneIn(9)).Select(code => new PlannedItem(
            code, random.OneIn(9) ? 9 : 1, "A1.1", Words("x"), null, Day, null, random.OneIn(99) ? null : Words("Директор"),
            random.OneIn(30) ? Person : null, null))], People.Distinct().ToDictionary(p => p, _ => Present));

    private Fact Fact(Guid id) => random.Below(16) switch
    {
        0 => new Fact.LegalBasisRegistered(id, LegalLevel.Local, Words("Приказ"), null, null, Words("О"), true),
        1 => new Fact.ObjectiveSet(id, random.OneIn(5) ? "a b" : "T1", Words("x"), random.OneIn(4) ? [] : ["I1"]),
        2 => new Fact.ExpectedResultSet(id, "R1", Words("x"), []),
        3 => new Fact.ResourceRegistered(id, ResourceKind.Financial, Contour.External, Words("x")),
        4 => new Fact.PartnerEngaged(id, random.OneIn(2) ? "media" : "x", Contour.External, Words("x")),
        5 => new Fact.OutreachHeld(id, random.Of(Channels), Day, null, random.Below(9) - 2, random.OneIn(2) ? null : Document, null),
        6 => new Fact.OutreachNotApplicable(id, random.Of(Channels), Why),
        7 => new Fact.NeedsSurveyConcluded(id, Day, random.Below(9), random.Below(9), null),
        8 => new Fact.AdministrativeMeetingHeld(id, Day, Document, null),
        9 => new Fact.ProgrammeBankEntryAdded(id, Form, null, Words("x")),
        11 => new Fact.CuratorTrained(id, random.OneIn(2) ? VeraId : Person, Words("x"), Day, Day, random.Below(9) - 2, null),
        12 => new Fact.YearPlanEventPlanned(id, Words("x"), Day, random.OneIn(2) ? null : Day),
        13 => new Fact.YearPlanEventHeld(id, random.OneIn(2) ? null : Number(0x201 + random.Below(50)), Words("x"), Day, null, null),
        14 => new Fact.ObjectiveMeasured(
            id, "T1", random.OneIn(5) ? "x" : "I1", (MeasuredAt)random.Below(2), random.OneIn(5) ? "x" : "1.5", Words("x"), Day,
            Words("x")),
        10 => new Fact.ContingentRecorded(id, Day, "x", random.Below(9) - 2, Words("x")),
        _ => new Fact.BaselineRecorded(id, $"R{random.Below(11)}", random.OneIn(5) ? "x" : "1.5", Words("x"), Day, Words("x")),
    };
}

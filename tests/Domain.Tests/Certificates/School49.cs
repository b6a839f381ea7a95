using System.Text.Json.Nodes;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>The sample school's year, as its road map plans it: stages 2 to 4 overlap, monitoring of stage 7 comes
/// before the final meeting.</summary>
internal static class School49
{
    public static readonly Actor Initiator = new(Id("deputy-head"), null, Role.Initiator);
    public static readonly Actor Curator = Initiator with { Role = Role.Curator };
    public static readonly Actor Head = new(Id("head"), null, Role.Head);

    public static readonly CertificateParameters Parameters = new(
        Id("certificate"), new("7"), Day("2022-08-29"), Day("2022-08-29"), Secret("Выводы куратора"), Id("head"), new("Директор"), null);

    private static readonly JsonNode Sample = JsonNode.Parse(TargetModel.Repository("ops/sample/school-49.json"))!;

    // A day, the items completed on it, and the documents that prove them.
    private static readonly (string On, string Items, string[] Documents)[] October =
    [
        ("2021-10-05", "2.1.1 3.1.1", []), ("2021-10-08", "2.1.2 3.1.2 4.2.1", []), ("2021-10-12", "3.1.3 2.1.3 2.1.4", []),
        ("2021-10-15", "2.1.5 4.1.1", []), ("2021-10-19", "2.1.6 4.1.2 4.2.2", []), ("2021-10-22", "3.2.1 3.2.2", ["bases-register"]),
        ("2021-10-22", "4.2.3", ["training-plan"]), ("2021-10-26", "2.2.1 2.2.2", []),
    ];

    private static readonly (string On, string Items, string[] Documents)[] November =
    [
        ("2021-11-05", "5.1.1", []), ("2021-11-10", "5.1.2 5.1.3", []), ("2021-11-15", "5.1.4", []),
        ("2021-11-19", "5.2.1 5.2.2", ["groups-order"]), ("2021-11-24", "5.2.3", []),
    ];

    private static readonly (string On, string Items, string[] Documents)[] WinterToMay =
    [
        ("2021-11-29", "6.1.1 6.2.1", []), ("2021-12-07", "6.1.2", []), ("2021-12-14", "6.1.3", []),
        ("2022-02-25", "7.1.1", ["monitoring-report"]), ("2022-03-29", "7.1.2", ["monitoring-report"]),
        ("2022-04-28", "7.1.3", ["monitoring-report"]), ("2022-04-29", "7.2.4", []),
        ("2022-05-25", "7.2.1 7.2.3", ["encouragement-order", "final-event-order"]), ("2022-05-27", "6.1.4 6.1.5", []),
        ("2022-05-31", "6.2.2", []),
    ];

    private static readonly Remark[] Remarks = [new("G1.3", Secret("Нет сроков у двух пунктов")), new("G1.7", Secret("Укажите аудиторию"))];

    /// <summary>The year up to the certificate: gate 7 is open.</summary>
    public static History Year() => Autumn()
        .Done(WinterToMay)
        .Do(Curator, new PreparationCommand.RescheduleItem("6.2.3", Day("2022-05-01"), Day("2022-06-10"), Secret("Карантин")))
        .On("2022-06-01").Do(Curator, new PreparationCommand.MarkItemNotApplicable("7.2.5", Secret("Конкурс проводит район")))
        .Done(("2022-06-06", "6.2.3", []), ("2022-06-08", "7.2.2", ["letter"]))
        .On("2022-06-15").Approve(6)
        .On("2022-08-01").Do(Curator, new PreparationCommand.CompleteItem("7.2.6", []), "2022-06-20")
        .Done(("2022-08-26", "7.2.7", []));

    /// <summary>From the draft to the approval of stage 5.</summary>
    public static History Autumn() => Prepared()
        .On("2021-09-28").Submit(1)
        .Do(Curator, new GateCommand.ReturnStage(1, null, Remarks, Day("2021-09-30")))
        .On("2021-09-29").Submit(1).On("2021-09-30").Do(Curator, new GateCommand.ApproveStage(1, null))
        .Done(October)
        .On("2021-10-28").Approve(2).On("2021-10-29").Approve(3)
        .Done(("2021-11-03", "4.2.4", []))
        .Approve(4)
        .Done(November)
        .On("2021-11-26").Submit(5).Do(Head, new GateCommand.CountersignStage(5, null)).Do(Curator, new GateCommand.ApproveStage(5, null));

    /// <summary>Everything that gate 1 requires, from the sample.</summary>
    public static History Prepared() => Drafted()
        .On("2021-09-08")
        .Do(Curator, new PreparationCommand.ApproveRoadmap(Id("roadmap-order"), [.. List("roadMap", "items").Select(Planned)]))
        .With(List("preparation", "completedItems"), (h, item) => h
            .OnOrAfter(Text(item, "on"), "2021-09-08")
            .Do(Curator,
                new PreparationCommand.CompleteItem(Text(item, "code"), [.. item["documents"]!.AsArray().Select(key => Id($"{key}"))]),
                Text(item, "on")))
        .With(List("preparation", "outreach"), (h, f) => h.Fact(new Fact.OutreachHeld(
            Id($"outreach {f["channel"]}"), Text(f, "channel"), Day(Text(f, "on")), new(Text(f, "audience")), (int?)f["attendance"], null,
            null)))
        .On("2021-09-22").Fact(new Fact.NeedsSurveyConcluded(Id("needs"), Day("2021-09-22"), null, null, Id("needs-report")))
        .On("2021-09-24").Fact(new Fact.AdministrativeMeetingHeld(Id("meeting"), Day("2021-09-24"), Id("meeting-protocol"), null))
        .With(List("forms"), (h, form) => h.Do(Curator, new PreparationCommand.EnableForm(
            Text(form, "code"), [], [TandemKind.Pair, TandemKind.Group],
            form["precondition"] is { } condition ? new InstitutionalText(Text(condition, "text")) : null)))
        .With(List("preparation", "resources"), (h, f) => h.Fact(new Fact.ResourceRegistered(
            Id(Text(f, "title")), Text(f, "kind") == "staff" ? ResourceKind.Staff : ResourceKind.Material, Contour.Internal,
            new(Text(f, "title")))))
        .On("2021-09-27")
        .With(List("preparation", "programmeBank"), (h, f) => h.Fact(new Fact.ProgrammeBankEntryAdded(
            Id(Text(f, "title")), Text(f, "form"), Text(f, "variant"), new(Text(f, "title")))))
        .With(List("preparation", "contingent"), (h, f) => h.Fact(new Fact.ContingentRecorded(
            Id(Text(f, "band")), Day(Text(f, "asOf")), Text(f, "band"), (int)f["count"]!, new(Text(f, "source")))))
        .Do(Curator,
            new GateCommand.WaiveCriterion(1, null, "G1.10", Secret(Text(List("preparation", "waivers").Single(), "reason")), null));

    /// <summary>A draft with legal bases, documents and a curator.</summary>
    public static History Drafted() => new History()
        .On("2021-08-20")
        .Do(Initiator, new CharterCommand.DraftProgramme(
            Id("school-49"), new(Text(Sample["organisation"]!, "title")), MentorshipFlow.Organisations.OrganisationKind.School,
            TargetModel.WithoutPeople.Reference, "2021/2022", new(Text(Sample["programme"]!, "title")),
            new(Text(Sample["programme"]!, "goal")), SecondApproverPolicy.Never))
        .With(List("legalBasis"), (h, act) => h.Fact(Basis(act)))
        .With(List("documents"),
            (h, d) => h.On(Text(d, "date")).Register(Text(d, "key"), Text(d, "code"), Text(d, "title"), Text(d, "number")))
        .Do(Head, new DocumentCommand.AttachFile(Id("introduction-order"), File("introduction-order")))
        .Do(Head, new PreparationCommand.AppointCurator(
            Id("deputy-head"), Id("curator-order"), Day("2021-09-02"), null, Programmes.Cast.Present), "2021-09-02");

    public static History Approve(this History history, int stage, string? recomputed = null) =>
        history.Submit(stage).Do(Curator, new GateCommand.ApproveStage(stage, null, recomputed));

    public static History Submit(this History history, int stage)
    {
        var remarks = history.State.Gates[stage].Returned?.Remarks ?? [];
        return history.Do(Curator, new GateCommand.SubmitStage(
            stage, null, [.. remarks.Select((_, i) => new RemarkAnswer(i + 1, Secret("Исправлено")))]));
    }

    public static History Fact(this History history, Fact fact) => history.Do(Curator, new PreparationCommand.RecordFact(fact));

    public static History Register(this History history, string key, string kind, string title, string number) =>
        history.Do(Head, new DocumentCommand.RegisterDocument(new(
            Id(key), kind, new(title), new(number), history.Today, null, new("Директор"), DocumentOriginal.Paper, null)));

    /// <summary>Items are done day by day; a document that proves them is registered first.</summary>
    public static History Done(this History history, params IEnumerable<(string On, string Items, string[] Documents)> days) =>
        days.Aggregate(history, (h, day) =>
    {
        string[] keys = [.. day.Documents.Select(kind => $"{kind} {day.On}")];
        h = day.Documents.Zip(keys)
            .Aggregate(h.On(day.On),
                (at, d) => at.Register(d.Second, d.First, TargetModel.WithoutPeople.Document(d.First)!.Title.Ru, day.On[^2..]));
        return day.Items.Split(' ')
            .Aggregate(h, (at, item) => at.Do(Curator, new PreparationCommand.CompleteItem(item, [.. keys.Select(Id)])));
    });

    public static DocumentFile File(string key) => new($"{Hash.Of(Id(key).ToByteArray())}", 1024, "application/pdf");

    private static Fact.LegalBasisRegistered Basis(JsonNode act) => new(
        Id($"act {act["citedDate"]}"), Text(act, "level") == "federal" ? LegalLevel.Federal : LegalLevel.Regional, new(Text(act, "kind")),
        act["number"] is { } number ? new InstitutionalText($"{number}") : null,
        new(act["date"] is { } date ? $"{date}" : Text(act, "citedDate")),
        new(Text(act, "title")), false);

    private static PlannedItem Planned(JsonNode item) => new(
        Text(item, "code"), null, null, item["content"] is { } own ? new InstitutionalText($"{own}") : null,
        item["planned"] is { } planned ? new InstitutionalText(Text(planned, "text")) : null,
        item["planned"]?["from"] is { } from ? Day($"{from}") : null, item["planned"]?["to"] is { } to ? Day($"{to}") : null,
        new(Text(item["responsible"]!, "position")), null, null);

    private static History OnOrAfter(this History history, string date, string earliest) =>
        history.On(string.CompareOrdinal(date, earliest) < 0 ? earliest : date);

    private static History With(this History history, IEnumerable<JsonNode> elements, Func<History, JsonNode, History> step) =>
        elements.Aggregate(history, step);

    private static IEnumerable<JsonNode> List(params string[] path) =>
        path.Aggregate(Sample, (node, name) => node[name]!).AsArray().Select(element => element!);

    private static string Text(JsonNode json, string member) => json[member]!.GetValue<string>();
}

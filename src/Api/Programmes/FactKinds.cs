using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A kind of fact: its address, its request and how the request becomes a fact.</summary>
/// <param name="Name">The last part of the address.</param>
internal abstract record FactKind(string Name, string Verb, string Summary, Type Request, Type Fact, object Example)
{
    /// <summary>Creates the fact.</summary>
    public abstract Task<Fact> Build(Incoming incoming, object request);

    /// <summary>Maps the route.</summary>
    public abstract void Map(IEndpointRouteBuilder routes);
}

/// <inheritdoc/>
internal sealed record FactKind<TRequest, TFact>(string Name, string Verb, string Summary, TRequest Sample,
    Func<Incoming, TRequest, Guid, Task<Fact>> Make)
    : FactKind(Name, Verb, Summary, typeof(TRequest), typeof(TFact), Sample)
    where TRequest : FactRequest
    where TFact : Fact
{
    public override Task<Fact> Build(Incoming incoming, object request) => Build(incoming, (TRequest)request);

    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<TRequest>(
        $"/{Name}",
        new("Facts", Verb, Summary, "A fact that stands by itself; voided or corrected by another.",
            typeof(TFact) == typeof(Fact.ProgrammeBankEntryAdded) ? Takes.WorkOfMethodologist : Takes.Work) { Example = Sample },
        async (incoming, request) => new PreparationCommand.RecordFact(await Build(incoming, request)),
        (id, _) => $"/api/programmes/{id}/facts");

    private Task<Fact> Build(Incoming incoming, TRequest request) => Make(incoming, request, request.Id ?? incoming.NewId(Name));
}

/// <summary>The request of a fact.</summary>
internal abstract record FactRequest : Dated
{
    /// <summary>The fact's id; created by the server when absent.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Every kind of fact.</summary>
internal static class FactKinds
{
    /// <summary>All kinds, one line each.</summary>
    public static IReadOnlyList<FactKind> All { get; } =
    [
        new FactKind<LegalBasis, Fact.LegalBasisRegistered>("legal-basis", "registerLegalBasis", "Register a legal basis",
            new(LegalLevel.Federal, new("Распоряжение"), new("Об утверждении методологии (целевой модели) наставничества"), new("Р-145"),
                new("2019-12-25")),
            (_, r, id) => Now(new Fact.LegalBasisRegistered(id, r.Level, r.Kind, r.Number, r.Date, r.Title, false))),
        new FactKind<Aim, Fact.ObjectiveSet>("objectives", "setObjective", "Set an objective",
            new("T1", new("Улучшение показателей в образовательной сфере")),
            (_, r, id) => Now(new Fact.ObjectiveSet(id, r.Code, r.Text, r.Indicators ?? []))),
        new FactKind<AimValue, Fact.ObjectiveMeasured>("objective-values", "recordObjectiveValue", "Record the value of a task's indicator",
            new("T1", "average-mark", MeasuredAt.Before, "3.8", new("балл"), new(2021, 9, 1), new("Самообследование")),
            (_, r, id) => Now(
                new Fact.ObjectiveMeasured(id, r.Objective, r.Indicator, r.At, r.Value, r.Unit, r.MeasuredOn, r.Source))),
        new FactKind<Aim, Fact.ExpectedResultSet>("expected-results", "setExpectedResult", "Set an expected result",
            new("R1", new("Рост числа обучающихся, вовлечённых в наставничество")),
            (_, r, id) => Now(new Fact.ExpectedResultSet(id, r.Code, r.Text, r.Indicators ?? []))),
        new FactKind<Resource, Fact.ResourceRegistered>("resources", "registerResource", "Register a resource",
            new(ResourceKind.Staff, Contour.Internal, new("Педагог-психолог")),
            (_, r, id) => Now(new Fact.ResourceRegistered(id, r.Kind, r.Source, r.Title))),
        new FactKind<Partner, Fact.PartnerEngaged>("partners", "engagePartner", "Engage a partner",
            new("business", Contour.External, new("Градообразующее предприятие")),
            (_, r, id) => Now(new Fact.PartnerEngaged(id, r.Kind, r.Contour, r.Title))),
        new FactKind<Outreach, Fact.OutreachHeld>("outreach", "recordOutreach", "Record outreach",
            new("parents-meeting", new(2021, 9, 10), new("Родители 8–11 классов"), 120),
            (_, r, id) => Now(new Fact.OutreachHeld(id, r.Channel, r.On, r.Audience, r.Attendance, r.Document, r.Url))),
        new FactKind<OutreachNot, Fact.OutreachNotApplicable>(
            "outreach-not-applicable", "markOutreachNotApplicable", "Mark an outreach channel as not applicable",
            new("external-audience", new("Внешних слушателей нет.")),
            async (incoming, r, id) => new Fact.OutreachNotApplicable(id, r.Channel, await incoming.Seal(r.Reason))),
        new FactKind<Survey, Fact.NeedsSurveyConcluded>("needs-surveys", "concludeNeedsSurvey", "Conclude a needs survey",
            new(new(2021, 9, 15), 200, 180),
            (_, r, id) => Now(new Fact.NeedsSurveyConcluded(id, r.On, r.Invited, r.Responded, r.Document))),
        new FactKind<Meeting, Fact.AdministrativeMeetingHeld>(
            "meetings", "recordMeeting", "Record an administrative meeting",
            new(new(2021, 9, 20), null, new PrivateText("Решено включить две формы.")),
            async (incoming, r, id) => new Fact.AdministrativeMeetingHeld(id, r.On, r.Protocol, await incoming.Seal(r.Decisions))),
        new FactKind<BankEntry, Fact.ProgrammeBankEntryAdded>(
            "bank-entries", "addBankEntry", "Add an entry to the bank of programmes", new("learner-learner", new("Равный — равному")),
            (_, r, id) => Now(new Fact.ProgrammeBankEntryAdded(id, r.Form, r.Variant, r.Title))),
        new FactKind<Contingent, Fact.ContingentRecorded>("contingents", "recordContingent", "Record a contingent",
            new(new(2021, 9, 1), "learners-10-19", 600, new("ОО-1")),
            (_, r, id) => Now(new Fact.ContingentRecorded(id, r.AsOf, r.Band, r.Count, r.Source))),
        new FactKind<Baseline, Fact.BaselineRecorded>("baselines", "recordBaseline", "Record the baseline of a result",
            new("R1", "4.25", new("%"), new(2021, 9, 1), new("Самообследование")),
            (_, r, id) => Now(new Fact.BaselineRecorded(id, r.Result, r.Value, r.Unit, r.MeasuredOn, r.Source))),
        new FactKind<CuratorCourse, Fact.CuratorTrained>("curator-trainings", "recordCuratorTraining", "Record a curator's training",
            new(Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), new("Деятельность кураторов, наставников"), new(2022, 1, 17),
                new(2022, 2, 4), 72),
            (_, r, id) => Now(new Fact.CuratorTrained(id, r.Person, r.Course, r.From, r.To, r.Hours, r.Document))),
        new FactKind<PlannedYearEvent, Fact.YearPlanEventPlanned>("year-plan", "planYearEvent", "Plan an event of the year",
            new(new("Открытие Года педагога и наставника"), new(2022, 2, 1)),
            (_, r, id) => Now(new Fact.YearPlanEventPlanned(id, r.Title, r.From, r.To))),
        new FactKind<HeldYearEvent, Fact.YearPlanEventHeld>("year-plan-events", "recordYearEvent", "Record an event of the year",
            new(new("Открытие Года педагога и наставника"), new(2022, 2, 3), null, 60),
            (_, r, id) => Now(new Fact.YearPlanEventHeld(id, r.Planned, r.Title, r.On, r.Attendance, r.Document))),
    ];

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(k => k.Name)];

    /// <summary>The kind with this name.</summary>
    public static FactKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    /// <summary>The kind of a fact.</summary>
    public static FactKind Of(Fact fact) => All.First(k => k.Fact == fact.GetType());

    private static Task<Fact> Now(Fact fact) => Task.FromResult(fact);
}

using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Certificates;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Monitoring;

/// <summary>Мониторинги удовлетворённости, качества и влияния (M166 to M168).</summary>
public sealed class Monitorings : UseCase
{
    public sealed record Start(MonitoringKind Kind, Guid? Id = null) : Dated;

    /// <param name="Document">Id of the registered report.</param>
    public sealed record Conclusion(Guid? Document = null) : Dated;

    /// <param name="Code">A code of the school, such as <c>wish-to-continue</c>.</param>
    /// <param name="Share">Per cent of the respondents, a decimal in text, such as <c>83.3</c>.</param>
    /// <param name="Text">Sealed in the vault.</param>
    public sealed record Line(string Code, string? Share = null, PrivateText? Text = null);

    /// <param name="Form">Code of the definition.</param>
    public sealed record Swot(
        string Form, IReadOnlyList<Line>? Strengths = null, IReadOnlyList<Line>? Weaknesses = null,
        IReadOnlyList<Line>? Opportunities = null, IReadOnlyList<Line>? Threats = null, Guid? Id = null) : Dated;

    /// <param name="Lines">Nine scores from 0 to 2: conformity to goals and tasks, to principles, to modern approaches, comfortable
    /// climate, logic of the mentor's work; satisfaction of the participants, of the partners; interest of the mentee, use of what was
    /// received.</param>
    public sealed record Sheet(IReadOnlyList<int> Lines, Guid? Id = null) : Dated;

    /// <param name="Person">Id of a mentee or mentor; absent for the organisation.</param>
    /// <param name="Wave">Interim or exit for a person; baseline or final for the organisation.</param>
    /// <param name="Value">A decimal in text, such as <c>4.25</c>.</param>
    /// <param name="Unit">Absent for a point of the indicator's scale.</param>
    /// <param name="SchoolYear">The year that a count of the organisation is about.</param>
    public sealed record Measurement(
        string Code, IndicatorWave Wave, string Value, MeasurementSource Source, DateOnly MeasuredOn, Guid? Person = null,
        InstitutionalText? Unit = null, string? SchoolYear = null, Guid? Id = null);

    public sealed record MeasurementsRequest(IReadOnlyList<Measurement> Measurements) : Dated;

    /// <param name="Missing">What its conclusion still needs.</param>
    public sealed record One(
        Guid Id, MonitoringKind Kind, DateOnly StartedOn, DateOnly? ConcludedOn, Guid? Report, IReadOnlyList<MissingThing> Missing);

    /// <param name="Kind">The event's name, such as <c>swot_recorded</c>.</param>
    public sealed record Fact(Guid Id, string Kind, object Recorded);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/monitorings", About("listMonitorings", "Monitorings", "With what their conclusion still needs.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<One>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Monitoring.Monitorings.Values.Select(m => Shown(found, m)), m => m.Id));

        routes.ReadProgramme("/monitorings/facts", About("listMonitoringFacts", "Facts of the monitorings",
            "SWOT analyses, sheets and measurements that count, in the order of their ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Fact>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Monitoring.Facts
            .Select(f => new Fact(f.Key, Ledger.EventCodec.NameOf(f.Value), f.Value)), f => f.Id, texts: true));

        routes.ReadProgramme("/indicators", About("readInfluence", "What was measured before and after",
            "Means of those who have both measurements and worked long enough, as the certificate will have them, and who lacks the " +
            "second.")
            with { Roles = Takes.Reading, Answer = typeof(Influence) },
            (_, found) => Answers.Json(Influence.Of(found.State, found.Definition)));

        routes.Decide<Start>("/monitorings", About("startMonitoring", "Start a monitoring", "One of each kind at a time.")
            with { Example = new Start(MonitoringKind.Quality) },
            (incoming, r) => new MonitoringCommand.StartMonitoring(r.Id ?? incoming.NewId("monitoring"), r.Kind), Here);

        routes.Decide<Swot>("/monitorings/{monitoring}/swot", About("recordSwot", "Record a SWOT analysis",
            "Of one form, in a monitoring of quality; texts of people are sealed.") with
        {
            Example = new Swot("learner-learner", [new("wish-to-continue", "83.3")], [new("few-meetings", Text: new("Мало встреч."))]),
        }, async (incoming, r) => new MonitoringCommand.RecordSwot(new(
            r.Id ?? incoming.NewId("swot"), incoming.Id("monitoring"), r.Form, await Sealed(incoming, r.Strengths),
            await Sealed(incoming, r.Weaknesses), await Sealed(incoming, r.Opportunities), await Sealed(incoming, r.Threats))), Here);

        routes.Decide<Sheet>("/monitorings/{monitoring}/curator-score", About("recordCuratorScore", "Record the curator's sheet",
            "Nine lines of 0 to 2 points, in a monitoring of quality.") with { Example = new Sheet([2, 2, 1, 2, 1, 2, 1, 2, 1]) },
            (incoming, r) => new MonitoringCommand.RecordCuratorScore(
                new(r.Id ?? incoming.NewId("sheet"), incoming.Id("monitoring"), r.Lines)), Here);

        routes.Decide<MeasurementsRequest>("/indicators", About("measureIndicators", "Record measurements",
            "Of persons or of the organisation, all or none. Entry measurements are recorded with the participants.") with
        {
            Example = new MeasurementsRequest([new("Q_SUPPORT", IndicatorWave.Exit, "9", MeasurementSource.Questionnaire, new(2022, 5, 16),
                Samples.Person), new("conflicts-with-teachers", IndicatorWave.Final, "4", MeasurementSource.Report, new(2022, 5, 31),
                SchoolYear: "2021/2022")]),
        }, (incoming, r) => new MonitoringCommand.MeasureIndicators([.. r.Measurements.Select((m, i) =>
            new MonitoringEvent.IndicatorMeasured(m.Id ?? incoming.NewId($"measurement {i}"), m.Code, m.Person, m.Wave, m.Value, m.Unit,
                m.Source, m.MeasuredOn, m.SchoolYear))]), (id, _) => $"/api/programmes/{id}/monitorings/facts");

        routes.Decide<Conclusion>("/monitorings/{monitoring}/conclusion", About("concludeMonitoring", "Conclude a monitoring",
            "What it still needs is answered. Its report settles the item of the road map.")
            with { Example = new Conclusion(Samples.Document) },
            (incoming, r) => new MonitoringCommand.ConcludeMonitoring(incoming.Id("monitoring"), r.Document));

        routes.Decide<ReasonRequest>("/monitorings/{monitoring}/reopening", About("reopenMonitoring", "Reopen a monitoring",
            "To correct what its conclusion rests on.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MonitoringCommand.ReopenMonitoring(incoming.Id("monitoring"), await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/monitorings/facts/{fact}/void", About("voidMonitoringFact", "Void a fact of a monitoring",
            "An analysis, a sheet, a measurement or a monitoring that was recorded by mistake.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MonitoringCommand.VoidMonitoringFact(incoming.Id("fact"), await incoming.Seal(r.Reason)));
    }

    private static One Shown(ProgrammeFound found, MonitoringState m) => new(
        m.Started.Id, m.Kind, m.StartedOn, m.ConcludedOn, m.Report, MissingThing.Of(Conclusions.Lacking(found.State, m), found.Names));

    private static async Task<IReadOnlyList<SwotItem>> Sealed(Incoming incoming, IReadOnlyList<Line>? lines)
    {
        List<SwotItem> items = [];
        foreach (var line in lines ?? []) items.Add(new(line.Code, line.Share, await incoming.Seal(line.Text)));
        return items;
    }

    private static string Here(Guid programme, IReadOnlyList<DomainEvent> events) => events
        .Select(e => e switch
        {
            MonitoringEvent.MonitoringStarted started => started.Id,
            MonitoringEvent.SwotRecorded swot => swot.Monitoring,
            MonitoringEvent.CuratorScoreRecorded sheet => sheet.Monitoring,
            _ => (Guid?)null,
        }).First(id => id is not null) is { } monitoring
            ? $"/api/programmes/{programme}/monitorings/{monitoring}"
            : $"/api/programmes/{programme}/monitorings";

    private static Operation About(string name, string summary, string description) =>
        new("Monitoring", name, summary, description, Takes.Work);
}

using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Completion.Finale;

namespace MentorshipFlow.Domain.Tests.Programmes.Completion;

/// <summary>Monitorings, analyses, sheets and measurements (M166 to M168).</summary>
public sealed class A_monitoring
{
    private static readonly MonitoringEvent.IndicatorMeasured Conflicts = new(
        Number(0x1101), "conflicts-with-teachers", null, IndicatorWave.Final, "4", null, MeasurementSource.Report, Yesterday, "2021/2022");

    [Fact]
    public void Is_one_of_its_kind_at_a_time() =>
        Given().When(new MonitoringCommand.StartMonitoring(Quality, MonitoringKind.Quality))
            .Then(new MonitoringEvent.MonitoringStarted(Quality, MonitoringKind.Quality))
            .When(new MonitoringCommand.StartMonitoring(Quality, MonitoringKind.Influence))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Quality}")
            .When(new MonitoringCommand.StartMonitoring(Influence, MonitoringKind.Quality))
            .Refused(Reason.AlreadyRecorded, "monitoring-open", $"{Quality}")
            .When(new MonitoringCommand.StartMonitoring(Influence, MonitoringKind.Influence)).Accepted();

    [Fact]
    public void Of_influence_is_concluded_only_with_an_exit_measurement() =>
        Given(new MonitoringEvent.MonitoringStarted(Influence, MonitoringKind.Influence))
            .When(new MonitoringCommand.ConcludeMonitoring(Influence, Report))
            .Refused(Reason.ConditionsNotMet, "exit-measurement-missing", $"{Influence}")
            .When(new MonitoringCommand.MeasureIndicators([MeasuredAtExit(Exit, Cohort.Pupil)])).Accepted()
            .When(new MonitoringCommand.ConcludeMonitoring(Influence, Number(0x1fff)))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Number(0x1fff)}")
            .When(new MonitoringCommand.ConcludeMonitoring(Influence, Report)).Accepted()
            .When(new MonitoringCommand.ConcludeMonitoring(Influence, Report))
            .Refused(Reason.AlreadyRecorded, "monitoring-concluded", $"{Influence}");

    [Fact]
    public void Of_quality_needs_an_analysis_of_each_form_and_the_curator_s_sheet() =>
        Given(new MonitoringEvent.MonitoringStarted(Quality, MonitoringKind.Quality))
            .When(new MonitoringCommand.RecordSwot(AnalysisOf(Swot, "learner-learner"))).Accepted()
            .When(new MonitoringCommand.RecordSwot(AnalysisOf(Number(0x1102), "learner-learner")))
            .Refused(Reason.AlreadyRecorded, "code-recorded", "learner-learner")
            .When(new MonitoringCommand.ConcludeMonitoring(Quality, null))
            .Refused(Reason.ConditionsNotMet, ("swot-missing", "teacher-teacher"), ("curator-score-missing", $"{Quality}"));

    [Fact]
    public void Of_satisfaction_needs_answers() =>
        Given(new MonitoringEvent.MonitoringStarted(Satisfaction, MonitoringKind.Satisfaction))
            .When(new MonitoringCommand.ConcludeMonitoring(Satisfaction, Report))
            .Refused(Reason.ConditionsNotMet, "satisfaction-not-surveyed", $"{Satisfaction}")
            .And(Surveyed).When(new MonitoringCommand.ConcludeMonitoring(Satisfaction, Report)).Accepted();

    [Fact]
    public void Takes_a_sheet_of_nine_lines_only() =>
        Given(new MonitoringEvent.MonitoringStarted(Quality, MonitoringKind.Quality),
            new MonitoringEvent.MonitoringStarted(Influence, MonitoringKind.Influence))
            .When(Scored(Quality, 2, 2)).Refused(Reason.ValueOutOfRange, "curator-score-invalid", "2 2")
            .When(Scored(Quality, 2, 2, 2, 2, 1, 2, 1, 2, 3)).Refused(Reason.ValueOutOfRange, "curator-score-invalid", "2 2 2 2 1 2 1 2 3")
            .When(Scored(Influence, 2, 2, 2, 2, 1, 2, 1, 2, 2)).Refused(Reason.ValueOutOfRange, "monitoring-of-another-kind", "influence")
            .When(Scored(Number(0x1fff), 2)).Refused(Reason.Unknown, "monitoring-unknown", $"{Number(0x1fff)}")
            .When(Scored(Quality, 2, 2, 2, 2, 1, 2, 1, 2, 2)).Accepted();

    [Theory]
    [InlineData("Слабость", null, "code-invalid", "Слабость")]
    [InlineData("few-meetings", "100.1", "share-invalid", "100.1")]
    [InlineData("few-meetings", "half", "share-invalid", "half")]
    public void Takes_codes_and_shares_only(string code, string? share, string what, string where) =>
        Given(new MonitoringEvent.MonitoringStarted(Quality, MonitoringKind.Quality))
            .When(new MonitoringCommand.RecordSwot(AnalysisOf(Swot, "learner-learner") with { Threats = [new(code, share, null)] }))
            .Refused(Reason.ValueOutOfRange, what, where);

    [Fact]
    public void Changes_after_its_conclusion_only_when_it_is_reopened() =>
        Given([.. Surveyed, .. Facts, .. Concluded])
            .When(new MonitoringCommand.VoidMonitoringFact(Swot, Why))
            .Refused(Reason.AlreadyRecorded, "monitoring-concluded", $"{Quality}")
            .When(new MonitoringCommand.ReopenMonitoring(Quality, Why)).Accepted()
            .When(new MonitoringCommand.VoidMonitoringFact(Swot, Why)).Accepted()
            .When(new MonitoringCommand.ConcludeMonitoring(Quality, Report))
            .Refused(Reason.ConditionsNotMet, "swot-missing", "learner-learner")
            .When(new MonitoringCommand.RecordSwot(AnalysisOf(Swot, "learner-learner")))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Swot}");

    [Fact]
    public void Measures_persons_in_the_waves_of_persons_and_the_organisation_in_its_years() =>
        Given()
            .When(Measured(MeasuredAtExit(Exit, Cohort.Pupil) with { Wave = IndicatorWave.Entry }))
            .Refused(Reason.ValueOutOfRange, "wave-of-another-subject", "entry")
            .When(Measured(Conflicts with { Wave = IndicatorWave.Exit }))
            .Refused(Reason.ValueOutOfRange, "wave-of-another-subject", "exit")
            .When(Measured(Conflicts with { SchoolYear = "2020/2021" }))
            .Refused(Reason.ValueOutOfRange, "year-of-another-wave", "2020/2021")
            .When(Measured(Conflicts with { Wave = IndicatorWave.Baseline }))
            .Refused(Reason.ValueOutOfRange, "year-of-another-wave", "2021/2022")
            .When(Measured(Conflicts with { Person = Cohort.Pupil }))
            .Refused(Reason.ValueOutOfRange, "indicator-of-another-subject", "/measurements/0/code conflicts-with-teachers")
            .When(Measured(MeasuredAtExit(Exit, Number(0x1fff))))
            .Refused(Reason.Unknown, "participant-unknown", $"{Number(0x1fff)}")
            .When(Measured(MeasuredAtExit(Exit, Cohort.Pupil) with { Value = "11" }))
            .Refused(Reason.ValueOutOfRange, "indicator-out-of-range", "/measurements/0/value 11")
            .When(Measured(MeasuredAtExit(Exit, Cohort.Pupil) with { MeasuredOn = Tomorrow }))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21")
            .When(Measured(Conflicts, MeasuredAtExit(Conflicts.Id, Cohort.Pupil)))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Conflicts.Id}")
            .When(Measured(Conflicts, MeasuredAtExit(Exit, Cohort.Pupil)))
            .Then(Conflicts, MeasuredAtExit(Exit, Cohort.Pupil));

    [Fact]
    public void Reads_every_source_of_a_measurement_and_the_latest_value_of_each_wave()
    {
        var state = Given([.. Surveyed, MeasuredAtExit(Exit, Cohort.Pupil) with { MeasuredOn = Start },
            MeasuredAtExit(Number(0x1103), Cohort.Pupil) with { Value = "8" }, Conflicts]).State;
        var all = Measurements.Of(state, TargetModel.WithoutPeople);
        Assert.Equal((7m, 8m, 4m), (all.Of(Cohort.Pupil, "Q_SUPPORT", IndicatorWave.Entry)!.Value.Value,
            all.Of(Cohort.Pupil, "Q_SUPPORT", IndicatorWave.Exit)!.Value.Value,
            all.OfOrganisation("conflicts-with-teachers", IndicatorWave.Final)!.Value.Value));
        Assert.Null(all.Of(Cohort.Pupil, "Q_SATISF", IndicatorWave.Exit));
    }

    private static MonitoringCommand.RecordCuratorScore Scored(Guid monitoring, params int[] lines) => new(new(Sheet, monitoring, lines));

    private static MonitoringCommand.MeasureIndicators Measured(params MonitoringEvent.IndicatorMeasured[] measurements) =>
        new(measurements);
}

using System.Text;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Recognition;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Monitoring, recognition and results of a story: the work of stage 7.</summary>
public sealed class StoryCompletion(StoryTeller teller, StoryTandems tandems)
{
    /// <summary>Everything that gate 7 needs but the certificate.</summary>
    internal async Task Complete(SampleSchool school, StoryPlace place, CancellationToken stop)
    {
        var (day, ids, mentees, mentors) = (place.Day, place.Ids, place.Cast.AllMentees, place.Cast.AllMentors);
        await tandems.Reflect(place, stop);
        await Tell("indicators", new MonitoringCommand.MeasureIndicators([.. mentees.Select(m => new MonitoringEvent.IndicatorMeasured(
            ids.Of($"exit {m.Key}"), "Q_SUPPORT", ids.Of(m.Key), IndicatorWave.Exit, "9", null, MeasurementSource.Questionnaire, day,
            null))]));
        foreach (var kind in Enum.GetValues<MonitoringKind>())
        {
            var id = ids.Of($"monitoring {kind}");
            await Tell($"monitoring-{kind}", new MonitoringCommand.StartMonitoring(id, kind));
            if (kind == MonitoringKind.Quality) await Quality(place, id, stop);
            var report = await Paper(place, "monitoring-report", $"{kind}", "Отчёт по итогам мониторинга", stop);
            await Tell($"monitoring-concluded-{kind}", new MonitoringCommand.ConcludeMonitoring(id, report));
        }

        var orders = (Encouragement: await Paper(place, "encouragement-order", "praise", "О поощрении", stop),
            Event: await Paper(place, "final-event-order", "event", "Об итоговом мероприятии", stop));
        await Recognise("encouragement", id => new Recognised.EncouragementOrdered(id, orders.Encouragement,
            [.. mentors.Select(m => ids.Of(m.Key))]));
        await Recognise("event-order", id => new Recognised.FinalEventOrdered(id, orders.Event));
        await Recognise("event", id => new Recognised.FinalEventHeld(id, day, 80, null));
        for (var i = 0; i < school.Preparation.Partners.Count; i++)
        {
            var letter = await Paper(place, "letter", $"partner-{i + 1}", "Благодарственное письмо", stop);
            var partner = ids.Of($"fact partner-{i + 1}");
            await Recognise($"letter-{i + 1}", id => new Recognised.ThankYouLetterIssued(id, partner, letter));
        }

        await Recognise("mentor-of-the-year", id => new Recognised.CompetitionHeld(id, Nomination.MentorOfTheYear, day,
            [new(1, [ids.Of(mentors[0].Key)])], null));
        await Recognise("best-pair", id => new Recognised.CompetitionHeld(id, Nomination.BestPair, day,
            [new(1, [ids.Of(mentors[0].Key), ids.Of(mentees[0].Key)])], null));
        await Recognise("publication", id => new Recognised.ResultsPublished(id, day, new("https://school.example/mentoring"),
            PublicationSite.Own, null, [], null));
        foreach (var mentee in mentees)
            await Tell($"result-{mentee.Key}", new MenteeCommand.EnterMenteeResult(ids.Of(mentee.Key), EntryResult.Reached, null));
        foreach (var mentor in mentors)
            await Tell($"result-{mentor.Key}", new MentorCommand.EnterMentorResult(ids.Of(mentor.Key), EntryResult.Reached, null));

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, step, command, stop);

        Task Recognise(string step, Func<Guid, Recognised> fact) =>
            Tell($"recognition-{step}", new RecognitionCommand.Recognise(fact(ids.Of($"recognition {step}"))));
    }

    private async Task Quality(StoryPlace place, Guid monitoring, CancellationToken stop)
    {
        foreach (var form in new[] { "learner-learner", "teacher-teacher" })
        {
            await teller.Tell(place, $"swot-{form}", new MonitoringCommand.RecordSwot(new(place.Ids.Of($"swot {form}"), monitoring, form,
                [new("wish-to-continue", "100", null)], [new("few-meetings", null, null)], [], [])), stop);
        }

        await teller.Tell(place, "sheet", new MonitoringCommand.RecordCuratorScore(
            new(place.Ids.Of("sheet"), monitoring, [2, 2, 2, 2, 1, 2, 1, 2, 2])), stop);
    }

    private async Task<Guid> Paper(StoryPlace place, string kind, string key, string title, CancellationToken stop)
    {
        var id = place.Ids.Of($"paper {kind} {key}");
        var file = await teller.Store(place, Encoding.UTF8.GetBytes($"{title}\n{place.Mark}\n"), stop);
        await teller.Tell(place, $"paper-{kind}-{key}", new DocumentCommand.RegisterDocument(new(
            id, kind, new(title), new("7"), place.Day, null, new("Директор"), DocumentOriginal.Paper, file)), stop);
        return id;
    }
}

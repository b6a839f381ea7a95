using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>The end of a year: monitoring, recognition, results, the certificate and the last approval.</summary>
internal static class End
{
    /// <summary>A concluded monitoring with its report of today.</summary>
    public static History Conclude(this History h, MonitoringKind kind) => h
        .Register($"report {kind}", "monitoring-report", "Отчёт по итогам мониторинга", "70")
        .Do(Curator, new MonitoringCommand.ConcludeMonitoring(Id($"{kind}"), Id($"report {kind}")));

    public static History Start(this History h, MonitoringKind kind) =>
        h.Do(Curator, new MonitoringCommand.StartMonitoring(Id($"{kind}"), kind));

    public static History Swot(this History h, string form, string share) => h.Do(Curator, new MonitoringCommand.RecordSwot(new(
        Id($"swot {form}"), Id($"{MonitoringKind.Quality}"), form,
        [new("wish-to-continue", share, null), new("trust", null, Secret("Доверие"))],
        [new("few-meetings", null, Secret("Мало встреч"))], [new("partners", null, null)], [new("time", "12.5", null)])));

    public static History Score(this History h, params int[] lines) =>
        h.Do(Curator, new MonitoringCommand.RecordCuratorScore(new(Id("sheet"), Id($"{MonitoringKind.Quality}"), lines)));

    /// <summary>An exit measurement of a person.</summary>
    public static History Measure(this History h, string person, params IEnumerable<(string Code, string Value)> values) =>
        h.Do(Curator, new MonitoringCommand.MeasureIndicators([.. values.Select(v => new MonitoringEvent.IndicatorMeasured(
            Id($"exit {person} {v.Code} {Dates.Text(h.Today)}"), v.Code, Id(person), IndicatorWave.Exit, v.Value, null,
            MeasurementSource.Questionnaire, h.Today, null))]));

    /// <summary>A number of the organisation before and in the programme's year; null where it is unknown.</summary>
    public static History Count(this History h, string code, string? before, string? after)
    {
        var year = h.State.Charter!.SchoolYear;
        var first = int.Parse(year[..4], null);
        return h.Do(Curator, new MonitoringCommand.MeasureIndicators(
        [
            .. before is null ? [] : new[] { Number(IndicatorWave.Baseline, before, $"{first - 1}/{first}") },
            .. after is null ? [] : new[] { Number(IndicatorWave.Final, after, year) },
        ]));

        MonitoringEvent.IndicatorMeasured Number(IndicatorWave wave, string value, string of) => new(
            Id($"{code} {wave}"), code, null, wave, value, null, MeasurementSource.Report, h.Today, of);
    }

    public static History Recognise(this History h, params IEnumerable<Recognised> facts)
    {
        foreach (var fact in facts) h.Do(Curator, new RecognitionCommand.Recognise(fact));
        return h;
    }

    public static History Reflect(this History h, params IEnumerable<string> tandems)
    {
        foreach (var tandem in tandems)
        {
            h.Do(Curator, new TandemCommand.RecordReflection(
                new(Id(tandem), Id($"reflection {tandem}"), ReflectionKind.Group, null, Secret($"Рефлексия {tandem}"))));
        }

        return h;
    }

    /// <summary>A result of everybody who is in a base.</summary>
    public static History Results(this History h)
    {
        foreach (var mentee in h.State.Participants.Mentees.Values.Where(m => m.InBase))
            h.Do(Curator, new MenteeCommand.EnterMenteeResult(mentee.Person, EntryResult.Reached, null));
        foreach (var mentor in h.State.Participants.Mentors.Values.Where(m => m.AvailableOn(h.Today)))
            h.Do(Curator, new MentorCommand.EnterMentorResult(mentor.Person, EntryResult.Reached, null));
        return h;
    }

    /// <summary>The certificate of everything so far.</summary>
    public static History Certify(this History h, Actor by, string certificate, string number, string? replaces = null)
    {
        var parameters = new CertificateParameters(
            Id(certificate), new(number), h.Today, h.Today, Secret($"Выводы {number}"), Id("head"), new("Директор"),
            replaces is null ? null : Id(replaces));
        var text = Certificate.From(Id(h.Name), Chronicle.Of(h.Entries), h.Definition, parameters);
        return h.Do(by, new CertificationCommand.IssueCertificate(
            parameters.Id, parameters.Number, parameters.Date, h.Entries.Count, Certificate.Format, text.ContentHash,
            parameters.Conclusions, parameters.Signatory, parameters.SignatoryPosition, parameters.Replaces));
    }

    /// <summary>Stage 7 is approved with the certificate, and the programme ends.</summary>
    public static History Finish(this History h, Actor by) => h
        .Do(by, new GateCommand.SubmitStage(7, null))
        .Do(by, new GateCommand.ApproveStage(7, null, h.State.Certification.Current!.ContentHash))
        .Do(by, new CharterCommand.CompleteProgramme());
}

using System.Globalization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>A measured value and its day.</summary>
public readonly record struct Measure(decimal Value, DateOnly On);

/// <summary>
/// All measurements of a programme, whatever recorded them: measured one by one, or answered in a wave of a questionnaire. A point of a
/// scale counts as it is, yes as 1 and no as 0. Of several values of one person, indicator and wave the latest day counts, then the later
/// record. Persons whose data were destroyed stay among them unless the definition says otherwise.
/// </summary>
public sealed class Measurements
{
    private readonly Dictionary<(Guid Person, string Code, IndicatorWave Wave), Measure> ofPersons = [];
    private readonly Dictionary<(string Code, IndicatorWave Wave), Measure> ofOrganisation = [];

    private Measurements() { }

    /// <summary>Collects the measurements of a programme.</summary>
    public static Measurements Of(Programme state, Definition definition)
    {
        var all = new Measurements();
        foreach (var entry in state.Participants.Measured.Where(m => Counts(m.Key)).OrderBy(m => m.Key).SelectMany(m => m.Value))
        {
            foreach (var indicator in entry.Indicators)
                all.Add(entry.Person, indicator.Code, IndicatorWave.Entry, Decimal(indicator.Value), entry.MeasuredOn);
        }

        foreach (var measured in state.Monitoring.Of<MonitoringEvent.IndicatorMeasured>())
        {
            if (measured.Person is not { } person) all.AddOfOrganisation(measured);
            else if (Counts(person)) all.Add(person, measured.Code, measured.Wave, Decimal(measured.Value), measured.MeasuredOn);
        }

        foreach (var wave in state.Surveys.Waves.Values.Where(w => WaveOf(w.Opened.Purpose) is not null))
        {
            foreach (var (answered, on) in wave.Answers.Values.Where(a => Counts(a.Answered.Person)).OrderBy(a => a.Answered.Id))
                all.Add(answered, WaveOf(wave.Opened.Purpose)!.Value, on);
        }

        return all;

        bool Counts(Guid person) => definition.Parameters.StatisticalRetention
            || state.Participants.Standings.GetValueOrDefault(person) is not { Erased: true };
    }

    /// <summary>A person's value; null if it was not measured in this wave.</summary>
    public Measure? Of(Guid person, string code, IndicatorWave wave) =>
        ofPersons.TryGetValue((person, code, wave), out var found) ? found : null;

    /// <summary>The organisation's value; null if it was not measured in this wave.</summary>
    public Measure? OfOrganisation(string code, IndicatorWave wave) =>
        ofOrganisation.TryGetValue((code, wave), out var found) ? found : null;

    /// <summary>A stored decimal.</summary>
    public static decimal Decimal(string value) => decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static IndicatorWave? WaveOf(SurveyPurpose purpose) => purpose switch
    {
        SurveyPurpose.Entry => IndicatorWave.Entry,
        SurveyPurpose.Interim => IndicatorWave.Interim,
        SurveyPurpose.Exit => IndicatorWave.Exit,
        _ => null,
    };

    private void Add(SurveyEvent.SurveyAnswered answered, IndicatorWave wave, DateOnly on)
    {
        foreach (var scale in answered.Scales) Add(answered.Person, scale.Item, wave, scale.Value, on);
        foreach (var choice in answered.Choices)
        {
            if (choice.Choice is "yes" or "no") Add(answered.Person, choice.Item, wave, choice.Choice == "yes" ? 1 : 0, on);
        }
    }

    private void Add(Guid person, string code, IndicatorWave wave, decimal value, DateOnly on)
    {
        if (!ofPersons.TryGetValue((person, code, wave), out var known) || known.On <= on) ofPersons[(person, code, wave)] = new(value, on);
    }

    private void AddOfOrganisation(MonitoringEvent.IndicatorMeasured m)
    {
        if (!ofOrganisation.TryGetValue((m.Code, m.Wave), out var known) || known.On <= m.MeasuredOn)
            ofOrganisation[(m.Code, m.Wave)] = new(Decimal(m.Value), m.MeasuredOn);
    }
}

using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>Routes commands about participants, and holds the rules that mentees, mentors and training share.</summary>
public static class ParticipantDecider
{
    private const int MostMinutes = 100_000;
    private const int MostIndicators = 100;
    private const int LongestCode = 64;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, ParticipantCommand command, Issued issued, Definition definition) => command switch
    {
        MenteeCommand c => MenteeDecider.Decide(state, c, issued, definition),
        MentorCommand c => MentorDecider.Decide(state, c, issued, definition),
        TrainingCommand c => TrainingDecider.Decide(state, c, issued, definition),
        ParticipantCommand.MeasureEntry { Measurement: var m } => Measure(state, m, issued, definition),
        ParticipantCommand.ProposePairs c => Propose(state, c.Pairs),
        ParticipantCommand.TakeLongTermMentors c => LongTermBase.Take(state, c, issued, definition),
        ParticipantCommand.VoidParticipantFact c => state.Participants.Counts(c.Person, c.Fact)
            ? new ParticipantEvent.ParticipantFactVoided(c.Person, c.Fact, c.Reason)
            : Decision.Unknown("fact", c.Fact.ToString()),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>Commands allowed while the programme is suspended or the person may not take part: departures
    /// and corrections.</summary>
    public static bool EndsOrCorrects(ParticipantCommand command) =>
        command is MenteeCommand.RemoveMentee or MentorCommand.RemoveMentor or MentorCommand.RevokeReadiness
        or MentorCommand.WithdrawMentor or MentorCommand.RemoveFromLongTermBase or ParticipantCommand.VoidParticipantFact;

    /// <summary>A school's own code about people: 1 to 64 of a-z, 0-9 and hyphen, first a letter, so that personal numbers do not
    /// fit.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: > 0 and <= LongestCode } && char.IsAsciiLetterLower(text[0])
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal static Refusal? Codes(params IEnumerable<string> codes) =>
        codes.FirstOrDefault(c => !IsCode(c)) is { } bad ? new Refusal(Reason.ValueOutOfRange, "code-invalid", bad) : null;

    internal static Refusal? Unmet(Reason reason, IEnumerable<Missing> missing) =>
        missing.ToList() is { Count: > 0 } lacks ? new Refusal(reason, lacks) : null;

    internal static Refusal? TakesPart(Programme state, Guid person) => Unmet(Reason.NotTakingPart, PersonalPath.TakingPart(state, person));

    internal static Refusal? NewFact(Programme state, Guid id) =>
        state.Participants.Seen.Contains(id) ? new Refusal(Reason.AlreadyRecorded, "fact-recorded", id.ToString()) : null;

    internal static Refusal? InForce(Programme state, params IEnumerable<Guid?> documents) =>
        documents.FirstOrDefault(d => d is { } id && !state.Documents.IsInForce(id)) is { } missing
            ? new Refusal(Reason.DocumentNotInForce, "document-not-in-force", missing.ToString())
            : null;

    internal static Refusal? Minutes(int minutes) =>
        minutes is < 1 or > MostMinutes ? new Refusal(Reason.ValueOutOfRange, "minutes-out-of-range", $"{minutes}") : null;

    /// <summary>The refusal of an application by somebody not registered or not taking part, or after gate 6 (domain-model.md 5, late
    /// joiner).</summary>
    internal static Refusal? MayApply(Programme state, Guid person, PersonStatus? standing) =>
        standing is null ? new Refusal(Reason.Unknown, "person-unknown", $"{person}")
        : !standing.MayTakePart
            ? TakesPart(state with {
                Participants = state.Participants with { Standings = state.Participants.Standings.SetItem(person, standing) } },
                person)
        : state.Gates[6].Stands ? new Refusal(Reason.StageAlreadyApproved, "stage-approved", "6")
        : null;

    private static Decision Measure(Programme state, ParticipantEvent.EntryMeasured m, Issued issued, Definition definition) =>
        !state.Participants.Knows(m.Person) ? Decision.Unknown("participant", $"{m.Person}")
        : (TakesPart(state, m.Person) ?? NewFact(state, m.Id) ?? Dates.OfFact(m.MeasuredOn, issued.AsOf)
            ?? Indicators(m.Indicators, definition)) is { } refusal
            ? refusal
        : m;

    private static Decision Propose(Programme state, IReadOnlyList<ParticipantEvent.PairProposed> pairs)
    {
        var known = state.Participants.Of<ParticipantEvent.PairProposed>().Select(p => (p.Mentor, p.Mentee)).ToHashSet();
        ParticipantEvent.PairProposed[] news = [.. pairs.Where(p => known.Add((p.Mentor, p.Mentee)))];
        var refusal = Unmet(Reason.Unknown,
            [
                .. news.Select(p => p.Mentor).Where(m => !state.Participants.Mentors.ContainsKey(m))
                    .Select(m => new Missing("mentor-unknown", $"{m}")),
                .. news.Select(p => p.Mentee).Where(m => !state.Participants.Mentees.ContainsKey(m))
                    .Select(m => new Missing("mentee-unknown", $"{m}")),
            ])
            ?? news.Select(p => p.Mentor == p.Mentee ? new Refusal(Reason.ValueOutOfRange, "pair-of-one-person", $"{p.Mentor}")
                : NewFact(state, p.Id)).FirstOrDefault(no => no is not null);
        return refusal is not null ? refusal : news.Length == 0 ? Reason.NothingChanges : new Decision.Accepted([.. news]);
    }

    private static Refusal? Indicators(IReadOnlyList<MeasuredIndicator> indicators, Definition definition) =>
        indicators.Count is 0 or > MostIndicators ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "/indicators")
        : indicators.Select((i, at) => Indicator(i, IndicatorSubject.Person, $"/indicators/{at}", definition))
            .FirstOrDefault(no => no is not null) is { } wrong
            ? wrong
        : indicators.GroupBy(i => i.Code).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new Refusal(Reason.AlreadyRecorded, "code-recorded", twice.Key)
        : null;

    /// <summary>Refuses codes that the definition does not have, with their places.</summary>
    internal static Refusal? Indicator(MeasuredIndicator measured, IndicatorSubject subject, string place, Definition definition) =>
        definition.Indicators.FirstOrDefault(i => i.Code == measured.Code) is not { } known
            ? new(Reason.Unknown, "indicator-unknown", $"{place}/code {measured.Code}")
        : known.Of != subject ? new(Reason.ValueOutOfRange, "indicator-of-another-subject", $"{place}/code {measured.Code}")
        : !ValueFormat.IsDecimal(measured.Value) ? new(Reason.ValueOutOfRange, "decimal-invalid", $"{place}/value {measured.Value}")
        : known.Takes(measured.Value) ? null
        : new Refusal(Reason.ValueOutOfRange, "indicator-out-of-range", $"{place}/value {measured.Value}");
}

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
        ParticipantCommand.MeasureEntry { Measurement: var m } => Measure(state, m, issued),
        ParticipantCommand.VoidParticipantFact c => state.Participants.Counts(c.Person, c.Fact)
            ? new ParticipantEvent.ParticipantFactVoided(c.Person, c.Fact, c.Reason)
            : Decision.Unknown("fact", c.Fact.ToString()),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>Commands allowed while the programme is suspended or the person may not take part: departures
    /// and corrections.</summary>
    public static bool EndsOrCorrects(ParticipantCommand command) =>
        command is MenteeCommand.RemoveMentee or MentorCommand.RemoveMentor or MentorCommand.RevokeReadiness
        or MentorCommand.WithdrawMentor or ParticipantCommand.VoidParticipantFact;

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

    private static Decision Measure(Programme state, ParticipantEvent.EntryMeasured m, Issued issued) =>
        !state.Participants.Knows(m.Person) ? Decision.Unknown("participant", $"{m.Person}")
        : (TakesPart(state, m.Person) ?? NewFact(state, m.Id) ?? Dates.OfFact(m.MeasuredOn, issued.AsOf)
            ?? Indicators(m.Indicators)) is { } refusal
            ? refusal
        : m;

    private static Refusal? Indicators(IReadOnlyList<MeasuredIndicator> indicators) =>
        indicators.Count is 0 or > MostIndicators ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "indicators")
        : indicators.FirstOrDefault(i => !ValueFormat.IsCode(i.Code)) is { } odd
            ? new Refusal(Reason.ValueOutOfRange, "code-invalid", odd.Code)
        : indicators.FirstOrDefault(i => !ValueFormat.IsDecimal(i.Value)) is { } wrong
            ? new Refusal(Reason.ValueOutOfRange, "decimal-invalid", wrong.Value)
        : indicators.GroupBy(i => i.Code).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new Refusal(Reason.AlreadyRecorded, "code-recorded", twice.Key)
        : null;
}

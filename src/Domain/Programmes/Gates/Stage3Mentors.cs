using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 3: the base of mentors is formed (domain-model.md 4, G3.1 to G3.4).</summary>
public static class Stage3Mentors
{
    private const int Gate = 3;

    /// <summary>G3.1: a wave of mentors' applications is closed and was answered (M121).</summary>
    public static Finding WaveAnswered(RuleContext context) => Roster.AnsweredWave(context, SurveyAudience.Mentors, "mentors");

    /// <summary>G3.1a: each form with mentees has a mentor or its shortage is acknowledged (M118).</summary>
    public static Finding PerForm(RuleContext context)
    {
        var room = context.Programme.Participants;
        var offered = Roster.Mentors(context).SelectMany(m => m.Offer.Forms).ToHashSet();
        var found = Roster.Each(Roster.Mentors(context), "mentors", _ => [], m => $"{m.Person} {string.Join(' ', m.Offer.Forms)}");
        return Finding.Of(
            Roster.MenteesByForm(context).Where(f => !offered.Contains(f.Form) && !room.ShortageAcknowledged(f.Form, Gate))
                .Select(f => new Missing("form-without-mentor", f.Form)),
            [.. found.Evidence, .. Shortages(context, Gate)]);
    }

    /// <summary>G3.2: every mentor has a consent to participation in force today. The signers depend on the age, not on
    /// the role (M122, F10).</summary>
    public static Finding EveryEntryHasConsent(RuleContext context) => Roster.Each(
        Roster.Mentors(context), "mentors", m => PersonalPath.Consent(context.Programme, m.Person, context.AsOf),
        m => Stage2Mentees.Consents(context, m.Person));

    /// <summary>G3.3: an information event for mentors was held (M123).</summary>
    public static Finding InformationEvent(RuleContext context)
    {
        var events = context.Programme.Participants.Of<ParticipantEvent.MentorsInformed>().ToList();
        return Finding.Of(
            events.Count == 0 ? [new("mentors-not-informed", "mentors")] : Grounds.Gone(context.Programme.Documents, events),
            events.Select(e => $"fact:{e.Id}"));
    }

    /// <summary>G3.4: every mentor has answered whether to take part in programmes of other organisations (M119). A yes without a consent
    /// in force is shown as a no.</summary>
    public static Finding SharingAnswered(RuleContext context) => Roster.Each(
        Roster.Mentors(context), "mentors", m => m.Sharing is null ? [new Missing("sharing-unanswered", $"{m.Person}")] : [],
        m => PersonalPath.IsShared(context.Programme, m, context.AsOf) ? $"{m.Person} yes {m.Sharing!.Scope}" : $"{m.Person} no ");

    /// <summary>Acknowledged shortages as evidence.</summary>
    internal static IEnumerable<string> Shortages(RuleContext context, int gate) =>
        context.Programme.Participants.Of<ParticipantEvent.ShortageAcknowledged>().Where(s => s.Stage == gate).Select(s => $"fact:{s.Id}");
}

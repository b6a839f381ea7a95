using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 2: the base of mentees is formed (domain-model.md 4, G2.1 to G2.5).</summary>
public static class Stage2Mentees
{
    /// <summary>G2.1: a wave of applications is closed and was answered (M109).</summary>
    public static Finding WaveAnswered(RuleContext context) => Roster.AnsweredWave(context, SurveyAudience.Mentees, "mentees");

    /// <summary>G2.1a: somebody is in the base (M116, M117).</summary>
    public static Finding InBase(RuleContext context)
    {
        var found = Roster.Each(Roster.Mentees(context), "mentees", _ => [], m => $"{m.Person}");
        return Roster.Mentees(context).Any() ? found : Finding.Of([new("mentee-base-empty", "mentees")], found.Evidence);
    }

    /// <summary>G2.2: every entry has a consent to participation in force today; its signers were checked when it was given
    /// (M110).</summary>
    public static Finding EveryEntryHasConsent(RuleContext context) =>
        Roster.Each(Roster.Mentees(context), "mentees", m => PersonalPath.Consent(context.Programme, m.Person, context.AsOf),
            m => Consents(context, m.Person));

    /// <summary>G2.3: every entry has a request and an enabled form (M107, M113).</summary>
    public static Finding EveryEntryHasRequestAndForm(RuleContext context) => Roster.Each(
        Roster.Mentees(context), "mentees", m => PersonalPath.Request(m).Concat(PersonalPath.Form(context.Programme, m)),
        m => $"{m.Person} {m.Form!.Form} {m.Form.Variant} {string.Join(' ', m.Requests.Select(r => r.Id))}");

    /// <summary>G2.4: every entry has an entry measurement (M114): recorded, or answered in an entry wave.</summary>
    public static Finding EveryEntryMeasured(RuleContext context) => Roster.Each(
        Roster.Mentees(context), "mentees", m => PersonalPath.Measurement(context.Programme, m.Person, SurveyAudience.Mentees),
        m => $"{m.Person} {string.Join(' ', context.Programme.Participants.MeasurementsOf(m.Person).Select(e => e.Id))}");

    /// <summary>G2.5: there is information from third parties about learners and from the files of teachers, and the person concerned was
    /// informed (M111, M112, L19).</summary>
    public static Finding ThirdPartyInformation(RuleContext context) => Roster.Each(
        Roster.Mentees(context), "mentees", m => PersonalPath.Information(context.Programme, m),
        m => $"{m.Person} {string.Join(' ', m.Information.Select(i => i.Id))}");

    /// <summary>A person's id with the consents to participation in force.</summary>
    internal static string Consents(RuleContext context, Guid person)
    {
        var counting = context.Programme.Participants.Consenting(person, ConsentPurpose.Participation, context.AsOf);
        return $"{person} {string.Join(' ', counting.Select(c => c.Id))}";
    }
}

using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 7: the mentoring is completed (domain-model.md 4, G7.1 to G7.7).</summary>
public static class Stage7Completion
{
    /// <summary>G7.1: a monitoring of each kind is concluded, and what its conclusion needs still counts (M166 to M168).</summary>
    public static Finding MonitoringConcluded(RuleContext context)
    {
        var programme = context.Programme;
        var concluded = programme.Monitoring.Monitorings.Values.Where(m => m.Concluded).ToLookup(m => m.Kind);
        return Finding.Of(
            Enum.GetValues<MonitoringKind>().SelectMany(kind =>
                concluded[kind].ToList() is not { Count: > 0 } found ? [new("monitoring-not-concluded", Kebab.Of($"{kind}"))]
                : found.Exists(m => !Lacking(m).Any()) ? []
                : found.SelectMany(Lacking)),
            concluded.SelectMany(g => g).OrderBy(m => m.Started.Id).Select(m => $"fact:{m.Started.Id}"),
            concluded.SelectMany(g => g).OrderBy(m => m.Started.Id).Select(m => $"report {m.Report}"));

        IEnumerable<Missing> Lacking(MonitoringState monitoring) =>
            Conclusions.Lacking(programme, monitoring).Concat(Grounds.Gone(programme.Documents, [monitoring.Report]));
    }

    /// <summary>G7.2: every pair and group that was not dissolved has a reflection, personal or of the group (M163).</summary>
    public static Finding Reflected(RuleContext context) => Roster.Each(
        context.Programme.Tandems.Tandems.Values.Where(t => t.Status != TandemStatus.Dissolved), "tandems",
        t => t.Reflections.IsEmpty ? [new("reflection-missing", $"{t.Id}")] : [],
        t => $"{t.Id} {string.Join(' ', t.Reflections.Select(r => r.Id))}");

    /// <summary>G7.3c: the final event was held (M163, M172).</summary>
    public static Finding FinalEventHeld(RuleContext context) =>
        Any(context, context.Programme.Recognition.Of<Recognised.FinalEventHeld>(), new("final-event-not-held", "final-event"));

    /// <summary>G7.3d: each external partner was given a letter of thanks (M171).</summary>
    public static Finding LettersIssued(RuleContext context)
    {
        var letters = context.Programme.Recognition.Of<Recognised.ThankYouLetterIssued>().ToList();
        var partners = context.Programme.Preparation.Of<Fact.PartnerEngaged>().Where(p => p.Contour == Contour.External);
        return Finding.Of(
            [
                .. partners.Where(p => !letters.Exists(l => l.Partner == p.Id)).Select(p => new Missing("letter-not-issued", $"{p.Id}")),
                .. Grounds.Gone(context.Programme.Documents, letters),
            ],
            letters.Select(l => $"fact:{l.Id}"));
    }

    /// <summary>G7.3e: a competition was held in each of the <c>nominations</c> (M174).</summary>
    public static Finding CompetitionsHeld(RuleContext context)
    {
        var held = context.Programme.Recognition.Of<Recognised.CompetitionHeld>().ToList();
        return Finding.Of(
            [
                .. context.Criterion.Values("nominations").Where(n => !held.Exists(c => Kebab.Of($"{c.Nomination}") == n))
                .Select(n => new Missing("competition-not-held", n)),
                .. Grounds.Gone(context.Programme.Documents, held),
            ],
            held.Select(c => $"fact:{c.Id}"));
    }

    /// <summary>G7.4a: results were published (M173).</summary>
    public static Finding ResultsPublished(RuleContext context) =>
        Any(context, context.Programme.Recognition.Of<Recognised.ResultsPublished>(), new("results-not-published", "results"));

    /// <summary>G7.4b: every person whom a publication names has a consent to publication in force today; otherwise the name has to be
    /// removed (M173, L20).</summary>
    public static Finding NamedWithConsent(RuleContext context)
    {
        var publications = context.Programme.Recognition.Of<Recognised.ResultsPublished>().ToList();
        return Finding.Of(
            publications.SelectMany(p => RecognitionDecider.Unconsented(context.Programme, p, context.AsOf)).Distinct(),
            publications.Select(p => $"fact:{p.Id}"),
            publications.Select(p => $"named {p.Id} {string.Join(' ', p.Named.Order())}"));
    }

    /// <summary>G7.5: the result of every mentee and mentor is in the base (M175).</summary>
    public static Finding ResultsEntered(RuleContext context)
    {
        var mentees = Roster.Each(Roster.Mentees(context), "mentees",
            m => m.Result is null ? [new("mentee-result-missing", $"{m.Person}")] : [],
            m => $"{m.Person} {Kebab.Of($"{m.Result!.Result}")}");
        var mentors = Roster.Each(Roster.Mentors(context), "mentors",
            m => m.Result is null ? [new("mentor-result-missing", $"{m.Person}")] : [],
            m => $"{m.Person} {Kebab.Of($"{m.Result!.Result}")}");
        return Finding.Of(mentees.Missing.Concat(mentors.Missing), mentees.Evidence.Concat(mentors.Evidence));
    }

    /// <summary>G7.6: every mentor of the long-term base has a consent to it that outlives the programme; the base may be empty
    /// (M176).</summary>
    public static Finding LongTermBaseConsented(RuleContext context) => Roster.Each(
        context.Programme.Participants.Mentors.Values.Where(m => m.LongTerm is not null), "mentors",
        m => LongTermBase.Lacking(context.Programme, m.Person, context.AsOf, context.Definition), m => $"{m.Person} {m.LongTerm}");

    /// <summary>G7.7: a certificate is in force (M35), and nothing that it has to report was recorded after it was made. The approval of
    /// stage 7 checks that its recomputation gives the issued hash.</summary>
    public static Finding CertificateIssued(RuleContext context)
    {
        var programme = context.Programme;
        if (programme.Certification.Current is not { } certificate)
            return Finding.Of([new("certificate-not-issued", CertificationRoom.Paper)], []);
        return Finding.Of(
            certificate.UpToVersion < programme.ReportableAt ? [new("certificate-outdated", $"{certificate.Id}")] : [],
            [$"certificate:{certificate.Id}"]);
    }

    private static Finding Any(RuleContext context, IEnumerable<Recognised> facts, Missing none)
    {
        var found = facts.ToList();
        return Finding.Of(
            found.Count == 0 ? [none] : Grounds.Gone(context.Programme.Documents, found), found.Select(f => $"fact:{f.Id}"));
    }
}

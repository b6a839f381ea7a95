using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 5 on pairs and groups (domain-model.md 4, G5.3a, G5.4, G5.5).</summary>
public static class Stage5Tandems
{
    /// <summary>G5.3a: an order of the kind <c>document</c> lists every pair and group with each of its mentees (M146, M32).</summary>
    /// <remarks>A tandem that ended before an order listed it needs none.</remarks>
    public static Finding EveryTandemInOrder(RuleContext context)
    {
        var kind = context.Criterion.Value("document");
        List<Tandem> tandems = [.. Roster.Tandems(context).Where(t => t.Open || t.Approved is not null)];
        if (tandems.Count == 0) return Finding.Of([new("no-tandem-formed", "tandems")], []);
        var found = Roster.Each(tandems, "tandems",
            t => Roster.Members(context, t).SelectMany(m => OrderLacks(context.Programme, t, m, kind)).Distinct(),
            t => $"{t.Id} {t.Mentor} {string.Join(' ', Roster.Members(context, t).Select(m => m.Mentee))}");
        return found with { Evidence = [.. found.Evidence, .. Orders(tandems).Order().Select(d => $"document:{d}")] };
    }

    /// <summary>G5.4: each mentee in an open tandem has a development plan; a teacher also a personalised programme and a route (M147,
    /// M29).</summary>
    public static Finding EveryMenteeHasPlan(RuleContext context)
    {
        List<(Tandem Tandem, Guid Mentee)> members =
        [
            .. Roster.Tandems(context).Where(t => t.Open)
                .SelectMany(t => Roster.Members(context, t).Select(m => (t, m.Mentee))),
        ];
        var found = Roster.Each(members, "mentees", m => PlanLacks(context.Programme, m.Tandem, m.Mentee, context.Definition),
            m => $"{m.Mentee} {m.Tandem.Id} {m.Tandem.PlanOf(m.Mentee)!.Id}");
        return found with { Evidence = [.. found.Evidence, .. PapersOfPlans(members).Order().Select(d => $"document:{d}")] };
    }

    /// <summary>G5.5: in a form whose mentees are teachers, the terms of the mentor's work are fixed in writing (L16).</summary>
    public static Finding TermsOfTeachers(RuleContext context)
    {
        var mentors = context.Programme.Participants.Mentors;
        return Roster.Each(
            Roster.Tandems(context).Where(t => t.Open && OfTeachers(t, context.Definition)).Select(t => t.Mentor).Distinct().Order(),
            "mentors",
            m => mentors[m].LabourTerms.Exists(l => context.Programme.Documents.Stands(l.Document))
                ? [] : [new Missing("labour-terms-missing", $"{m}")],
            m => $"{m} {string.Join(' ', mentors[m].LabourTerms.Select(l => l.Id))}");
    }

    /// <summary>The conditions that one member does not meet: an order in force and a plan. A late joiner has no other gate.</summary>
    public static IEnumerable<Missing> MemberLacks(Programme state, Tandem tandem, Membership member, Definition definition) =>
        OrderLacks(state, tandem, member, null).Concat(PlanLacks(state, tandem, member.Mentee, definition));

    /// <summary>The orders that list the members of some tandems.</summary>
    internal static IEnumerable<Guid> Orders(IEnumerable<Tandem> tandems) =>
        tandems.SelectMany(t => t.Members).Where(m => m.Open).Select(m => m.Approved?.Document).OfType<Guid>().Distinct();

    /// <summary>The documents of the plans in force.</summary>
    internal static IEnumerable<Guid> PapersOfPlans(IEnumerable<(Tandem Tandem, Guid Mentee)> members) => members
        .Select(m => m.Tandem.PlanOf(m.Mentee)).SelectMany(p => new[] { p?.Programme, p?.Route }).OfType<Guid>().Distinct();

    private static Missing[] OrderLacks(Programme state, Tandem tandem, Membership member, string? kind) =>
        member.Approved is not { Document: var order } ? [new("member-not-in-order", $"{member.Mentee} {tandem.Id}")]
        : !state.Documents.Stands(order) ? [new("document-annulled", $"{order}")]
        : kind is not null && state.Documents.Documents[order].Registered.Kind != kind ? [new("order-of-other-kind", $"{order} {kind}")]
        : [];

    private static IEnumerable<Missing> PlanLacks(Programme state, Tandem tandem, Guid mentee, Definition definition)
    {
        if (tandem.PlanOf(mentee) is not { } plan) return [new("development-plan-missing", $"{mentee}")];
        var gone = Grounds.Gone(state.Documents, [plan.Programme, plan.Route]);
        if (!OfTeachers(tandem, definition)) return gone;
        return
        [
            .. plan.Programme is null ? [new("personalised-programme-missing", $"{mentee}")] : Array.Empty<Missing>(),
            .. plan.Route is null ? [new("route-missing", $"{mentee}")] : Array.Empty<Missing>(),
            .. gone,
        ];
    }

    private static bool OfTeachers(Tandem tandem, Definition definition) =>
        definition.Form(tandem.Form)?.Eligibility.Mentee.Contains(PersonKind.Teacher) == true;
}

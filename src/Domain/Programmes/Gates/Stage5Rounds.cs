using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 5 on matching rounds and their decisions (domain-model.md 4, G5.1, G5.2, G5.6).</summary>
public static class Stage5Rounds
{
    /// <summary>G5.1: for each form with mentees a round has a group meeting and closed preferences that somebody submitted (M142,
    /// M143).</summary>
    public static Finding RoundsHeld(RuleContext context)
    {
        var rounds = context.Programme.Matching.Rounds.Values.ToLookup(r => r.Form);
        var forms = Roster.MenteesByForm(context).Select(f => f.Form).ToList();
        var whole = forms.SelectMany(f => rounds[f].Where(r => !Lacks(r).Any())).ToList();
        return Finding.Of(
            forms.Where(f => whole.TrueForAll(r => r.Form != f)).SelectMany(f => rounds[f].Select(r => Lacks(r).ToList())
                .MinBy(lacks => lacks.Count) ?? [new("matching-round-missing", f)]),
            whole.SelectMany(r => r.Meetings.Select(m => $"fact:{m.Id}").Prepend($"round:{r.Id}")),
            whole.Select(r => $"preferences {r.Id} {r.OfMentees.Count} {r.OfMentors.Count}"));
    }

    /// <summary>G5.2: there are tandems, and for each one the questionnaires were compared and the ground of the decision is recorded
    /// (M141, M144).</summary>
    public static Finding TandemsCompared(RuleContext context)
    {
        List<Tandem> tandems = [.. Roster.Tandems(context).Where(t => t.Status != TandemStatus.Dissolved)];
        var found = Roster.Each(
            tandems, "tandems",
            t => IsCompared(context.Programme, t) ? [] : [new Missing("tandem-not-compared", $"{t.Id}")],
            t => $"{t.Id} {context.Programme.Matching.Matches.GetValueOrDefault(t.Id)?.Match}".TrimEnd());
        return tandems.Count == 0 ? Finding.Of([new("no-tandem-formed", "tandems")], found.Evidence) : found;
    }

    /// <summary>G5.6: it is decided about each mentee without a mentor: the search goes on, a support case, or the mentee leaves
    /// (M148).</summary>
    public static Finding UnmatchedDecided(RuleContext context) => Roster.Each(
        UnmatchedMentees.Of(context.Programme).Where(m => !Roster.IsLate(context, m.Entry.EnteredAt)), "mentees",
        m => m.Decided is null ? [new Missing("unmatched-undecided", $"{m.Entry.Person}")] : [],
        m => $"{m.Entry.Person} {Kebab.Of($"{m.Decided!.Decision}")}");

    private static IEnumerable<Missing> Lacks(MatchingRound round)
    {
        if (round.Meetings.IsEmpty) yield return new("group-meeting-missing", round.Form);
        if (round.PreferencesClosedOn is null && !round.Closed) yield return new("preferences-not-closed", round.Form);
        if (round.OfMentees.IsEmpty && round.OfMentors.IsEmpty) yield return new("preferences-missing", round.Form);
    }

    private static bool IsCompared(Programme state, Tandem tandem) =>
        state.Matching.Matches.ContainsKey(tandem.Id) || state.Matching.Compared.ContainsKey(tandem.Id)
        || tandem.Formed.Text is not null || tandem.Formed.Grounds.Contains(PairingGround.QuestionnairesCompared);
}

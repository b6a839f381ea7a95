using System.Diagnostics;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>Rules on the preferences of both sides and on the personal links to them (M143).</summary>
public static class Preferences
{
    private const int MostLinks = 5000;
    private const int MostExcluded = 100;

    internal static Decision Decide(Programme state, MatchingRound round, MatchingCommand.OfRound command, Issued issued) => command switch
    {
        MatchingCommand.IssuePreferenceLinks c => Issue(state, round, c, issued),
        MatchingCommand.RevokePreferenceLink c => !state.Matching.Links.TryGetValue(c.Link, out var link) || link.Issued.Round != c.Round
            ? Decision.Unknown("preference-link", $"{c.Link}")
            : link.Revoked ? Reason.NothingChanges
            : new MatchingEvent.PreferenceLinkRevoked(c.Round, c.Link, c.Reason),
        MatchingCommand.SubmitPreference { Preference: var p } => Submit(state, round, p, issued),
        MatchingCommand.VoidPreference c => round.OfMentees.Values.Concat(round.OfMentors.Values).Any(p => p.Id == c.Id)
            ? new MatchingEvent.PreferenceVoided(c.Round, c.Id, c.Reason)
            : Decision.Unknown("preference", $"{c.Id}"),
        MatchingCommand.ClosePreferences => round.PreferencesClosedOn is not null ? Reason.NothingChanges
            : new MatchingEvent.PreferencesClosed(round.Id),
        MatchingCommand.ReopenPreferences c => round.PreferencesClosedOn is null ? Reason.NothingChanges
            : new MatchingEvent.PreferencesReopened(round.Id, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>The refusal of a person's preferences before they are looked at; null if the round takes them. The link is checked first,
    /// so an invalid link reveals nothing about the round.</summary>
    public static Refusal? Admission(
        Programme state, MatchingRound round, SurveyAudience side, Guid person, Guid? link, DateOnly today) =>
        (link is { } id ? Unopened(state, round, side, person, id, today) : null)
        ?? Collecting(round)
        ?? (MatchingDecider.IsOf(state, round, side, person) ? null
            : new Refusal(Reason.NotInBase, "person-not-of-round", $"{person}"))
        ?? ParticipantDecider.Unmet(Reason.NotTakingPart, PersonalPath.TakingPart(state, person));

    /// <summary>The persons of the other side whom somebody met, with their numbers.</summary>
    public static IEnumerable<(int Number, Guid Person)> Candidates(
        Programme state, MatchingRound round, SurveyAudience side, Guid person) =>
        round.Met.Index().Where(m => m.Item != person && MatchingDecider.IsOf(state, round, Other(side), m.Item))
            .Select(m => (m.Index + 1, m.Item));

    private static SurveyAudience Other(SurveyAudience side) =>
        side == SurveyAudience.Mentees ? SurveyAudience.Mentors : SurveyAudience.Mentees;

    private static Refusal? Collecting(MatchingRound round) =>
        round.PreferencesClosedOn is null ? null : new(Reason.PreferencesClosed, "preferences-closed", $"{round.Id}");

    private static Refusal? Unopened(
        Programme state, MatchingRound round, SurveyAudience side, Guid person, Guid id, DateOnly today) =>
        !state.Matching.Links.TryGetValue(id, out var link)
            || (link.Issued.Round, link.Issued.Side, link.Issued.Person) != (round.Id, side, person)
            ? new(Reason.Unknown, "survey-link-unknown", $"{id}")
        : link.Revoked ? new(Reason.SurveyLinkRevoked, "survey-link-revoked", $"{id}")
        : !link.OpensOn(today) ? new Refusal(Reason.SurveyLinkExpired, "survey-link-expired", Dates.Text(link.Issued.ExpiresOn))
        : null;

    private static Decision Submit(Programme state, MatchingRound round, MatchingEvent.PreferenceSubmitted p, Issued issued)
    {
        if ((Admission(state, round, p.Side, p.Person, p.Link, issued.AsOf) ?? MatchingDecider.NewId(state, p.Id)
            ?? MatchingDecider.Count(p.Ranked.Count, 0, PairTable.MostRanked, "/ranked")
            ?? MatchingDecider.Count(p.Excluded.Count, 0, MostExcluded, "/excluded")
            ?? MatchingDecider.Count(p.Ranked.Count + p.Excluded.Count, 1, int.MaxValue, "/ranked")) is { } refusal) return refusal;
        if (p.Ranked.Concat(p.Excluded).GroupBy(who => who).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new Refusal(Reason.ValueOutOfRange, "persons-doubled", $"{twice.Key}");
        // Through a link a person chooses among those whom they met.
        HashSet<Guid>? met = p.Link is null ? null : [.. round.Met];
        var strangers = p.Ranked.Concat(p.Excluded)
            .Where(who => !MatchingDecider.IsOf(state, round, Other(p.Side), who) || met?.Contains(who) == false);
        return ParticipantDecider.Unmet(Reason.NotInBase, strangers.Select(who => new Missing("person-not-of-round", $"{who}"))) is { } no
            ? no
            : p with { Excluded = [.. p.Excluded.Order()] };
    }

    private static Decision Issue(Programme state, MatchingRound round, MatchingCommand.IssuePreferenceLinks c, Issued issued)
    {
        if ((Collecting(round) ?? MatchingDecider.Count(c.Links.Count, 1, MostLinks, "/persons")
            ?? Dates.OfPeriod(issued.AsOf, c.ExpiresOn, "expiresOn", issued.AsOf)) is { } refusal) return refusal;
        if (round.Met.Count == 0) return new Refusal(Reason.ConditionsNotMet, "group-meeting-missing", round.Form);
        if (c.Links.GroupBy(l => (l.Side, l.Person)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new Refusal(Reason.ValueOutOfRange, "persons-doubled", $"{twice.Key.Person}");
        if ((ParticipantDecider.Unmet(Reason.NotInBase, c.Links.Where(l => !MatchingDecider.IsOf(state, round, l.Side, l.Person))
                .Select(l => new Missing("person-not-of-round", $"{l.Person}")))
            ?? ParticipantDecider.Unmet(Reason.NotTakingPart, c.Links.SelectMany(l => PersonalPath.TakingPart(state, l.Person))))
            is { } no) return no;
        if (c.Links.FirstOrDefault(l => state.Matching.Links.ContainsKey(l.Link)) is { } known)
            return new Refusal(Reason.AlreadyRecorded, "survey-link-recorded", $"{known.Link}");
        var asked = c.Links.Select(l => (l.Side, l.Person)).ToHashSet();
        return new Decision.Accepted(
        [
            .. state.Matching.Links.Values.Where(l => !l.Revoked && l.Issued.Round == round.Id
                && asked.Contains((l.Issued.Side, l.Issued.Person)))
            .OrderBy(l => l.Issued.Link).Select(l => new MatchingEvent.PreferenceLinkRevoked(round.Id, l.Issued.Link, null)),
            .. c.Links.Select(l => new MatchingEvent.PreferenceLinkIssued(round.Id, l.Link, l.Side, l.Person, c.ExpiresOn)),
        ]);
    }
}

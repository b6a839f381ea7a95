using MentorshipFlow.Programmes.Matching;

namespace MentorshipFlow.Audit;

/// <summary>Facets of matching rounds. Persons appear as ids.</summary>
internal static class MatchingFacets
{
    public static IEnumerable<Facet> Of(MatchingRoom room) =>
    [
        .. room.Rounds.Values.SelectMany(Round),
        .. room.Links.OrderBy(l => l.Key).Select(l => Facet.Of("preference-link", l.Key,
            $"{l.Value.Issued.Person} {(l.Value.Revoked ? "revoked" : Dates.Text(l.Value.Issued.ExpiresOn))}")),
        .. room.Conflicts.Values.Select(c => Facet.Of("pair-conflict", c.Id, $"{c.Mentor} {c.Mentee} {c.Ground.Words()}")),
        .. room.Compared.Values.Select(c => Facet.Of("tandem-comparison", c.Tandem, string.Join(' ', c.Grounds.Select(g => g.Words())))),
        .. room.Unmatched.Select(u => Facet.Of("unmatched-mentee", u.Key, $"{u.Value.Decision.Words()} {Dates.Text(u.Value.On)}")),
        .. room.Support.Select(s => Facet.Of("support-case", s.Key, s.Value.Outcome is { } outcome
            ? $"{outcome.Words()} {Dates.Text(s.Value.EndedOn!.Value)}" : $"open {Dates.Text(s.Value.OpenedOn)}")),
        .. room.Support.SelectMany(s => s.Value.Notes.OrderBy(n => n.Id).Select(n => Facet.Of("support-note", n.Id, Dates.Text(n.On)))),
    ];

    private static IEnumerable<Facet> Round(MatchingRound round)
    {
        yield return Facet.Of("matching-round", round.Id, round.Form);
        yield return Facet.Of("matching-round-status", round.Id, round.ClosedOn is { } closed ? $"closed {Dates.Text(closed)}" : "open");
        if (round.PreferencesClosedOn is { } day) yield return Facet.Of("preferences-closed", round.Id, Dates.Text(day));
        foreach (var meeting in round.Meetings)
            yield return Facet.Of("group-meeting", meeting.Id, $"{Dates.Text(meeting.On)} {meeting.Present.Count}");
        foreach (var wish in round.OfMentees.Values.Concat(round.OfMentors.Values))
            yield return Facet.Of("preference", wish.Id, $"{wish.Person} {wish.Ranked.Count} {wish.Excluded.Count}");
        if (round.Proposal is { } proposal)
            yield return Facet.Of("match-proposal", round.Id, $"{proposal.Proposal} {proposal.Pairs.Count} {proposal.Input}");
        foreach (var change in round.Adjusted.Values)
            yield return new Facet("match-adjustment", [$"{round.Id}", $"{change.Mentee}"], $"{change.To}");
        foreach (var match in round.Confirmed) yield return Facet.Of("match", match.Match, $"{match.Tandem} {match.Mentor}");
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>The current state of a personal link.</summary>
public sealed record PreferenceLink(MatchingEvent.PreferenceLinkIssued Issued, bool Revoked)
{
    /// <summary>Whether it is valid on a day.</summary>
    public bool OpensOn(DateOnly day) => !Revoked && day <= Issued.ExpiresOn;
}

/// <summary>The current state of one round.</summary>
/// <param name="Meetings">Group meetings that are not voided, in the order of recording.</param>
/// <param name="OfMentees">Preferences that are not voided, by mentee.</param>
/// <param name="OfMentors">Preferences that are not voided, by mentor.</param>
/// <param name="PreferencesClosedOn">Null while preferences are collected.</param>
/// <param name="Proposal">The latest proposal.</param>
/// <param name="Adjusted">Changes to it, by mentee.</param>
/// <param name="Confirmed">Confirmed matches of all proposals, in order.</param>
/// <param name="ClosedOn">Null while the round is open.</param>
public sealed record MatchingRound(
    MatchingEvent.MatchingRoundOpened Opened, DateOnly OpenedOn, ImmutableList<MatchingEvent.GroupMeetingHeld> Meetings,
    ImmutableSortedDictionary<Guid, MatchingEvent.PreferenceSubmitted> OfMentees,
    ImmutableSortedDictionary<Guid, MatchingEvent.PreferenceSubmitted> OfMentors, DateOnly? PreferencesClosedOn,
    MatchingEvent.MatchProposalComputed? Proposal, ImmutableSortedDictionary<Guid, MatchingEvent.MatchAdjusted> Adjusted,
    ImmutableList<MatchingEvent.MatchConfirmed> Confirmed, DateOnly? ClosedOn)
{
    /// <summary>The round's id.</summary>
    public Guid Id => Opened.Round;

    /// <summary>The code of the form.</summary>
    public string Form => Opened.Form;

    /// <summary>Closed, and not reopened since.</summary>
    public bool Closed => ClosedOn is not null;

    /// <summary>The persons of the group meetings in the order of their numbers, which begin at 1.</summary>
    public IReadOnlyList<Guid> Met => [.. Meetings.SelectMany(m => m.Present).Distinct()];

    /// <summary>Preferences of one side.</summary>
    public ImmutableSortedDictionary<Guid, MatchingEvent.PreferenceSubmitted> Of(SurveyAudience side) =>
        side == SurveyAudience.Mentees ? OfMentees : OfMentors;

    /// <summary>The proposal with the curator's changes, without confirmed mentees: each mentee with a mentor, in the order of the mentees'
    /// ids.</summary>
    public IReadOnlyList<(Guid Mentee, Guid Mentor)> Draft
    {
        get
        {
            var confirmed = Confirmed.Where(c => c.Proposal == Proposal?.Proposal).SelectMany(c => c.Mentees).ToHashSet();
            return
            [
                .. (Proposal?.Pairs.Where(p => !Adjusted.ContainsKey(p.Mentee)).Select(p => (p.Mentee, p.Mentor)) ?? [])
                .Concat(Adjusted.Values.Where(a => a.To is not null).Select(a => (a.Mentee, Mentor: a.To!.Value)))
                .Where(p => !confirmed.Contains(p.Mentee)).OrderBy(p => p.Mentee),
            ];
        }
    }

    /// <summary>Confirmed matches of the latest proposal.</summary>
    public IEnumerable<MatchingEvent.MatchConfirmed> ConfirmedOfProposal => Confirmed.Where(c => c.Proposal == Proposal?.Proposal);

    internal static MatchingRound Of(MatchingEvent.MatchingRoundOpened e, DateOnly on) => new(
        e, on, [], ImmutableSortedDictionary<Guid, MatchingEvent.PreferenceSubmitted>.Empty,
        ImmutableSortedDictionary<Guid, MatchingEvent.PreferenceSubmitted>.Empty, null, null,
        ImmutableSortedDictionary<Guid, MatchingEvent.MatchAdjusted>.Empty, [], null);

    internal MatchingRound With(MatchingEvent.PreferenceSubmitted e) => e.Side == SurveyAudience.Mentees
        ? this with { OfMentees = OfMentees.SetItem(e.Person, e) }
        : this with { OfMentors = OfMentors.SetItem(e.Person, e) };

    internal MatchingRound WithoutPreference(Guid id) => this with
    {
        OfMentees = OfMentees.RemoveRange(OfMentees.Values.Where(p => p.Id == id).Select(p => p.Person)),
        OfMentors = OfMentors.RemoveRange(OfMentors.Values.Where(p => p.Id == id).Select(p => p.Person)),
    };
}

/// <summary>The latest decision about a mentee without a mentor.</summary>
public sealed record UnmatchedState(UnmatchedDecision Decision, DateOnly On);

/// <summary>The support of a mentee without a mentor (M148).</summary>
/// <param name="OpenedOn">The day of the decision that opened it.</param>
/// <param name="Notes">Notes that are not voided, in the order of recording.</param>
/// <param name="Outcome">Null while it is open.</param>
/// <param name="EndedOn">Null while it is open.</param>
/// <param name="Text">The text of the ending.</param>
public sealed record SupportCase(
    DateOnly OpenedOn, ImmutableList<MatchingEvent.SupportNoted> Notes, SupportOutcome? Outcome, DateOnly? EndedOn, TextReference? Text)
{
    /// <summary>Whether it is not ended.</summary>
    public bool Open => Outcome is null;
}

/// <summary>The matching rounds of a programme.</summary>
/// <param name="Rounds">By id, because evaluations depend on the order.</param>
/// <param name="Links">Every link ever issued.</param>
/// <param name="Conflicts">Conflicts of interest that are not voided, by id.</param>
/// <param name="Matches">Confirmed matches of all rounds, by tandem.</param>
/// <param name="Compared">Comparisons of tandems that no round formed, by tandem.</param>
/// <param name="Unmatched">The latest decision about each mentee, until a match is confirmed.</param>
/// <param name="Seen">Ids of all meetings, preferences, proposals, conflicts and matches ever recorded; an id is used only once.</param>
public sealed record MatchingRoom(
    ImmutableSortedDictionary<Guid, MatchingRound> Rounds, ImmutableDictionary<Guid, PreferenceLink> Links,
    ImmutableSortedDictionary<Guid, MatchingEvent.PairConflictDeclared> Conflicts,
    ImmutableDictionary<Guid, MatchingEvent.MatchConfirmed> Matches,
    ImmutableSortedDictionary<Guid, MatchingEvent.TandemCompared> Compared, ImmutableSortedDictionary<Guid, UnmatchedState> Unmatched,
    ImmutableHashSet<Guid> Seen)
{
    /// <summary>The latest support case of each mentee.</summary>
    public ImmutableSortedDictionary<Guid, SupportCase> Support { get; init; } = ImmutableSortedDictionary<Guid, SupportCase>.Empty;

    /// <summary>No round yet.</summary>
    public static MatchingRoom Empty { get; } = new(
        ImmutableSortedDictionary<Guid, MatchingRound>.Empty, ImmutableDictionary<Guid, PreferenceLink>.Empty,
        ImmutableSortedDictionary<Guid, MatchingEvent.PairConflictDeclared>.Empty,
        ImmutableDictionary<Guid, MatchingEvent.MatchConfirmed>.Empty,
        ImmutableSortedDictionary<Guid, MatchingEvent.TandemCompared>.Empty, ImmutableSortedDictionary<Guid, UnmatchedState>.Empty, []);

    /// <summary>The room after one more event.</summary>
    public MatchingRoom Evolve(MatchingEvent @event, in Recorded recorded)
    {
        var on = recorded.EffectiveOn;
        return @event switch
        {
            MatchingEvent.MatchingRoundOpened e => this with { Rounds = Rounds.Add(e.Round, MatchingRound.Of(e, on)) },
            MatchingEvent.GroupMeetingHeld e => Seeing(e.Id).With(e.Round, r => r with { Meetings = r.Meetings.Add(e) }),
            MatchingEvent.GroupMeetingVoided e =>
                With(e.Round, r => r with { Meetings = r.Meetings.RemoveAll(m => m.Id == e.Id) }),
            MatchingEvent.PreferenceLinkIssued e => this with { Links = Links.Add(e.Link, new(e, false)) },
            MatchingEvent.PreferenceLinkRevoked e => this with { Links = Links.SetItem(e.Link, Links[e.Link] with { Revoked = true }) },
            MatchingEvent.PreferenceSubmitted e => Seeing(e.Id).With(e.Round, r => r.With(e)),
            MatchingEvent.PreferenceVoided e => With(e.Round, r => r.WithoutPreference(e.Id)),
            MatchingEvent.PreferencesClosed e => With(e.Round, r => r with { PreferencesClosedOn = on }),
            MatchingEvent.PreferencesReopened e => With(e.Round, r => r with { PreferencesClosedOn = null }),
            MatchingEvent.PairConflictDeclared e => Seeing(e.Id) with { Conflicts = Conflicts.Add(e.Id, e) },
            MatchingEvent.PairConflictVoided e => this with { Conflicts = Conflicts.Remove(e.Id) },
            MatchingEvent.MatchProposalComputed e => Seeing(e.Proposal)
                .With(e.Round, r => r with { Proposal = e, Adjusted = r.Adjusted.Clear() }),
            MatchingEvent.MatchAdjusted e => With(e.Round, r => r with { Adjusted = r.Adjusted.SetItem(e.Mentee, e) }),
            MatchingEvent.MatchConfirmed e => Seeing(e.Match).With(e.Round, r => r with { Confirmed = r.Confirmed.Add(e) })
                with { Unmatched = Unmatched.RemoveRange(e.Mentees), Matches = Matches.Add(e.Tandem, e) },
            MatchingEvent.TandemCompared e => this with { Compared = Compared.SetItem(e.Tandem, e) },
            MatchingEvent.UnmatchedMenteesDecided e => Deciding(e.Decided, on),
            MatchingEvent.SupportNoted e => Seeing(e.Id).OfSupport(e.Mentee, c => c with { Notes = c.Notes.Add(e) }),
            MatchingEvent.SupportNoteVoided e => OfSupport(e.Mentee, c => c with { Notes = c.Notes.RemoveAll(n => n.Id == e.Id) }),
            MatchingEvent.SupportCaseEnded e =>
                OfSupport(e.Mentee, c => c with { Outcome = e.Outcome, EndedOn = on, Text = e.Text }),
            MatchingEvent.SupportCaseReopened e =>
                OfSupport(e.Mentee, c => c with { Outcome = null, EndedOn = null, Text = null }),
            MatchingEvent.MatchingRoundClosed e =>
                With(e.Round, r => r with { ClosedOn = on }).Deciding(e.Unmatched, on),
            MatchingEvent.MatchingRoundReopened e => With(e.Round, r => r with { ClosedOn = null }),
            _ => throw new UnreachableException(@event.GetType().Name),
        };
    }

    // The decision for support opens a case, unless one is open already.
    private MatchingRoom Deciding(IReadOnlyList<DecidedMentee> decided, DateOnly on) => this with
    {
        Support = Support.SetItems(decided
            .Where(d => d.Decision == UnmatchedDecision.SupportCase && Support.GetValueOrDefault(d.Mentee) is not { Open: true })
            .Select(d => KeyValuePair.Create(d.Mentee, new SupportCase(on, [], null, null, null)))),
        Unmatched = Unmatched.SetItems(decided.Select(d => KeyValuePair.Create(d.Mentee, new UnmatchedState(d.Decision, on)))),
    };

    private MatchingRoom OfSupport(Guid mentee, Func<SupportCase, SupportCase> change) =>
        this with { Support = Support.SetItem(mentee, change(Support[mentee])) };

    private MatchingRoom Seeing(Guid id) => this with { Seen = Seen.Add(id) };

    private MatchingRoom With(Guid round, Func<MatchingRound, MatchingRound> change) =>
        this with { Rounds = Rounds.SetItem(round, change(Rounds[round])) };
}

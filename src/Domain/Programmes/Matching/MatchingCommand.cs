using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>A personal link to issue.</summary>
public sealed record NewPreferenceLink(Guid Link, SurveyAudience Side, Guid Person);

/// <summary>A pair or group to confirm.</summary>
/// <param name="Kind">A pair for one mentee, a group for several.</param>
/// <param name="Text">The comparison in words; under the mentor's key.</param>
public sealed record NewMatch(
    Guid Match, Guid Tandem, TandemKind Kind, Guid Mentor, IReadOnlyList<Guid> Mentees, string? Variant, TextReference? Text);

/// <summary>Commands of matching rounds. A command with an event asks to record it unchanged.</summary>
public abstract record MatchingCommand : ProgrammeCommand
{
    private MatchingCommand() { }

    /// <summary>Open a round.</summary>
    /// <param name="Weights">Null for those of the definition.</param>
    public sealed record OpenRound(Guid Round, string Form, IReadOnlyList<ScoreWeight>? Weights) : MatchingCommand;

    /// <summary>Declare a conflict of interest.</summary>
    public sealed record DeclareConflict(MatchingEvent.PairConflictDeclared Conflict) : MatchingCommand;

    /// <summary>Void a conflict of interest.</summary>
    public sealed record VoidConflict(Guid Id, TextReference Reason) : MatchingCommand;

    /// <summary>Decide about mentees without a mentor.</summary>
    public sealed record DecideUnmatched(IReadOnlyList<DecidedMentee> Decided) : MatchingCommand;

    /// <summary>Record support that was given.</summary>
    public sealed record NoteSupport(MatchingEvent.SupportNoted Note) : MatchingCommand;

    /// <summary>Void a note of support.</summary>
    public sealed record VoidSupportNote(Guid Mentee, Guid Id, TextReference Reason) : MatchingCommand;

    /// <summary>End a support case.</summary>
    public sealed record EndSupport(MatchingEvent.SupportCaseEnded Ending) : MatchingCommand;

    /// <summary>Reopen an ended support case.</summary>
    public sealed record ReopenSupport(Guid Mentee, TextReference Reason) : MatchingCommand;

    /// <summary>Record the comparison of a tandem that no round formed.</summary>
    public sealed record CompareTandem(Guid Tandem, IReadOnlyList<PairingGround> Grounds, TextReference? Text) : MatchingCommand;

    /// <summary>A command about one round.</summary>
    public abstract record OfRound(Guid Round) : MatchingCommand;

    /// <summary>Record a group meeting.</summary>
    public sealed record HoldGroupMeeting(MatchingEvent.GroupMeetingHeld Meeting) : OfRound(Meeting.Round);

    /// <summary>Void a group meeting.</summary>
    public sealed record VoidGroupMeeting(Guid Round, Guid Id, TextReference Reason) : OfRound(Round);

    /// <summary>Issue personal links. A link replaces the person's earlier one in this round.</summary>
    public sealed record IssuePreferenceLinks(
        Guid Round, IReadOnlyList<NewPreferenceLink> Links, DateOnly ExpiresOn) : OfRound(Round);

    /// <summary>Revoke a link.</summary>
    public sealed record RevokePreferenceLink(Guid Round, Guid Link, TextReference Reason) : OfRound(Round);

    /// <summary>Record preferences.</summary>
    public sealed record SubmitPreference(MatchingEvent.PreferenceSubmitted Preference) : OfRound(Preference.Round);

    /// <summary>Void preferences.</summary>
    public sealed record VoidPreference(Guid Round, Guid Id, TextReference Reason) : OfRound(Round);

    /// <summary>Close the collection of preferences.</summary>
    public sealed record ClosePreferences(Guid Round) : OfRound(Round);

    /// <summary>Reopen the collection of preferences.</summary>
    public sealed record ReopenPreferences(Guid Round, TextReference Reason) : OfRound(Round);

    /// <summary>Compute the proposal.</summary>
    public sealed record ComputeProposal(Guid Round, Guid Proposal) : OfRound(Round);

    /// <summary>Change the proposal for one mentee.</summary>
    /// <param name="To">Null for no mentor.</param>
    public sealed record AdjustMatch(Guid Round, Guid Proposal, Guid Mentee, Guid? To, TextReference Reason) : OfRound(Round);

    /// <summary>Confirm pairs and groups of the proposal: all or none of them.</summary>
    public sealed record ConfirmMatches(
        Guid Round, Guid Proposal, IReadOnlyList<NewMatch> Matches, IReadOnlyList<PairingGround> Grounds) : OfRound(Round);

    /// <summary>Close a round.</summary>
    public sealed record CloseRound(Guid Round, IReadOnlyList<DecidedMentee> Unmatched) : OfRound(Round);

    /// <summary>Reopen a round.</summary>
    public sealed record ReopenRound(Guid Round, TextReference Reason) : OfRound(Round);
}

using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Certificates.Sources.Feeds;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>Events about pairs and groups.</summary>
internal static class TandemTopics
{
    /// <summary>Pairs and groups with their orders.</summary>
    public static readonly Topic Tandems = new(
        On<TandemEvent.TandemFormed>(), On<TandemEvent.TandemVoided>(), On<TandemEvent.TandemApprovedByOrder>(),
        On<TandemEvent.TandemApprovalVoided>());

    /// <summary>Mentees who joined or left a group later.</summary>
    public static readonly Topic Members = new(
        On<TandemEvent.MemberJoined>(), On<TandemEvent.MemberLeft>(), On<TandemEvent.MemberLeavingVoided>());

    /// <summary>The entries that say which mentees and mentors worked in approved pairs and groups, and in which period.</summary>
    public static readonly Topic Worked = new(On<TandemEvent>());

    /// <summary>Replaced mentors.</summary>
    public static readonly Topic Replacements = new(On<TandemEvent.MentorReplaced>());

    /// <summary>Dissolutions and completions.</summary>
    public static readonly Topic Endings = new(
        On<TandemEvent.TandemDissolved>(), On<TandemEvent.TandemCompleted>(), On<TandemEvent.TandemEndingVoided>());

    /// <summary>Decisions about mentees without a mentor, what replaces them, and the ends of support cases.</summary>
    public static readonly Topic Decided = new(
        On<MatchingEvent.UnmatchedMenteesDecided>(), On<MatchingEvent.MatchingRoundClosed>(), On<MatchingEvent.MatchConfirmed>(),
        On<MatchingEvent.SupportCaseEnded>(), On<MatchingEvent.SupportCaseReopened>());

    /// <summary>Employments recorded and voided.</summary>
    public static readonly Topic Employments = new(On<TandemEvent.MenteeEmployed>(), On<TandemEvent.TandemFactVoided>());

    /// <summary>Meetings held and voided.</summary>
    public static readonly Topic Meetings = new(On<TandemEvent.MeetingHeld>(), On<TandemEvent.TandemFactVoided>());

    /// <summary>Meetings by kind, as the JSON spells it.</summary>
    public static readonly Topic MeetingsByKind = new(
        On<TandemEvent.MeetingHeld>((e, _) => [Kind(e)]),
        On<TandemEvent.TandemFactVoided>((e, index) => index.Chronicle.Meeting(e.Fact) is { } meeting ? [Kind(meeting)] : null));

    /// <summary>Cancelled meetings.</summary>
    public static readonly Topic Cancelled = new(On<TandemEvent.MeetingCancelled>(), On<TandemEvent.TandemFactVoided>());

    /// <summary>Times without meetings: of one pair or group, or of the whole programme.</summary>
    public static readonly Topic Suspensions = new(
        On<TandemEvent.TandemSuspended>(), On<TandemEvent.TandemResumed>(), On<TandemEvent.MentorReplaced>(),
        On<CharterEvent.ProgrammeSuspended>(), On<CharterEvent.ProgrammeResumed>());

    private static string Kind(TandemEvent.MeetingHeld meeting) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{meeting.Kind}");
}

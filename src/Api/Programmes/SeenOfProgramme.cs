using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>What a request must have seen of a programme, by what its operation asks. The stage is not among it: its tag goes into the decision itself.</summary>
internal static class SeenOfProgramme
{
    /// <summary>The thing as it is in a state; null where it is not there, and then the rules say so.</summary>
    public static Tagged? Of(MustMatch match, Guid programme, Incoming incoming, Programme state) => match switch
    {
        MustMatch.Programme => ProgrammeHeader.Of(programme, state).Tagged,
        MustMatch.Item => state.Preparation.Roadmap?.Items.GetValueOrDefault(incoming.Code("item")) is { } item ? Roadmap.Tagged(item) : null,
        MustMatch.Mentee => state.Participants.Mentees.GetValueOrDefault(incoming.Id("person")) is { } mentee ? ReadMentees.Tagged(mentee) : null,
        MustMatch.Mentor => state.Participants.Mentors.GetValueOrDefault(incoming.Id("person")) is { } mentor ? ReadMentors.Tagged(mentor) : null,
        _ => null,
    };
}

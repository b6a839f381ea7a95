using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>The people whom a wave may ask: participants of this programme who belong to its audience.</summary>
/// <remarks>
/// Waves of applications and entry measurements (M109, M114, M121) come before the base, so they ask everybody who has applied. Later waves
/// (M159 to M161, M168) are about participation, so they ask the people in the base.
/// </remarks>
public static class InvitationRules
{
    /// <summary>A refusal with each person who may not be asked, or null.</summary>
    public static Refusal? Check(Programme state, SurveyWave wave, IEnumerable<Guid> persons)
    {
        List<Guid> asked = [.. persons];
        return asked.SelectMany(person => Stranger(state.Participants, wave.Opened, person)).ToList() is { Count: > 0 } strangers
            ? new Refusal(Reason.NotInBase, strangers)
            : asked.SelectMany(person => PersonalPath.Stopped(state, person)).ToList() is { Count: > 0 } stopped
                ? new Refusal(Reason.NotTakingPart, stopped)
            : null;
    }

    private static Missing[] Stranger(ParticipantsRoom room, SurveyEvent.SurveyWaveOpened wave, Guid person)
    {
        var beforeTheBase = wave.Purpose is SurveyPurpose.Application or SurveyPurpose.Entry;
        return wave.Audience == SurveyAudience.Mentees
            ? room.Mentees.TryGetValue(person, out var mentee) && (mentee.InBase || (beforeTheBase && mentee.Removed is null)) ? []
                : beforeTheBase ? [new("mentee-not-applied", $"{person}")] : [new("mentee-not-in-base", $"{person}")]
            : room.Mentors.TryGetValue(person, out var mentor) && (mentor.InBase || (beforeTheBase && mentor.Removed is null)) ? []
                : beforeTheBase ? [new("mentor-not-applied", $"{person}")] : [new("mentor-not-in-base", $"{person}")];
    }
}

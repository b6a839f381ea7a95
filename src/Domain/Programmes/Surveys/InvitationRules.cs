using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>The people that a wave may ask: those of this programme, on the side that its questionnaire was written for.</summary>
/// <remarks>
/// Applications and entry measurements (M109, M114, M121) ask everybody who has applied: both come before the base. Later waves
/// (M159 to M161, M168) are about taking part, so they ask the people in the base.
/// </remarks>
public static class InvitationRules
{
    /// <summary>A refusal that names each person who may not be asked, or null when all may.</summary>
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

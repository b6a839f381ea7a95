using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>The people whom a wave may ask: participants of this programme who belong to its audience.</summary>
/// <remarks>
/// Waves of applications and entry measurements (M109, M114, M121) come before the base, so they ask everybody who has applied. Later waves
/// (M159 to M161, M168) are about participation, so they ask the people in the base. A wave about one form asks the people of that form;
/// before the base those without a form as well, if they meet its conditions.
/// </remarks>
public static class InvitationRules
{
    /// <summary>A refusal with each person who may not be asked, or null.</summary>
    public static Refusal? Check(Programme state, SurveyWave wave, IEnumerable<Guid> persons, Definition definition)
    {
        List<Guid> asked = [.. persons];
        return asked.SelectMany(person => Stranger(state.Participants, wave.Opened, person)).ToList() is { Count: > 0 } strangers
            ? new Refusal(Reason.NotInBase, strangers)
            : asked.SelectMany(person => PersonalPath.Stopped(state, person)).ToList() is { Count: > 0 } stopped
                ? new Refusal(Reason.NotTakingPart, stopped)
            : asked.Where(person => !IsOfForm(state.Participants, wave.Opened, person, definition))
                .Select(person => new Missing("person-not-of-form", $"{person}")).ToList() is { Count: > 0 } others
                ? new Refusal(Reason.NotEligible, others)
            : null;
    }

    private static bool IsOfForm(ParticipantsRoom room, SurveyEvent.SurveyWaveOpened wave, Guid person, Definition definition)
    {
        if (wave.Form is not { } form) return true;
        var mentees = wave.Audience == SurveyAudience.Mentees;
        IReadOnlyList<string> known = mentees
            ? room.Mentees[person].Form is { } assigned ? [assigned.Form] : []
            : room.Mentors[person].Offer.Forms;
        if (known.Count > 0 || !BeforeTheBase(wave)) return known.Contains(form);
        return definition.Form(form) is { } asked && !(mentees
            ? Eligibility.OfMentee(room.Standings[person], asked, definition)
            : Eligibility.OfMentor(room.Standings[person], asked)).Any();
    }

    private static bool BeforeTheBase(SurveyEvent.SurveyWaveOpened wave) =>
        wave.Purpose is SurveyPurpose.Application or SurveyPurpose.Entry;

    private static Missing[] Stranger(ParticipantsRoom room, SurveyEvent.SurveyWaveOpened wave, Guid person)
    {
        var beforeTheBase = BeforeTheBase(wave);
        return wave.Audience == SurveyAudience.Mentees
            ? room.Mentees.TryGetValue(person, out var mentee) && (mentee.InBase || (beforeTheBase && mentee.Removed is null)) ? []
                : beforeTheBase ? [new("mentee-not-applied", $"{person}")] : [new("mentee-not-in-base", $"{person}")]
            : room.Mentors.TryGetValue(person, out var mentor) && (mentor.InBase || (beforeTheBase && mentor.Removed is null)) ? []
                : beforeTheBase ? [new("mentor-not-applied", $"{person}")] : [new("mentor-not-in-base", $"{person}")];
    }
}

using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using static MentorshipFlow.Certificates.Sources.Feeds;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>Events about mentees, mentors and their personal data. A topic "by" a property includes every person who ever had it.</summary>
internal static class PeopleTopics
{
    /// <summary>The base of mentees: entries and removals.</summary>
    public static readonly Topic Mentees = new(OfMentees((_, _) => []));

    /// <summary>Mentees by kind of person.</summary>
    public static readonly Topic MenteesByKind = new([.. OfMentees((p, _) => p.Kinds), .. OfStandings(p => p.Mentee ? p.Kinds : null)]);

    /// <summary>Mentees by age band.</summary>
    public static readonly Topic MenteesByAge =
        new([.. OfMentees((p, _) => p.AgeBands), .. OfStandings(p => p.Mentee ? p.AgeBands : null)]);

    /// <summary>Mentees by the title of their form.</summary>
    public static readonly Topic MenteesByForm = new(
    [
        .. OfMentees((p, c) => p.Forms(c.Definition)),
        On<ParticipantEvent.MenteeFormAssigned>((e, c) => c.Of(e.Person).Forms(c.Definition)),
    ]);

    /// <summary>Requests by category, with the events of their mentees.</summary>
    public static readonly Topic Requests = new(
        [.. OfMentees((p, _) => p.Requests), .. OfParticipantFact<ParticipantEvent.MenteeRequestRecorded>((e, _) => [e.Category])]);

    /// <summary>Entry measurements of mentees.</summary>
    public static readonly Topic Measurements =
        new(OfParticipantFact<ParticipantEvent.EntryMeasured>((e, c) => c.Of(e.Person).Mentee ? [] : null));

    /// <summary>Answers of mentees in waves that measure them at their entry.</summary>
    public static readonly Topic EntryAnswers = new(
        On<SurveyEvent.SurveyWaveOpened>((e, c) => c.IsEntryWave(e.Wave) ? [] : null),
        On<SurveyEvent.SurveyAnswered>((e, c) => c.IsEntryWave(e.Wave) && c.Of(e.Person).Mentee ? [] : null),
        On<SurveyEvent.SurveyAnswerVoided>((e, c) => c.IsEntryWave(e.Wave) ? [] : null));

    /// <summary>Mentees by the reason of their removal.</summary>
    public static readonly Topic MenteesByRemoval = new(OfMentees((p, _) => p.MenteeRemovals));

    /// <summary>The base of mentors: entries and removals.</summary>
    public static readonly Topic Mentors = new(OfMentors((_, _) => []));

    /// <summary>Mentors by category.</summary>
    public static readonly Topic MentorsByCategory = new(OfMentors((p, _) => p.Categories));

    /// <summary>Mentors by contour.</summary>
    public static readonly Topic MentorsByContour =
        new([.. OfMentors((p, _) => p.Contours), .. OfStandings(p => p.Mentor ? p.Contours : null)]);

    /// <summary>Decisions on mentors.</summary>
    public static readonly Topic Selections = new(On<ParticipantEvent.MentorSelected>(), On<ParticipantEvent.MentorRejected>());

    /// <summary>Decisions on rejected mentors, by ground, with their entries and removals.</summary>
    public static readonly Topic Rejections = new(
    [
        .. OfMentors((p, _) => p.Rejections), On<ParticipantEvent.MentorSelected>((e, c) => c.Of(e.Person).Rejections),
        On<ParticipantEvent.MentorRejected>((e, c) => c.Of(e.Person).Rejections),
    ]);

    /// <summary>Trainings.</summary>
    public static readonly Topic Trainings = new(OfParticipantFact<ParticipantEvent.MentorTrainingCompleted>((_, _) => []));

    /// <summary>Declarations of readiness, with the events that end one.</summary>
    public static readonly Topic Declarations = new(
        On<ParticipantEvent.MentorDeclaredReady>(), On<ParticipantEvent.ReadinessRevoked>(), On<ParticipantEvent.MentorRejected>());

    /// <summary>Withdrawals of mentors.</summary>
    public static readonly Topic Withdrawals = new(OfParticipantFact<ParticipantEvent.MentorWithdrew>((_, _) => []));

    /// <summary>Answers on programmes of other organisations.</summary>
    public static readonly Topic Sharing = new(On<ParticipantEvent.MentorSharingAnswered>());

    /// <summary>Mentors by the reason of their removal.</summary>
    public static readonly Topic MentorsByRemoval = new(OfMentors((p, _) => p.MentorRemovals));

    /// <summary>Reports about the standing of persons.</summary>
    public static readonly Topic Standings = new(OfStandings(_ => []));

    /// <summary>Reports about persons who were ever asked for consent, by its purpose.</summary>
    public static readonly Topic Consents = new(OfStandings(p => p.Purposes));
}

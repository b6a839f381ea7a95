using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Fills the bases of mentees and mentors with the people of <see cref="StoryCast"/>, and trains the mentors.</summary>
public sealed class StoryBases(StoryTeller teller, StoryPeople people, QuestionnaireLibrary questionnaires)
{
    private const string LearnerToLearner = "learner-learner";
    private const string TeacherToTeacher = "teacher-teacher";

    /// <summary>The work of stage 2.</summary>
    internal async Task Mentees(SampleSchool school, StoryPlace place, CancellationToken stop)
    {
        await people.Publish(place, school.Organisation.Title, stop);
        foreach (var parent in StoryCast.Parents) await people.Register(place, parent, stop);
        foreach (var pupil in StoryCast.Mentees)
            await Mentee(place, pupil, LearnerToLearner, "leader-passive", InformationSource.ClassTeacher, stop);
        await Mentee(place, StoryCast.Novice, TeacherToTeacher, "experienced-young", InformationSource.PersonalFile, stop);
        await Wave(place, "mentee", SurveyAudience.Mentees, StoryCast.Mentees, stop);
    }

    /// <summary>The work of stage 3.</summary>
    internal async Task Mentors(StoryPlace place, CancellationToken stop)
    {
        foreach (var pupil in StoryCast.Mentors) await Mentor(place, pupil, LearnerToLearner, MentorCategory.Learner, stop);
        await Mentor(place, StoryCast.Teacher, TeacherToTeacher, MentorCategory.Teacher, stop);
        await Wave(place, "mentor", SurveyAudience.Mentors, StoryCast.Mentors, stop);
        await teller.Tell(place, "mentors-informed", new TrainingCommand.InformMentors(new(Fact(place, "informed"), place.Today, 24, null)),
            stop);
    }

    /// <summary>The work of stage 4.</summary>
    /// <param name="plan">The document of the training plan.</param>
    internal async Task Training(StoryPlace place, Guid plan, CancellationToken stop)
    {
        var (all, today) = ((StoryPerson[])[.. StoryCast.Mentors, StoryCast.Teacher], place.Today);
        await Tell("expert", new TrainingCommand.EngageExpert(new(Fact(place, "expert"), today, Contour.External, null, null)));
        await Tell("materials", new TrainingCommand.PrepareMaterials(new(Fact(place, "materials"), today, [])));
        await Tell("plan", new TrainingCommand.ApproveTrainingPlan(new(Fact(place, "plan"), plan, [new("first-meeting", today, 90)])));
        await Tell("session", new TrainingCommand.HoldSession(
            new(Fact(place, "session"), today, 90, [.. all.Select(m => place.Ids.Of(m.Key))])));
        foreach (var mentor in all)
        {
            var id = place.Ids.Of(mentor.Key);
            await Tell($"selection-{mentor.Key}", new MentorCommand.SelectMentor(id, SelectionGround.FitsRequests, null));
            await Tell($"interview-{mentor.Key}", new MentorCommand.HoldInterview(
                new(id, Fact(place, $"interview {mentor.Key}"), today, true, InterviewOutcome.Recommended)));
            await Tell($"trained-{mentor.Key}", new MentorCommand.CompleteTraining(
                new(id, Fact(place, $"trained {mentor.Key}"), 360, TrainingResult.Passed, null)));
            if (mentor == StoryCast.Teacher)
            {
                await Tell("labour-terms", new MentorCommand.FixLabourTerms(
                    new(id, Fact(place, "labour-terms"), SampleStory.Document(place.Ids, "mentoring-regulation"))));
            }

            await Tell($"ready-{mentor.Key}", new MentorCommand.DeclareReady(id));
        }

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, $"training-{step}", command, stop);
    }

    private async Task Mentee(StoryPlace place, StoryPerson p, string form, string variant, InformationSource source,
        CancellationToken stop)
    {
        await people.Register(place, p, stop);
        var (id, request) = (place.Ids.Of(p.Key), await teller.Seal(place, "Запрос выдуман.", stop, about: place.Ids.Of(p.Key)));
        await Tell("application", new MenteeCommand.ApplyAsMentee(id, null));
        await teller.Tell(place, new($"request-{p.Key}", Role.Curator, place.Today, new MenteeCommand.RecordRequest(
            new(id, Fact(place, $"request {p.Key}"), "studies", request.Reference)), request), stop);
        await Tell("information", new MenteeCommand.RecordInformation(
            new(id, Fact(place, $"information {p.Key}"), source, null, SubjectInformed: true)));
        await Tell("form", new MenteeCommand.AssignForm(id, form, variant));
        await Tell("measurement", new ParticipantCommand.MeasureEntry(new(id, Fact(place, $"measurement {p.Key}"),
            [new("Q_SUPPORT", "7")], place.Today, MeasurementSource.Questionnaire)));
        await Tell("base", new MenteeCommand.AddMenteeToBase(id));

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, $"{step}-{p.Key}", command, stop);
    }

    private async Task Mentor(StoryPlace place, StoryPerson p, string form, MentorCategory category, CancellationToken stop)
    {
        await people.Register(place, p, stop);
        var id = place.Ids.Of(p.Key);
        await Tell("application", new MentorCommand.ApplyAsMentor(id, null,
            new(["robotics"], ["chess"], 10, 14, MinutesPerWeek: 90, Capacity: 2, [form], null, null)));
        await Tell("sharing", new MentorCommand.AnswerSharing(id, Permitted: false, null));
        await Tell("base", new MentorCommand.AddMentorToBase(id, category));

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, $"{step}-{p.Key}", command, stop);
    }

    // A closed wave of applications on the shipped questionnaire of pupils.
    private async Task Wave(StoryPlace place, string side, SurveyAudience audience, IEnumerable<StoryPerson> asked, CancellationToken stop)
    {
        var shipped = await questionnaires.Published(DefinitionLibrary.Everybody, stop);
        var questionnaire = shipped.Last(q => q.Code == $"{LearnerToLearner}-{side}-first").Reference;
        var wave = place.Ids.Of($"wave {side}");
        await teller.Tell(place, $"wave-{side}", new SurveyCommand.OpenWave(wave, questionnaire, audience, SurveyPurpose.Application, null,
            new("Анкетирование"), null), stop);
        await teller.Tell(place, $"invitation-{side}",
            new SurveyCommand.InviteParticipants(wave, [.. asked.Select(p => place.Ids.Of(p.Key))]), stop);
        await teller.Tell(place, $"wave-closed-{side}", new SurveyCommand.CloseWave(wave), stop);
    }

    private static Guid Fact(StoryPlace place, string name) => place.Ids.Of($"fact {name}");
}

using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Fills the bases of mentees and mentors with the people of a story, and trains the mentors.</summary>
public sealed class StoryBases(StoryTeller teller, StoryPeople people, QuestionnaireLibrary questionnaires)
{
    internal const string LearnerToLearner = "learner-learner";
    internal const string TeacherToTeacher = "teacher-teacher";

    /// <summary>The work of stage 2.</summary>
    internal async Task Mentees(StoryPlace place, CancellationToken stop)
    {
        await Register(place.On(9, 28), place.Cast.Parents, stop);
        await Register(place.On(9, 28), place.Cast.AllMentees, stop);
        foreach (var pupil in place.Cast.Mentees)
            await Mentee(place, pupil, LearnerToLearner, "leader-passive", InformationSource.ClassTeacher, stop);
        foreach (var novice in place.Cast.Teachers.SelectMany(t => t.Mentees))
            await Mentee(place, novice, TeacherToTeacher, "experienced-young", InformationSource.PersonalFile, stop);
        await Wave(place.On(10, 6), "mentee", "first", SurveyAudience.Mentees, SurveyPurpose.Application, place.Cast.Mentees, stop);
    }

    /// <summary>The work of stage 3.</summary>
    internal async Task Mentors(StoryPlace place, CancellationToken stop)
    {
        await Register(place.On(9, 28), place.Cast.AllMentors, stop);
        foreach (var tandem in place.Cast.Tandems)
            await Mentor(place, tandem, tandem.Form == LearnerToLearner ? MentorCategory.Learner : MentorCategory.Teacher, stop);
        await Wave(place.On(10, 12), "mentor", "first", SurveyAudience.Mentors, SurveyPurpose.Application, place.Cast.Mentors, stop);
        place = place.On(10, 12);
        await teller.Tell(place, "mentors-informed", new TrainingCommand.InformMentors(new(Fact(place, "informed"), place.Day, 24, null)),
            stop);
    }

    /// <summary>The work of stage 4.</summary>
    /// <param name="plan">The document of the training plan.</param>
    internal async Task Training(StoryPlace place, Guid plan, CancellationToken stop)
    {
        var day = place.Day;
        await Tell("expert", new TrainingCommand.EngageExpert(new(Fact(place, "expert"), day, Contour.External, null, null)));
        await Tell("materials", new TrainingCommand.PrepareMaterials(new(Fact(place, "materials"), day, [])));
        await Tell("plan", new TrainingCommand.ApproveTrainingPlan(new(Fact(place, "plan"), plan, [new("first-meeting", day, 90)])));
        await Tell("session", new TrainingCommand.HoldSession(
            new(Fact(place, "session"), day, 90, [.. place.Cast.AllMentors.Select(m => place.Ids.Of(m.Key))])));
        foreach (var mentor in place.Cast.AllMentors)
        {
            var id = place.Ids.Of(mentor.Key);
            await Tell($"selection-{mentor.Key}", new MentorCommand.SelectMentor(id, SelectionGround.FitsRequests, null));
            await Tell($"interview-{mentor.Key}", new MentorCommand.HoldInterview(
                new(id, Fact(place, $"interview {mentor.Key}"), day, true, InterviewOutcome.Recommended)));
            await Tell($"trained-{mentor.Key}", new MentorCommand.CompleteTraining(
                new(id, Fact(place, $"trained {mentor.Key}"), 360, TrainingResult.Passed, null)));
            if (mentor.Kind == PersonKind.Teacher)
            {
                await Tell($"labour-terms-{mentor.Key}", new MentorCommand.FixLabourTerms(
                    new(id, Fact(place, $"labour-terms {mentor.Key}"), SampleStory.Document(place.Ids, "mentoring-regulation"))));
            }

            await Tell($"ready-{mentor.Key}", new MentorCommand.DeclareReady(id));
        }

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, $"training-{step}", command, stop);
    }

    // At the same time, because each person has a stream of their own.
    private Task Register(StoryPlace place, IReadOnlyList<StoryPerson> persons, CancellationToken stop) =>
        Task.WhenAll(persons.Select(p => people.Register(place, p, stop)));

    private async Task Mentee(StoryPlace place, StoryPerson p, string form, string variant, InformationSource source,
        CancellationToken stop)
    {
        place = place.On(10, 5);
        var (id, request) = (place.Ids.Of(p.Key), await teller.Seal(place, "Запрос выдуман.", stop, about: place.Ids.Of(p.Key)));
        await Tell("application", new MenteeCommand.ApplyAsMentee(id, null));
        await teller.Tell(place, new($"request-{p.Key}", Role.Curator, place.Day, new MenteeCommand.RecordRequest(
            new(id, Fact(place, $"request {p.Key}"), "studies", request.Reference)), request), stop);
        await Tell("information", new MenteeCommand.RecordInformation(
            new(id, Fact(place, $"information {p.Key}"), source, null, SubjectInformed: true)));
        await Tell("form", new MenteeCommand.AssignForm(id, form, variant));
        await Tell("measurement", new ParticipantCommand.MeasureEntry(new(id, Fact(place, $"measurement {p.Key}"),
            [new("Q_SUPPORT", "7")], place.Day, MeasurementSource.Questionnaire)));
        await Tell("base", new MenteeCommand.AddMenteeToBase(id));

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, $"{step}-{p.Key}", command, stop);
    }

    private async Task Mentor(StoryPlace place, StoryTandem tandem, MentorCategory category, CancellationToken stop)
    {
        var (id, p) = (place.Ids.Of(tandem.Mentor.Key), tandem.Mentor);
        place = place.On(10, 9);
        var (from, to) = category == MentorCategory.Learner ? (10, 14) : ((int?)null, (int?)null);
        await Tell("application", new MentorCommand.ApplyAsMentor(id, null,
            new(["robotics"], ["chess"], from, to, MinutesPerWeek: 90, Math.Max(2, tandem.Mentees.Count), [tandem.Form], null,
                null)));
        await Tell("sharing", new MentorCommand.AnswerSharing(id, Permitted: false, null));
        await Tell("base", new MentorCommand.AddMentorToBase(id, category));

        Task Tell(string step, ProgrammeCommand command) => teller.Tell(place, $"{step}-{p.Key}", command, stop);
    }

    // Invented answers to every required question; the shipped questionnaires require no text.
    private static AnswerSheet Answered(Questionnaire questionnaire, Guid id, Guid person)
    {
        var required = questionnaire.Items.Where(i => i.Required).ToLookup(i => i.Kind == ItemKind.Scale);
        return new(id, person, SurveyChannel.Curator, null, [.. required[true].Select(i => new ScaleAnswer(i.Code, 8))],
            [.. required[false].Select(i => new ChoiceAnswer(i.Code, i.Options[0].Code))], []);
    }

    /// <summary>A closed wave on a shipped questionnaire of pupils, answered by everybody asked.</summary>
    /// <param name="side"><c>mentee</c> or <c>mentor</c>.</param>
    /// <param name="part"><c>first</c> or <c>second</c>.</param>
    internal async Task Wave(StoryPlace place, string side, string part, SurveyAudience audience, SurveyPurpose purpose,
        IReadOnlyList<StoryPerson> asked, CancellationToken stop)
    {
        await OpenWave(place, side, part, audience, purpose, asked, asked, stop);
        await teller.Tell(place, $"wave-closed-{Name(side, purpose)}", new SurveyCommand.CloseWave(Id(place, side, purpose)), stop);
    }

    /// <summary>The same, still open, answered by some of those asked.</summary>
    internal async Task OpenWave(StoryPlace place, string side, string part, SurveyAudience audience, SurveyPurpose purpose,
        IReadOnlyList<StoryPerson> asked, IEnumerable<StoryPerson> answered, CancellationToken stop)
    {
        var shipped = await questionnaires.Published(DefinitionLibrary.Everybody, stop);
        var questionnaire = shipped.Last(q => q.Code == $"{LearnerToLearner}-{side}-{part}");
        var (name, wave) = (Name(side, purpose), Id(place, side, purpose));
        await teller.Tell(place, $"wave-{name}", new SurveyCommand.OpenWave(
            wave, questionnaire.Reference, audience, purpose, null, new(Title(audience, purpose)), null), stop);
        await teller.Tell(place, $"invitation-{name}",
            new SurveyCommand.InviteParticipants(wave, [.. asked.Select(p => place.Ids.Of(p.Key))]), stop);
        await teller.Tell(place, $"answers-{name}", new SurveyCommand.TakeAnswers(wave, [.. answered.Select(p => Answered(
            questionnaire, place.Ids.Of($"answer {name} {p.Key}"), place.Ids.Of(p.Key)))]), stop);
    }

    private static string Title(SurveyAudience audience, SurveyPurpose purpose) =>
        (audience == SurveyAudience.Mentors ? "Анкета наставника" : "Анкета наставляемого") + purpose switch
        {
            SurveyPurpose.Application => ": заявка",
            SurveyPurpose.Satisfaction => ": удовлетворённость",
            _ => ": как идёт работа",
        };

    private static string Name(string side, SurveyPurpose purpose) => $"{Kebab.Of($"{purpose}")}-{side}";

    private static Guid Id(StoryPlace place, string side, SurveyPurpose purpose) => place.Ids.Of($"wave {Name(side, purpose)}");

    private static Guid Fact(StoryPlace place, string name) => place.Ids.Of($"fact {name}");
}

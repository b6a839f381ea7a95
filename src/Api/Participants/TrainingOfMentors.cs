using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Обучение наставников, мероприятия для них и признание нехватки (M123, M133 to M136).</summary>
internal sealed class TrainingOfMentors : UseCase
{
    /// <param name="Person">The expert's id, if the expert is registered.</param>
    public sealed record Expert(DateOnly On, Contour Contour, Guid? Person = null, Guid? Document = null, Guid? Id = null) : Dated;

    /// <param name="Documents">Ids of registered documents.</param>
    public sealed record Materials(DateOnly On, IReadOnlyList<Guid>? Documents = null, Guid? Id = null) : Dated;

    /// <param name="Document">Id of the registered plan.</param>
    public sealed record Plan(Guid Document, IReadOnlyList<PlannedSession> Sessions, Guid? Id = null) : Dated;

    /// <param name="Present">Ids of the mentors who were present.</param>
    public sealed record Session(DateOnly On, int Minutes, IReadOnlyList<Guid> Present, Guid? Id = null) : Dated;

    public sealed record Informing(DateOnly On, int? Attendance = null, Guid? Document = null, Guid? Id = null) : Dated;

    /// <param name="Stage">3 or 4: the stage whose gate needs it.</param>
    public sealed record Shortage(string Form, int Stage, ShortageReason Reason, Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Expert>("/training/experts", About("engageExpert", "Record an expert",
            "Who trains the mentors.") with { Example = new Expert(new(2021, 10, 11), Contour.External) },
            (incoming, r) => new TrainingCommand.EngageExpert(
                new(r.Id ?? incoming.NewId("expert"), r.On, r.Contour, r.Person, r.Document)), Here);

        routes.Decide<Materials>("/training/materials", About("prepareTrainingMaterials", "Record materials",
            "With their documents, where they are registered.") with
            {
                Roles = Takes.WorkOfMethodologist, Example = new Materials(new(2021, 10, 12)),
            },
            (incoming, r) => new TrainingCommand.PrepareMaterials(new(r.Id ?? incoming.NewId("materials"), r.On, r.Documents ?? [])), Here);

        routes.Decide<Plan>("/training/plans", About("approveTrainingPlan", "Approve the training plan",
            "By a registered document, with its sessions.") with { Example = new Plan(
            Samples.Document, [new("first-meeting", new(2021, 10, 20), 90)]) },
            (incoming, r) => new TrainingCommand.ApproveTrainingPlan(new(r.Id ?? incoming.NewId("plan"), r.Document, r.Sessions)), Here);

        routes.Decide<Session>("/training/sessions", About("holdTrainingSession", "Record a session",
            "With the mentors who were there.") with
            {
                Roles = Takes.WorkOfMethodologist, Example = new Session(new(2021, 10, 20), 90, [Samples.Person]),
            },
            (incoming, r) => new TrainingCommand.HoldSession(new(r.Id ?? incoming.NewId("session"), r.On, r.Minutes, r.Present)), Here);

        routes.Decide<Informing>("/training/informing", About("informMentors", "Record an event that informed mentors",
            "To inform and involve potential mentors (M123).") with { Example = new Informing(new(2021, 10, 8), 24) },
            (incoming, r) => new TrainingCommand.InformMentors(new(r.Id ?? incoming.NewId("informing"), r.On, r.Attendance, r.Document)),
            Here);

        routes.Decide<Shortage>("/training/shortages", About("acknowledgeShortage", "Acknowledge a shortage of mentors",
            "Of one form, at gate 3 or 4.") with { Example = new Shortage("employer-learner", 3, ShortageReason.NoCandidates) },
            (incoming, r) => new TrainingCommand.AcknowledgeShortage(new(r.Id ?? incoming.NewId("shortage"), r.Form, r.Stage, r.Reason)),
            Here);
    }

    private static string Here(Guid programme, IReadOnlyList<DomainEvent> events) => $"/api/programmes/{programme}/training";

    private static Operation About(string name, string summary, string description) =>
        new("Training", name, summary, description, Takes.Work);
}

using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Планы развития, обратная связь, рефлексия (M147, M159, M163), and corrections.</summary>
internal sealed class WorkOfTandem : UseCase
{
    /// <param name="Category">The school's own code: a-z, 0-9, hyphen; a letter first.</param>
    /// <param name="Target">In words; sealed in the vault under the mentee's key.</param>
    public sealed record Goal(string Category, PrivateText? Target = null, DateOnly? DueOn = null, Guid? Id = null);

    /// <param name="Programme">Id of the registered personalised programme, for teachers.</param>
    /// <param name="Route">Id of the registered individual route, for teachers.</param>
    public sealed record Plan(
        Guid Mentee, IReadOnlyList<Goal> Goals, Guid? Programme = null, Guid? Route = null, Guid? Id = null) : Dated;

    /// <param name="Percent">0 to 100.</param>
    public sealed record Progress(int Percent) : Dated;

    /// <param name="Text">Without names of persons; sealed in the vault.</param>
    public sealed record Review(FeedbackConclusion Conclusion, PrivateText? Text = null, Guid? Id = null) : Dated;

    /// <param name="By">The person of a personal reflection; absent for one of the whole pair or group.</param>
    /// <param name="Text">Sealed in the vault, a personal one under the person's key.</param>
    public sealed record Reflection(Guid? By = null, PrivateText? Text = null, Guid? Id = null) : Dated;

    /// <param name="Enterprise">Id of the fact that the partner was engaged.</param>
    /// <param name="On">The first day of the employment.</param>
    /// <param name="Document">Id of a registered document, such as the enterprise's letter.</param>
    public sealed record Employment(Guid Mentee, Guid Enterprise, DateOnly On, Guid? Document = null, Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Plan>("/tandems/{tandem}/plans", About("approveDevelopmentPlan", "Approve a development plan",
            "Of one mentee, with goals; a later plan takes its place. A teacher's plan names the personalised programme and route.") with
        {
            Example = new Plan(Samples.Person, [new("studies", new("Подготовиться к экзамену по физике."), new(2022, 5, 20))]),
        }, async (incoming, r) =>
        {
            List<PlanGoal> goals = [];
            foreach (var (n, goal) in r.Goals.Index())
            {
                goals.Add(new(goal.Id ?? incoming.NewId($"goal {n}"), goal.Category, await incoming.SealAbout(r.Mentee, goal.Target),
                    goal.DueOn));
            }

            return new TandemCommand.ApprovePlan(
                new(incoming.Id("tandem"), r.Id ?? incoming.NewId("plan"), r.Mentee, goals, r.Programme, r.Route));
        }, TandemAddress.Of);

        routes.Decide<Progress>("/tandems/{tandem}/goals/{goal}/progress", About("recordGoalProgress", "Record progress towards a goal",
            "In per cent; a later value counts.") with { Example = new Progress(50) },
            (incoming, r) => new TandemCommand.ProgressGoal(new(incoming.Id("tandem"), incoming.Id("goal"), r.Percent)));

        routes.Decide<Review>("/tandems/{tandem}/feedback-reviews", About("reviewInterimFeedback", "Record the review of interim feedback",
            "What the curator concludes for this pair or group.") with { Example = new Review(FeedbackConclusion.GoesOn) },
            async (incoming, r) => new TandemCommand.ReviewFeedback(new(incoming.Id("tandem"), r.Id ?? incoming.NewId("review"),
                r.Conclusion, await incoming.Seal(r.Text))), TandemAddress.Of);

        routes.Decide<Reflection>("/tandems/{tandem}/reflections", About("recordReflection", "Record a reflection",
            "Personal or of the whole pair or group, also after its end.") with { Example = new Reflection(Samples.Person) },
            async (incoming, r) => new TandemCommand.RecordReflection(new(incoming.Id("tandem"), r.Id ?? incoming.NewId("reflection"),
                r.By is null ? ReflectionKind.Group : ReflectionKind.Personal, r.By,
                r.By is { } person ? await incoming.SealAbout(person, r.Text) : await incoming.Seal(r.Text))), TandemAddress.Of);

        routes.Decide<Employment>("/tandems/{tandem}/employments", About("recordEmployment", "Record that a mentee was employed",
            "In the form employer and student, by an enterprise among the partners; also after the end.") with
        {
            Example = new Employment(Samples.Person, Samples.Document, new(2022, 7, 1)),
        }, (incoming, r) => new TandemCommand.RecordEmployment(new(incoming.Id("tandem"), r.Id ?? incoming.NewId("employment"),
            r.Mentee, r.Enterprise, r.On, r.Document)), TandemAddress.Of);

        routes.Decide<ReasonRequest>("/tandems/{tandem}/facts/{fact}/void", About("voidTandemFact", "Void a fact about a pair or group",
            "A meeting held, scheduled or cancelled, a plan, a review, a concern, a reflection, an employment; also after the end.") with
        {
            Example = ReasonRequest.Mistake,
        }, async (incoming, r) => new TandemCommand.VoidTandemFact(incoming.Id("tandem"), incoming.Id("fact"),
            await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description) =>
        new(TandemAddress.Group, name, summary, description, Takes.Work);
}

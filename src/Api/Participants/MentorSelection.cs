using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Отбор, собеседование, обучение и готовность наставника (M128 to M136).</summary>
internal sealed class MentorSelection : UseCase
{
    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Choice(SelectionGround Ground, PrivateText? Text = null) : Dated;

    /// <param name="Outcome">The outcome only, not the content of the interview.</param>
    public sealed record Interview(DateOnly On, InterviewOutcome Outcome, bool PsychologistPresent = false, Guid? Id = null) : Dated;

    /// <param name="Document">Id of a registered document, such as a certificate.</param>
    public sealed record Completion(int Minutes, TrainingResult Result, Guid? Document = null, Guid? Id = null) : Dated;

    /// <param name="Document">Id of the registered contract or agreement.</param>
    public sealed record Terms(Guid Document, Guid? Id = null) : Dated;

    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Revocation(RevocationReason Reason, PrivateText? Text = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Choice>("/mentors/{person}/selection",
            About("selectMentor", "Select a mentor", "From the base, with the ground.")
            with { Match = ReadMentors.Seen, Example = new Choice(SelectionGround.FitsRequests) },
            async (incoming, r) => new MentorCommand.SelectMentor(Person(incoming), r.Ground,
                await incoming.SealAbout(Person(incoming), r.Text)));

        routes.Decide<Choice>("/mentors/{person}/rejection",
            About("rejectMentor", "Reject a mentor", "With the ground; a later decision takes the place of the earlier.")
            with { Match = ReadMentors.Seen, Example = new Choice(SelectionGround.NoFittingRequest) },
            async (incoming, r) => new MentorCommand.RejectMentor(Person(incoming), r.Ground,
                await incoming.SealAbout(Person(incoming), r.Text)));

        routes.Decide<Interview>("/mentors/{person}/interviews",
            About("holdInterview", "Record an interview", "The outcome only; a psychologist is optional.")
            with { Roles = Takes.WorkOfPsychologist, Example = new Interview(new(2021, 10, 18), InterviewOutcome.Recommended),
                Batch = new("holdInterviews", "Record interviews of many") },
            (incoming, r) => new MentorCommand.HoldInterview(
                new(Person(incoming), r.Id ?? incoming.NewId("interview"), r.On, r.PsychologistPresent, r.Outcome)));

        routes.Decide<Completion>("/mentors/{person}/trainings",
            About("completeMentorTraining", "Record the end of a mentor's training", "Minutes and result.")
            with
        {
            Example = new Completion(360, TrainingResult.Passed),
            Batch = new("completeTrainings", "Record the end of many mentors' training"),
        },
            (incoming, r) => new MentorCommand.CompleteTraining(
                new(Person(incoming), r.Id ?? incoming.NewId("training"), r.Minutes, r.Result, r.Document)));

        routes.Decide<Terms>("/mentors/{person}/labour-terms",
            About("fixLabourTerms", "Record the terms of an employee's mentoring", "By a registered document (L16).")
            with { Example = new Terms(Samples.Document) },
            (incoming, r) => new MentorCommand.FixLabourTerms(new(Person(incoming), r.Id ?? incoming.NewId("terms"), r.Document)));

        routes.Decide<Plain>("/mentors/{person}/readiness", About("declareMentorReady", "Declare a mentor ready",
            "Who has come the whole way; what is missing is answered.") with
            { Batch = new("declareMentorsReady", "Declare many mentors ready") },
            (incoming, _) => new MentorCommand.DeclareReady(Person(incoming)));

        routes.Decide<Revocation>("/mentors/{person}/readiness/revocation",
            About("revokeMentorReadiness", "Revoke readiness", "With a reason.")
            with { Example = new Revocation(RevocationReason.MentorRequest) },
            async (incoming, r) => new MentorCommand.RevokeReadiness(Person(incoming), r.Reason,
                await incoming.SealAbout(Person(incoming), r.Text)));
    }

    private static Guid Person(Incoming incoming) => incoming.Id("person");

    private static Operation About(string name, string summary, string description) =>
        new("Mentors", name, summary, description, Takes.Work);
}

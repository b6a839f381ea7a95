using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Приостановление, обращения, расторжение и завершение (M151).</summary>
internal sealed class CourseOfTandem : UseCase
{
    /// <param name="About">The person it is about; the text is sealed under this person's key and shown to curator, head and auditor
    /// alone, by a disclosure.</param>
    /// <param name="Suspend">Whether no meetings are held from now on.</param>
    public sealed record Concern(Guid About, ConcernMatter Matter, PrivateText Text, bool Suspend = true, Guid? Id = null) : Dated;

    /// <param name="Text">Without names of persons; sealed in the vault.</param>
    public sealed record Suspension(SuspensionReason Reason, PrivateText? Text = null) : Dated;

    /// <param name="Order">Id of the registered order, if there is one.</param>
    /// <param name="Text">Without names of persons; sealed in the vault.</param>
    public sealed record Dissolution(
        TandemParty InitiatedBy, [NotOffered(nameof(SeparationReason.RecordedByMistake))] SeparationReason Reason,
        Guid? Order = null, PrivateText? Text = null) : Dated;

    public sealed record Completion(TandemOutcome Outcome) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Concern>("/tandems/{tandem}/concerns", About("raiseConcern", "Raise a concern",
            "A complaint or a question of safety or well-being. The entry says only its matter; the tandem is suspended at once.") with
        {
            Example = new Concern(Samples.Person, ConcernMatter.WellBeing, new("Приходит со встреч подавленным.")),
        }, async (incoming, r) => new TandemCommand.RaiseConcern(
            new(incoming.Id("tandem"), r.Id ?? incoming.NewId("concern"), r.Matter,
                (await incoming.SealAbout(r.About, r.Text, specialist: true))!), r.About, r.Suspend), TandemAddress.Of);

        routes.Decide<Suspension>("/tandems/{tandem}/suspension", About("suspendTandem", "Suspend a pair or group",
            "No meetings from this day.") with { Example = new Suspension(SuspensionReason.Illness) },
            async (incoming, r) => new TandemCommand.SuspendTandem(incoming.Id("tandem"), r.Reason, await incoming.Seal(r.Text)));

        routes.Decide<Plain>("/tandems/{tandem}/resumption", About("resumeTandem", "Resume a pair or group",
            "Meetings are held again."), (incoming, _) => new TandemCommand.ResumeTandem(incoming.Id("tandem")));

        routes.Decide<Dissolution>("/tandems/{tandem}/dissolution", About("dissolveTandem", "Dissolve a pair or group",
            "With who ended it and why. The mentees search again; the mentor stays ready unless the end came from the mentor.") with
        {
            Example = new Dissolution(TandemParty.Mentee, SeparationReason.Incompatible),
        }, async (incoming, r) => new TandemCommand.DissolveTandem(
            incoming.Id("tandem"), r.InitiatedBy, r.Reason, r.Order, await incoming.Seal(r.Text)));

        routes.Decide<Completion>("/tandems/{tandem}/completion", About("completeTandem", "Complete a pair or group",
            "After the five kinds of meetings, with the outcome.") with { Example = new Completion(TandemOutcome.Reached) },
            (incoming, r) => new TandemCommand.CompleteTandem(incoming.Id("tandem"), r.Outcome));

        routes.Decide<ReasonRequest>("/tandems/{tandem}/ending/void", About("voidTandemEnding", "Void a dissolution or completion",
            "Recorded by mistake: the pair or group works on.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new TandemCommand.VoidTandemEnding(incoming.Id("tandem"), await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description) =>
        new(TandemAddress.Group, name, summary, description, Takes.Work);
}

using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Decisions about a programme as a whole: correct, suspend, resume, cancel, complete, undo a closing, second approver.</summary>
internal sealed class ChangeProgramme : UseCase
{
    public sealed record Correction(string SchoolYear, InstitutionalText Title, InstitutionalText Goal, PrivateText Reason) : Dated;

    public sealed record Policy(SecondApproverPolicy SecondApprover, PrivateText Reason) : Dated;

    /// <param name="Order">Id of a registered order in force.</param>
    public sealed record ByOrder(Guid Order, PrivateText Reason) : Dated;

    public sealed record Resumption(PrivateText? Reason = null) : Dated;

    private static readonly Guid SomeOrder = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Correction>("/corrections", About("correctProgramme", "Correct a programme",
            "School year, title or goal were recorded wrongly.", Takes.Work) with
        {
            Example = new Correction("2021/2022", new("Внедрение целевой модели наставничества"), new("Раскрытие личности наставляемого"),
                new("Описка в названии.")),
        }, async (incoming, r) => new CharterCommand.CorrectProgramme(r.SchoolYear, r.Title, r.Goal, await incoming.Seal(r.Reason)));

        routes.Decide<Policy>("/second-approver-policy", About("setSecondApproverPolicy", "Set the rule on the second approver",
            "By the head: never, when self-approved, or always.", Takes.Head) with
        {
            Example = new Policy(SecondApproverPolicy.Always, new("Решение педагогического совета.")),
        }, async (incoming, r) => new CharterCommand.SetSecondApproverPolicy(r.SecondApprover, await incoming.Seal(r.Reason)));

        routes.Decide<ByOrder>("/suspension", About("suspendProgramme", "Suspend",
            "By the head and an order in force. What was recorded can still be corrected.", Takes.HeadOrDelegate) with
        {
            Example = new ByOrder(SomeOrder, new("Карантин.")),
        }, async (incoming, r) => new CharterCommand.SuspendProgramme(r.Order, await incoming.Seal(r.Reason)));

        routes.Decide<Resumption>("/resumption", About("resumeProgramme", "Resume", "By the head. Takes a suspended programme up again.",
            Takes.HeadOrDelegate) with
        {
            Example = new Resumption(new PrivateText("Карантин снят.")),
        }, async (incoming, r) => new CharterCommand.ResumeProgramme(await incoming.Seal(r.Reason)));

        routes.Decide<ByOrder>("/cancellation", About("cancelProgramme", "Cancel",
            "By the head. Ends the programme before its time, by an order in force.", Takes.HeadOrDelegate) with
        {
            Example = new ByOrder(SomeOrder, new("Школа реорганизована.")),
        }, async (incoming, r) => new CharterCommand.CancelProgramme(r.Order, await incoming.Seal(r.Reason)));

        routes.Decide<Plain>("/completion", About("completeProgramme", "Complete",
            "All seven approvals stand and the certificate in force is the one they rest on.", Takes.HeadOrCurator),
            (_, _) => new CharterCommand.CompleteProgramme());

        routes.Decide<ReasonRequest>("/closing/void", About("voidClosing", "Undo a closing",
            "By the head. A completion or cancellation was recorded by mistake.", Takes.HeadOrDelegate)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new CharterCommand.VoidClosing(await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description, IReadOnlyList<Role> roles) =>
        new("Programmes", name, summary, description, roles) { Match = ProgrammeRoutes.Whole };
}

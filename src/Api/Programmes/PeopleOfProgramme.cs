using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Куратор и аудиторы, by random ids.</summary>
internal sealed class PeopleOfProgramme : UseCase
{
    /// <param name="Order">Id of the registered order.</param>
    /// <param name="From">First day in office.</param>
    public sealed record Appointment(Guid Person, Guid Order, DateOnly From, PrivateText? Reason = null) : Dated;

    public sealed record Assignment(Guid Person) : Dated;

    private static readonly Guid Somebody = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Appointment>("/curator", About("appointCurator", "Appoint the curator",
            "By the head. First or next, by an order in force; makes a draft active. The curator is a person of the register who has not " +
            "left; the answer offers a key for one who has none.", Takes.HeadOrDelegate) with
        {
            Match = ProgrammeRoutes.Whole, Example = new Appointment(Somebody, Somebody, new(2021, 9, 1)),
        }, async (incoming, r) => new PreparationCommand.AppointCurator(r.Person, r.Order, r.From, await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/curator/void", About("voidCuratorAppointment", "Void the latest appointment",
            "By the head. It was recorded by mistake; the curator before it is in office again.", Takes.HeadOrDelegate)
            with { Match = ProgrammeRoutes.Whole, Example = ReasonRequest.Mistake },
            async (incoming, r) => new PreparationCommand.VoidCuratorAppointment(await incoming.Seal(r.Reason)));

        routes.Decide<Assignment>("/auditors", About("assignAuditor", "Assign an auditor",
            "Who neither is nor was curator and answers for no item.", Takes.Head) with { Example = new Assignment(Somebody) },
            (_, r) => new PreparationCommand.AssignAuditor(r.Person), (id, _) => $"/api/programmes/{id}");

        routes.Decide<ReasonRequest>("/auditors/{person}/release",
            About("releaseAuditor", "Release an auditor", "The person audits this programme no more.", Takes.Head)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new PreparationCommand.ReleaseAuditor(incoming.Id("person"), await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description, IReadOnlyList<Role> roles) =>
        new("People of a programme", name, summary, description, roles);
}

using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Organisations;

/// <summary>Реорганизация и переименование: an organisation goes over to its successor, or gets another name.</summary>
internal sealed class ReorganisedOrganisations(OrganisationEngine organisations) : UseCase
{
    /// <param name="Ground">The act with number and date.</param>
    /// <param name="Successor">The organisation that goes on; absent for a renaming.</param>
    /// <param name="Title">The new title; only for a renaming.</param>
    /// <param name="ConsentsUntil">The last day on which consents to the former operator of personal data count; absent where they go on,
    /// because the participants were notified of the legal successor.</param>
    public sealed record Reorganising(
        ReorganisationKind Kind, InstitutionalText Ground, Guid? Successor = null, InstitutionalText? Title = null,
        DateOnly? ConsentsUntil = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Reorganising>(
            "/api/organisations/{organisation}/reorganisations",
            new("Organisations", "reorganiseOrganisation", "Hand an organisation over to its successor, or rename it",
                "Its programmes go on under their ids; those of a divided one with the organisation that the deed of transfer names. " +
                "From then on its earlier keys only read, and the head of the successor issues keys that decide in it. The day is " +
                "effectiveOn.", Takes.Operator)
            {
                Example = new Reorganising(ReorganisationKind.Accession, new("Постановление администрации от 20.08.2026"),
                    Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), ConsentsUntil: new(2026, 10, 1)),
            },
            incoming => incoming.Id("organisation"), Build, (id, _) => $"/api/organisations/{id}");

        routes.DecideOrganisation<ReasonRequest>(
            "/api/organisations/{organisation}/reorganisations/{reorganisation}/void",
            new("Organisations", "voidReorganisation", "Void a reorganisation",
                "It was recorded by mistake: earlier keys decide again, and the programmes come back. Keys of integrators stay revoked.",
                Takes.Operator) { Example = ReasonRequest.Mistake },
            incoming => incoming.Id("organisation"), Undo);
    }

    private async Task<Built<OrganisationCommand>> Build(Incoming incoming, Reorganising r)
    {
        var (id, renamed) = (incoming.Id("organisation"), r.Kind == ReorganisationKind.Renaming);
        if (renamed != r.Title is not null) return Problems.Field("/title", $"The new title, for a renaming only.");
        if (renamed == r.Successor is not null)
            return Problems.Field("/successor", $"The organisation that goes on, unless it is a renaming.");
        if (renamed && r.ConsentsUntil is not null)
            return Problems.Field("/consentsUntil", $"A renamed organisation is the same operator.");
        var successor = renamed ? null : await organisations.Find(r.Successor!.Value, incoming.Stop);
        if (!renamed && successor is null) return Refusals.Of(Reason.Unknown, "organisation-unknown", $"{r.Successor}");
        // The rows are only written if the rules accept the command.
        if (!renamed) incoming.SideWrite(AccessKeys.RevocationOfIntegrators(id));
        return new ReorganisationCommand.Reorganise(
            new(incoming.NewId("reorganisation"), r.Kind, r.Successor ?? id, r.Title ?? successor!.Created!.Title, r.Ground,
                incoming.Issued.EffectiveOn, r.ConsentsUntil), successor);
    }

    // The keys have the roles that they had before, as the ledger says.
    private static async Task<Built<OrganisationCommand>> Undo(Incoming incoming, ReasonRequest r) =>
        new ReorganisationCommand.VoidReorganisation(incoming.Id("reorganisation"), await incoming.Seal(r.Reason));
}

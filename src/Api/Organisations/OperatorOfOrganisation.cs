using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Organisations;

/// <summary>The operator of personal data, which acts of destruction name.</summary>
internal sealed class OperatorOfOrganisation(OrganisationEngine organisations) : UseCase
{
    /// <param name="Address">The organisation's address as operator of personal data.</param>
    /// <param name="Processor">Name and address of the processor who works on the operator's order, if any.</param>
    public sealed record Details(InstitutionalText Address, InstitutionalText? Processor = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Details>(
            "/api/organisation/operator",
            new("Organisations", "describeOperator", "Say who answers for personal data",
                "Address of the operator, and who processes on its order: acts of destruction name both as they stood at the destruction.",
                Takes.Head)
            {
                Match = OrganisationDecisions.Own, Example = new Details(new("Школьная улица, 1"),
                    new("ООО «Хостинг», Садовая улица, 2")),
            },
            incoming => incoming.Caller.Organisation,
            (_, r) => new OrganisationCommand.DescribeOperator(r.Address, r.Processor));

        routes.Read("/api/organisation/operator", new("Organisations", "readOperator", "Who answers for personal data",
            "As it was said last; not found while nobody has said it.", [Role.Head, Role.Curator, Role.Auditor])
        {
            Answer = typeof(OrganisationEvent.OperatorDescribed), Further = [StatusCodes.Status404NotFound],
        }, async http => await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is { Operator: { } described }
            ? Answers.Json(described)
            : Problems.NotFound);
    }
}

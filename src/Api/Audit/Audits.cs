using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Audit;

/// <summary>Common parts of the audit routes: roles, and hashes as text.</summary>
internal sealed class Audits(OrganisationEngine organisations)
{
    /// <summary>The roles that may read and verify their own organisation.</summary>
    private static readonly IReadOnlyList<Role> Auditing = [Role.Auditor, Role.Head, Role.Curator, Role.Operator];

    /// <summary>The roles that may verify.</summary>
    public static IReadOnlyList<Role> Verifying { get; } = [Role.Auditor, Role.Operator];

    /// <summary>An operation of this family.</summary>
    public static Operation About(string name, string summary, string description) =>
        new("Audit", name, summary, description, Auditing) { RefusedWhenForked = true };

    /// <summary>
    /// Whether the caller belongs to the organisation that runs this installation: its auditor may verify the whole ledger.
    /// </summary>
    public async Task<bool> OfTheOperator(HttpContext http) =>
        (await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted))?.Created?.Kind == OrganisationKind.Operator;

    /// <summary>Hashes as texts of 64 lower hex digits each.</summary>
    public static IReadOnlyList<string> Hex(IEnumerable<Hash> hashes) => [.. hashes.Select(h => h.ToString())];
}

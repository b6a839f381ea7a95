using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Audit;

/// <summary>What the routes of the audit have in common: who may ask, numbers in the query, and the answer to a forked ledger.</summary>
internal static class Audits
{
    /// <summary>Reading and verifying one's own organisation.</summary>
    public static IReadOnlyList<Role> Auditing { get; } = [Role.Auditor, Role.Head, Role.Curator, Role.Operator];

    /// <summary>Verifying.</summary>
    public static IReadOnlyList<Role> Verifying { get; } = [Role.Auditor, Role.Operator];

    /// <summary>A route of this family.</summary>
    public static Operation About(string name, string summary, string description) => new("Audit", name, summary, description, Auditing);

    /// <summary>Answers, unless the ledger is not the one that left the house: then nobody is told anything that it says.</summary>
    public static Func<HttpContext, Task<IResult>> Unforked(Func<HttpContext, Task<IResult>> answer) => http =>
        http.RequestServices.GetRequiredService<CheckpointSigner>().Fork is { } fork ? Task.FromResult<IResult>(Forked(fork)) : answer(http);

    /// <summary>The problem of a forked ledger: what is wrong and where.</summary>
    public static Problem Forked(LedgerVerdict.Broken fault) => Problems.LedgerForked(string.Create(CultureInfo.InvariantCulture, $"{fault.Code} at position {fault.Position}"));

    /// <summary>Whether the caller belongs to the organisation that runs this installation: its auditor sees that everything is whole.</summary>
    public static async Task<bool> OfTheOperator(HttpContext http) =>
        (await http.RequestServices.GetRequiredService<OrganisationEngine>().Find(Caller.Of(http).Organisation, http.RequestAborted))?.Created?.Kind == OrganisationKind.Operator;

    /// <summary>Answers about a programme of the caller's organisation.</summary>
    public static async Task<IResult> OfProgramme(HttpContext http, Func<ProgrammeFound, Task<IResult>> answer) =>
        http.Id("programme") is { } id
        && await http.RequestServices.GetRequiredService<ProgrammeEngine>().Find(Caller.Of(http).Organisation, id, http.RequestAborted) is { } found
            ? await answer(found)
            : Problems.NotFound;

    /// <summary>A number in the query that is not negative; null when it is absent or anything else.</summary>
    public static long? Number(HttpContext http, string name) =>
        long.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Hashes as 64 lower hex digits each.</summary>
    public static IReadOnlyList<string> Hex(IEnumerable<Hash> hashes) => [.. hashes.Select(h => h.ToString())];
}

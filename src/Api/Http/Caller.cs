using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Http;

/// <summary>The caller, their role, and today's date in the caller's organisation. Determined once, at the edge.</summary>
/// <param name="Link">The caller's personal link; null for a key.</param>
/// <param name="Roles">The roles in which the caller may act in this request, the preferred one first; the only one that Acting-As
/// names.</param>
/// <param name="Role">The one of them in which the caller acts.</param>
/// <param name="Sandbox">Whether the organisation is a sandbox.</param>
public sealed record Caller(
    Identity Identity, SurveyLinkIdentity? Link, IReadOnlyList<Role> Roles, Role Role, Guid? OnBehalfOf, DateOnly Today, bool Sandbox)
{
    /// <summary>The organisation of the key.</summary>
    public Guid Organisation => Identity.Organisation;

    /// <summary>The actor for rules and ledger.</summary>
    public Actor Actor => new(Identity.Person, Identity.Integrator, Role, OnBehalfOf);

    /// <summary>Whether the caller sees texts about people: only roles that work in the programme. Others see that a text exists.</summary>
    public bool ReadsTexts => Role is Role.Curator or Role.Head or Role.Initiator;

    /// <summary>The caller of an authorised request.</summary>
    public static Caller Of(HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("The route takes no key, so there is no caller.");
}

/// <summary>Determines caller, role and the organisation's date after authorisation; refuses unknown query parameters.</summary>
public sealed class CallerReading(RequestDelegate next, OrganisationEngine organisations, TimeProvider clock)
{
    /// <summary>The header of every answer in a sandbox; its value is <c>true</c>.</summary>
    public const string SandboxHeader = "MentorshipFlow-Sandbox";

    /// <summary>The header in which a key with several roles chooses one.</summary>
    public const string ActingAs = "Acting-As";

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { Roles.Count: > 0 } operation)
        {
            var (onBehalfOf, problem) = OnBehalfOf(http);
            var (roles, unfit) = Roles(http, operation);
            if ((problem ?? unfit ?? UnknownQuery(http, operation)) is { } wrong)
            {
                await wrong.ExecuteAsync(http);
                return;
            }

            var secret = SecretIdentity.Of(http);
            var (zone, sandbox) = await organisations.Setting(secret.Identity.Organisation, http.RequestAborted);
            if (sandbox) http.Response.Headers[SandboxHeader] = "true";
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
            http.Features.Set(new Caller(secret.Identity, secret.Link, roles, roles[0], onBehalfOf, today, sandbox));
        }

        await next(http);
    }

    // Without a choice, a decision is tried in each role until one may take it.
    private static (IReadOnlyList<Role> Roles, Problem? Problem) Roles(HttpContext http, Operation operation)
    {
        List<Role> roles = [.. operation.Roles.Where(SecretIdentity.Of(http).Identity.Roles.Contains)];
        if (!http.Request.Headers.TryGetValue(ActingAs, out var header)) return (roles, null);
        var known = Enum.GetValues<Role>().Select(r => (Role: r, Code: Kebab.Of($"{r}"))).ToList();
        var asked = header.ToString();
        var allowed = string.Join(", ", operation.Roles.Select(r => Kebab.Of($"{r}")));
        return known.FindIndex(r => r.Code == asked) is >= 0 and var at
            ? roles.Contains(known[at].Role) ? ([known[at].Role], null) : (roles, Problems.RoleRequired(operation.Roles))
            : (roles, Problems.Parameter(ActingAs, $"One of {allowed}."));
    }

    private static (Guid? Person, Problem? Problem) OnBehalfOf(HttpContext http) =>
        !http.Request.Headers.TryGetValue("On-Behalf-Of", out var header) ? (null, null)
        : SecretIdentity.Of(http).Identity.Integrator is not null && Guid.TryParseExact(header.ToString(), "D", out var person)
            ? (person, null)
        : (null, Problems.Parameter("On-Behalf-Of",
            $"An integrator names the person it acts for by UUID; a person acts in their own name."));

    // A mistyped dryRun must not cause a real decision.
    private static Problem? UnknownQuery(HttpContext http, Operation operation) =>
        http.Request.Query.Keys.FirstOrDefault(k => !(operation.Deciding && k == DryRun.Name)
            && !operation.Query.Any(q => q.Name == k)) is { } stray
            ? Problems.Bad(ProblemCodes.UnknownField, "parameter-unknown", stray)
            : null;
}

using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Http;

/// <summary>Who asks, in which capacity, and which day it is for his organisation. Read once, at the edge.</summary>
public sealed record Caller(Identity Identity, Role Role, Guid? OnBehalfOf, DateOnly Today, TimeZoneInfo Zone)
{
    /// <summary>The organisation of the key.</summary>
    public Guid Organisation => Identity.Organisation;

    /// <summary>As rules and ledger know him.</summary>
    public Actor Actor => new(Identity.Person, Identity.Integrator, Role, OnBehalfOf);

    /// <summary>Texts about people are shown to those who work in the programme; others see only that there is one.</summary>
    public bool ReadsTexts => Role is Role.Curator or Role.Head or Role.Initiator;

    /// <summary>The caller of a request that passed <see cref="AccessControl"/>.</summary>
    public static Caller Of(HttpContext http) => http.Features.Get<Caller>() ?? throw new InvalidOperationException("The route takes no key, so there is no caller.");

    /// <summary>The day of a moment in the organisation's time zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);
}

/// <summary>Finds out who asks before anything else is read: no key 401, wrong role 403 with the roles that are taken.</summary>
public sealed class AccessControl(RequestDelegate next, AccessKeys keys, SurveyLinks links, OrganisationEngine organisations, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    /// <summary>One request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { Roles: { Count: > 0 } roles } operation)
        {
            await next(http);
            return;
        }

        var (caller, problem) = await Recognise(http, roles);
        if (caller is not null) http.Features.Set(caller);
        problem ??= UnknownQuery(http, operation);
        await (problem?.ExecuteAsync(http) ?? next(http));
    }

    private async Task<(Caller?, Problem?)> Recognise(HttpContext http, IReadOnlyList<Role> roles)
    {
        if (Presented(http.Request) is not { } secret || await Opened(http, secret) is not { } identity) return (null, Problems.Unauthenticated);
        if (roles.Where(identity.Roles.Contains).ToList() is not [var role, ..]) return (null, Problems.RoleRequired(roles));
        Guid? onBehalfOf = null;
        if (http.Request.Headers.TryGetValue("On-Behalf-Of", out var header))
        {
            if (identity.Integrator is null || !Guid.TryParseExact(header.ToString(), "D", out var person))
            {
                return (null, Problems.Parameter("On-Behalf-Of", "An integrator names the person it acts for by UUID; a person acts for himself."));
            }

            onBehalfOf = person;
        }

        var zone = await organisations.TimeZone(identity.Organisation, http.RequestAborted);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        return (new(identity, role, onBehalfOf, today, zone), null);
    }

    // A participant has no key: his personal link says who he is and what he is asked.
    private async ValueTask<Identity?> Opened(HttpContext http, string secret)
    {
        if (!SurveyLinks.IsLink(secret)) return await keys.Find(secret, http.RequestAborted);
        if (await links.Find(secret, http.RequestAborted) is not { } link) return null;
        http.Features.Set(link);
        return new(link.Link, link.Organisation, link.Person, null, [link.Role]);
    }

    private static string? Presented(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return authorization[Bearer.Length..].Trim();
        return request.Headers.TryGetValue("X-Api-Key", out var key) ? key.ToString() : null;
    }

    // A mistyped dryRun must not become a decision.
    private static Problem? UnknownQuery(HttpContext http, Operation operation) =>
        http.Request.Query.Keys.FirstOrDefault(k => !(operation.Deciding && k == DryRun.Name) && !operation.Query.Any(q => q.Name == k)) is { } stray
            ? Problems.Bad(ProblemCodes.UnknownField, "parameter-unknown", stray)
            : null;
}

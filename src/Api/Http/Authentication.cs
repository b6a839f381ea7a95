using System.Security.Claims;
using System.Text.Encodings.Web;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace MentorshipFlow.Api.Http;

/// <summary>The identity of a presented secret, as the framework's identity with role claims.</summary>
/// <param name="link">The personal link to a survey, if the secret is one.</param>
/// <param name="consent">The personal link to a consent, if the secret is one.</param>
internal sealed class SecretIdentity(Identity identity, SurveyLinkIdentity? link, string scheme, ConsentLinkIdentity? consent = null)
    : ClaimsIdentity([.. identity.Roles.Select(r => new Claim(ClaimTypes.Role, r.ToString()))], scheme)
{
    public Identity Identity => identity;

    public SurveyLinkIdentity? Link => link;

    public ConsentLinkIdentity? Consent => consent;

    /// <summary>The identity of an authorised request.</summary>
    public static SecretIdentity Of(HttpContext http) => (SecretIdentity)http.User.Identity!;
}

/// <summary>Finds whom a personal link of either kind identifies: somebody without a key.</summary>
internal sealed class PersonalLinks(SurveyLinks surveys, ConsentLinkSecrets consents)
{
    /// <summary>Whether a presented secret has the form of a personal link.</summary>
    public static bool IsLink(string presented) => SurveyLinks.IsLink(presented) || ConsentLinkSecrets.IsLink(presented);

    /// <summary>The identity of a presented link; null when it is unknown.</summary>
    public async ValueTask<SecretIdentity?> Find(string presented, string scheme, CancellationToken stop) =>
        await surveys.Find(presented, stop) is { } link ? Of(link, scheme)
        : await consents.Find(presented, stop) is { } consent ? Of(consent, scheme)
        : null;

    /// <summary>The identity of a link whose code was typed; null when there is none.</summary>
    public async ValueTask<SecretIdentity?> Find(Guid typed, string scheme, CancellationToken stop) =>
        await surveys.Find(typed, stop) is { } link ? Of(link, scheme)
        : await consents.Find(typed, stop) is { } consent ? Of(consent, scheme)
        : null;

    private static SecretIdentity Of(SurveyLinkIdentity link, string scheme) =>
        new(new(link.Link, link.Organisation, link.Person, null, [link.Role]), link, scheme);

    private static SecretIdentity Of(ConsentLinkIdentity link, string scheme) =>
        new(new(link.Link, link.Organisation, link.Signer, null, [Role.Signer]), null, scheme, link);
}

/// <summary>Authenticates the secret in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>; answers 401 and 403 as problems.</summary>
internal abstract class SecretHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    RequestLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    private const string Bearer = "Bearer ";

    private bool tooMany;

    /// <summary>The secret of a request; null when it has none.</summary>
    public static string? Presented(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
        : request.Headers.TryGetValue("X-Api-Key", out var key) ? key.ToString()
        : null;

    protected sealed override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { } secret) return AuthenticateResult.NoResult();
        if (tooMany = !limits.MayTry(Context, secret)) return AuthenticateResult.NoResult();
        if (await Open(secret, Context.RequestAborted) is not { } identity)
        {
            limits.Failed(Context);
            return AuthenticateResult.NoResult();
        }

        limits.Opened(secret);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected sealed override async Task HandleChallengeAsync(AuthenticationProperties properties) => await (
        tooMany ? Problems.TooMany
        : (Presented(Request) is { } secret ? await Ended(secret, Context.RequestAborted) : null) ?? Problems.Unauthenticated)
        .ExecuteAsync(Context);

    protected sealed override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.RoleRequired(Context.GetEndpoint()!.Metadata.GetRequiredMetadata<Operation>().Roles).ExecuteAsync(Context);

    /// <summary>Why the secret no longer counts, for somebody who holds it; null when it never did, or nobody wrote why.</summary>
    protected virtual ValueTask<Problem?> Ended(string secret, CancellationToken stop) => new((Problem?)null);

    /// <summary>The identity of the secret; null when it is unknown.</summary>
    protected abstract ValueTask<SecretIdentity?> Open(string secret, CancellationToken stop);
}

/// <summary>Authenticates API keys.</summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    AccessKeys keys, OrganisationEngine organisations, RequestLimits limits)
    : SecretHandler(options, log, encoder, limits)
{
    protected override async ValueTask<Problem?> Ended(string secret, CancellationToken stop) =>
        await keys.FindRevoked(secret, stop) is not var (key, organisation) ? null
        : await organisations.Find(organisation, stop) is { } found && found.Ended.TryGetValue(key, out var ground)
            ? Problems.KeyEnded(ground) : null;

    protected override async ValueTask<SecretIdentity?> Open(string secret, CancellationToken stop) =>
        await keys.Find(secret, stop) is { } identity ? new(identity, null, Scheme.Name) : null;
}

/// <summary>Authenticates personal links: a participant has no key; the link identifies the person and the survey or consent.</summary>
internal sealed class LinkHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    PersonalLinks links, RequestLimits limits)
    : SecretHandler(options, log, encoder, limits)
{
    protected override ValueTask<SecretIdentity?> Open(string secret, CancellationToken stop) => links.Find(secret, Scheme.Name, stop);
}

/// <summary>Configures the framework's authentication and authorisation.</summary>
internal static class Authentication
{
    /// <summary>The scheme of every guarded route. It forwards to the handler for the kind of secret.</summary>
    private const string Secret = "secret";

    private const string Key = "key";
    private const string Link = "link";

    /// <summary>Registers the two handlers. There is no default scheme, so a route without a key never looks one up.</summary>
    public static void AddSecrets(this IServiceCollection services) => services.AddSingleton<PersonalLinks>()
        .AddAuthorization().AddAuthentication()
        .AddScheme<AuthenticationSchemeOptions, KeyHandler>(Key, null)
        .AddScheme<AuthenticationSchemeOptions, LinkHandler>(Link, null)
        .AddPolicyScheme(Secret, null, o => o.ForwardDefaultSelector = http =>
            PersonalLinks.IsLink(SecretHandler.Presented(http.Request) ?? "") ? Link : Key);

    /// <summary>Requires one of an operation's roles for a route.</summary>
    public static void Guard(this IEndpointConventionBuilder route, Operation operation)
    {
        if (operation.Roles.Count == 0) return;
        route.RequireAuthorization(policy => policy.AddAuthenticationSchemes(Secret)
            .RequireRole(operation.Roles.Select(r => r.ToString())));
    }
}

using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Pages.Calls;

/// <summary>Reads as the pages do in the name of an account that is not signed in: for letters and calendars. Each key of its persons gives
/// a visit, with the rights of that key.</summary>
public sealed class VisitsOfAccount(IServiceScopeFactory scopes, AccessKeys keys, OrganisationEngine organisations)
{
    /// <summary>Uses the visits of an account in its language; none if no key is in force any more.</summary>
    /// <param name="pages">The address with which links to pages begin.</param>
    /// <param name="use">Gets the visits in the order of their keys, and the services of their scope.</param>
    public async Task<T> Use<T>(Guid account, string language, Uri pages, Func<IReadOnlyList<Visit>, IServiceProvider, Task<T>> use,
        CancellationToken stop)
    {
        // Both last for this call only.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = Sentences.Languages.First(l => l.Name == language);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        List<Visit> visits = [];
        foreach (var capacity in await services.GetRequiredService<Accounts>().Capacities(account, stop))
        {
            if (await keys.Holder(capacity.Key, stop) is not { } identity
                || await organisations.Find(capacity.Organisation, stop) is not { Deleted: false }) continue;
            var http = new DefaultHttpContext
            {
                RequestServices = services, RequestAborted = stop, User = new(new SecretIdentity(identity, null, PageSession.Scheme)),
            };
            (http.Request.Scheme, http.Request.Host) = (pages.Scheme, HostString.FromUriComponent(pages));
            var visit = ActivatorUtilities.CreateInstance<Visit>(services, http);
            await visit.Open();
            visits.Add(visit);
        }

        return await use(visits, services);
    }
}

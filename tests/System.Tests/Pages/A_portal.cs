using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Sign-in through an OpenID Connect provider: a real one, run by the test.</summary>
public sealed class A_portal(Installation installation)
{
    [Fact]
    public async Task Signs_in_whoever_linked_it_and_nobody_else()
    {
        var school = await School.Open(installation);
        await using var provider = new Provider();
        await provider.Start();
        await using var node = await installation.StartNode(portal: new(provider.Address, "mentorshipflow", "not a secret",
            "портал региона"));
        var server = new Uri(node.Urls.Single());
        var (login, _, made) = await An_account.Made(installation, school, """["curator"]""", Api.Id.New());
        made.Dispose();
        provider.Subject = $"teacher-{Api.Id.New():N}";

        using var browser = new Visitor(server);
        Assert.Contains("Войти через портал региона", (await browser.Open("/sign-in")).Read, StringComparison.Ordinal);
        var unknown = await Through(browser, provider, "/sign-in/portal");
        Assert.Equal(HttpStatusCode.Forbidden, unknown.Status);
        Assert.Contains("не связана ни одна учётная запись", unknown.Read, StringComparison.Ordinal);

        await browser.Send("/sign-in", ("login", login), ("password", An_account.PasswordOfAll));
        var token = (await browser.Open("/account")).Hidden("token");
        Assert.Equal("/account?done=portal-linked", (await Through(browser, provider, "/account/portal", ("token", token))).To);

        using var other = new Visitor(server);
        var entered = await Through(other, provider, "/sign-in/portal", ("back", "/programmes"));
        Assert.Equal((HttpStatusCode.Found, "/programmes"), (entered.Status, entered.To));
        Assert.Equal(HttpStatusCode.OK, (await other.Open("/inbox")).Status);

        // The form that was typed when the session ended is too long for an address, and comes back all the same.
        var stop = TestContext.Current.CancellationToken;
        var account = await node.Services.GetRequiredService<AccountStore>().FindByNameAsync(AccountStore.Compare(login), stop);
        await node.Services.GetRequiredService<BrowserSessions>().EndOf(account!.Id, null, null, stop);
        var typed = string.Join(' ', Enumerable.Repeat("набранное", 800));
        var asked = await other.Send("/programmes/new", ("token", "00"), ("decision", "one"), ("goal", typed));
        var back = await Through(other, provider, "/sign-in/portal", ("kept", asked.Hidden("kept")));
        Assert.Contains(typed, back.Read, StringComparison.Ordinal);
        await browser.Send("/sign-in", ("login", login), ("password", An_account.PasswordOfAll));
        token = (await browser.Open("/account")).Hidden("token");

        // An answer of the provider is good for the browser that asked, once.
        using var third = new Visitor(server);
        var begun = await third.Send("/sign-in/portal");
        var answer = await provider.Answer(Link(begun));
        using var stranger = new Visitor(server);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Open(answer)).Status);
        Assert.StartsWith("/sign-in", (await stranger.Open("/inbox")).To!, StringComparison.Ordinal);

        Assert.Equal("/account?done=portal-unlinked", (await browser.Send("/account/portal/end", ("token", token))).To);
        using var fourth = new Visitor(server);
        Assert.Equal(HttpStatusCode.Forbidden, (await Through(fourth, provider, "/sign-in/portal")).Status);
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Shown> Through(Visitor browser, Provider provider, string address,
        params (string Name, string Value)[] fields)
    {
        var begun = await browser.Send(address, fields);
        Assert.Equal(HttpStatusCode.OK, begun.Status);
        return await browser.Open(await provider.Answer(Link(begun)));
    }

    private static Uri Link(Shown page) => new(WebUtility.HtmlDecode(Regex.Match(page.Text,
        "class=\"primary\" href=\"(http[^\"]+)\"").Groups[1].Value));

    /// <summary>OpenIddict without a database: it names one person, whoever asks.</summary>
    private sealed class Provider : IAsyncDisposable
    {
        private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false });
        private WebApplication? app;

        public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}/");

        public string Subject { get; set; } = "";

        public async Task Start()
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseUrls(Address.AbsoluteUri);
            builder.Services.AddOpenIddict().AddServer(server =>
            {
                server.SetIssuer(Address).SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().EnableDegradedMode();
                server.UseAspNetCore().DisableTransportSecurityRequirement()
                    .EnableAuthorizationEndpointPassthrough();
                server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(h => h.UseInlineHandler(_ => default));
                server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(h => h.UseInlineHandler(_ => default));
            });
            app = builder.Build();
            const string scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
            app.MapGet("/authorize", () =>
            {
                var person = new ClaimsIdentity("portal");
                person.SetClaim(OpenIddictConstants.Claims.Subject, Subject);
                return Results.SignIn(new ClaimsPrincipal(person).SetScopes(OpenIddictConstants.Scopes.OpenId), null, scheme);
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
        }

        /// <summary>Where the provider leads the browser back to.</summary>
        public async Task<string> Answer(Uri link)
        {
            using var answer = await http.GetAsync(link, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            return answer.Headers.Location!.PathAndQuery;
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            if (app is not null) await app.DisposeAsync();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}

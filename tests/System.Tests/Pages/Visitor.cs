using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>An answer to a browser: status, address to go to, text.</summary>
public sealed record Shown(HttpStatusCode Status, string? To, string Text, HttpResponseMessage Response)
{
    /// <summary>The value of a hidden field.</summary>
    public string Hidden(string name) => In(Main, name) is { Length: > 0 } value ? value : In(Text, name);

    /// <summary>The addresses of this server that the page leads to.</summary>
    public IReadOnlyList<string> Links => [.. Regex.Matches(Text, "href=\"(/[^\"]*)\"")
        .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Split('#')[0]).Distinct()];

    /// <summary>The addresses of this server that its forms are sent to.</summary>
    public IReadOnlyList<string> Actions => [.. Regex.Matches(Text, "action=\"(/[^\"?]*)")
        .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct()];

    /// <summary>The fields of a form that are filled in when the page opens: hidden ones, ticked ones, and lines.</summary>
    /// <param name="action">The address that the form is sent to; the first one counts.</param>
    public (string Name, string Value)[] FieldsOf(string action) =>
    [
        .. Regex.Matches(Regex.Match(Text, $"""<form [^>]*action="{Regex.Escape(action)}"[^§]*?</form>""").Value, "<input [^>]*>")
            .Select(m => m.Value).Where(i => !i.Contains("type=\"checkbox\"", StringComparison.Ordinal) || Regex.IsMatch(i, @"\schecked\b"))
            .Select(i => (Name: Regex.Match(i, @"\sname=""([^""]*)""").Groups[1].Value,
                WebUtility.HtmlDecode(Regex.Match(i, @"\svalue=""([^""]*)""").Groups[1].Value)))
            .Where(f => f.Name.Length > 0),
    ];

    private static string In(string text, string name) =>
        Regex.Match(text, $"""<input type="hidden" name="{name}" value="([^"]*)" ?/?>""").Groups[1].Value;

    // The header has forms of its own, whose fields have the same names.
    private string Main => Text[Math.Max(0, Text.IndexOf("<main", StringComparison.Ordinal))..];

    /// <summary>The text that people read, without marks and with single spaces.</summary>
    public string Read => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(Text, "<[^>]*>", " ")), @"\s+", " ");
}

/// <summary>A browser without script and styles: cookies, addresses and forms. Redirects are not followed by themselves.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient http;

    /// <summary>A browser that knows nothing yet.</summary>
    /// <param name="from">The network address that a proxy on this machine would report; none when absent.</param>
    public Visitor(Uri server, string? from = null)
    {
        http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server };
        if (from is not null) http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
    }

    /// <summary>A browser that is signed in with the rights of a key.</summary>
    public static async Task<Visitor> Of(Installation installation, string key)
    {
        var visitor = new Visitor(installation.Http.BaseAddress!);
        var id = AccessKeys.Read(key)!.Id;
        var once = await installation.Services.GetRequiredService<BrowserSessions>().Invite(id, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Send($"/enter/{once}")).Status);
        return visitor;
    }

    /// <summary>Opens an address.</summary>
    public Task<Shown> Open(string address, string language = "ru") =>
        Ask(new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)), language);

    /// <summary>Sends a form.</summary>
    public Task<Shown> Send(string address, params (string Name, string Value)[] fields) => Ask(
        new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        }, "ru");

    /// <summary>Sends a form with a file.</summary>
    public Task<Shown> Upload(string address, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(content), "file", name);
        return Ask(new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = form }, "ru");
    }

    public Task<Shown> SendFile(string address, string field, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var part = new ByteArrayContent(content) { Headers = { ContentType = new("application/pdf") } };
        var form = new MultipartFormDataContent { { part, field, name } };
        foreach (var f in fields) form.Add(new StringContent(f.Value), f.Name);
        return Ask(new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = form }, "ru");
    }

    /// <summary>Opens every page that a page links to; each must be there.</summary>
    /// <param name="except">Parts of addresses that are left out.</param>
    public async Task FollowAll(Shown page, params string[] except)
    {
        var addresses = Regex.Matches(page.Text, """href="(/[^"#]*)""").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct();
        foreach (var address in addresses.Where(a => !a.StartsWith("/assets/", StringComparison.Ordinal)))
        {
            if (Array.Exists(except, e => address.Contains(e, StringComparison.Ordinal))) continue;
            var there = await Open(address);
            Assert.True(there.Status is HttpStatusCode.OK or HttpStatusCode.Found, $"{address} answers {there.Status}");
        }
    }

    /// <summary>Opens a form, fills in fields and sends it with its hidden ones.</summary>
    public async Task<Shown> Decide(string address, params (string Name, string Value)[] fields)
    {
        var form = await Open(address);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        return await Decide(form, address.Split('?')[0], fields);
    }

    /// <summary>Sends a form that is open, with its hidden fields.</summary>
    public Task<Shown> Decide(Shown form, string address, params (string Name, string Value)[] fields) => Send(address,
        [("token", form.Hidden("token")), KeyOf(form), ("seen", form.Hidden("seen")), ("back", form.Hidden("back")), .. fields]);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static (string, string) KeyOf(Shown form) => form.Hidden("decision-key") is { Length: > 0 } key
        ? ("decision-key", key) : ("decision", form.Hidden("decision"));

    private async Task<Shown> Ask(HttpRequestMessage request, string language)
    {
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        request.Headers.Accept.Add(new("text/html"));
        var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, response.Headers.Location?.ToString(),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }
}

using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Privacy;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Caching.Memory;

namespace MentorshipFlow.Api.Pages.Calls;

/// <summary>An operation refused what a page needs; the page then shows the refusal.</summary>
public sealed class PageRefusedException(int status, ProblemBody problem) : Exception(problem.Title)
{
    /// <summary>The status of the answer.</summary>
    public int Status => status;

    /// <summary>Why.</summary>
    public ProblemBody Problem => problem;
}

/// <summary>The request for a page by a person who is signed in: what the page asks of the API goes through here.</summary>
public sealed class Visit(HttpContext http, OperationCalls calls, PageSession session, OrganisationEngine organisations, IMemoryCache kept,
    Accounts accounts, LedgerReader ledger, TimeProvider clock)
{
    private readonly HashSet<string> made = [];
    private WhoAmI.Answer? self;

    /// <summary>The request.</summary>
    public HttpContext Http => http;

    /// <summary>The identity of the session.</summary>
    public Identity Identity => SecretIdentity.Of(http).Identity;

    /// <summary>An Idempotency-Key for a form that is shown now.</summary>
    public static string NewKey => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The token for a form.</summary>
    public string Token => session.Token(PageSession.Of(http));

    /// <summary>The page's own address, for ways back to it.</summary>
    public string Here =>
        $"{http.Request.Path}{(http.Request.Query.ContainsKey(PageRoutes.Recorded) ? WithoutRecorded : http.Request.QueryString)}";

    /// <summary>The signed-in person with roles and organisation.</summary>
    public WhoAmI.Answer Self => self ?? throw new InvalidOperationException("The visit was not opened.");

    /// <summary>The organisation's day.</summary>
    public DateOnly Today => Self.Today;

    /// <summary>The moment in UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The organisation's time zone.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Where the entry stands that recorded the reading of the names on the page; null without names.</summary>
    public long? NamesRead { get; private set; }

    /// <summary>The number of the last entry when the page began to read: it shows what is recorded up to there, or later.</summary>
    public long UpTo { get; private set; }

    /// <summary>In which capacities the account may act; none for a session without an account.</summary>
    public IReadOnlyList<(Guid Key, string Title, bool Now)> Capacities { get; private set; } = [];

    /// <summary>Reads who is signed in.</summary>
    public async Task Open()
    {
        UpTo = (await ledger.Head(http.RequestAborted)).Size;
        self = await Read<WhoAmI.Answer>("whoAmI");
        (Zone, _) = await organisations.Setting(Identity.Organisation, http.RequestAborted);
        if (PageSession.AccountOf(http) is { } account) Capacities = await OfAccount(account);
    }

    /// <summary>Whether the person has a role that an operation takes.</summary>
    public bool May(string operation) => calls.Takes(http, operation);

    /// <summary>Refuses the page to a person without a role that an operation takes.</summary>
    /// <exception cref="PageRefusedException">There is none.</exception>
    public void Require(string operation)
    {
        if (May(operation)) return;
        var refusal = Problems.RoleRequired(calls.All[operation].Operation.Roles);
        throw new PageRefusedException(refusal.Status, refusal.Body(http));
    }

    /// <summary>The address of the form of a decision, with a way back to this page.</summary>
    public string FormAddress(string operation, params (string Name, object? Value)[] values)
    {
        var (endpoint, _) = calls.All[operation];
        var pattern = endpoint.RoutePattern.RawText!;
        var given = Values([.. values, ("back", Here)]);
        var address = calls.Address(operation, given);
        var path = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var end ? address[..end] : address;
        return Forms.DecisionForms.AddressOf(path, Forms.DecisionForms.Taken(pattern,
            Reading(pattern) is not null)) + address[path.Length..];
    }

    /// <summary>The operation that reads what stands at a pattern of the API; null if none does.</summary>
    public string? Reading(string pattern) => calls.All.Values
        .FirstOrDefault(o => !o.Operation.Deciding && o.Endpoint.RoutePattern.RawText == pattern
            && o.Endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains("GET")).Operation?.Name;

    /// <summary>The calls of the API that made this page, as a command line would make them; without the key.</summary>
    public IReadOnlyCollection<string> Made => made;

    /// <summary>Calls an operation.</summary>
    public Task<Reply> Ask(Call call)
    {
        var post = call.Body is not null || calls.All[call.Operation].Operation.Deciding;
        made.Add($"{(post ? "POST" : "GET")} {calls.Address(call.Operation, call.Values)}");
        return calls.Ask(http, call);
    }

    /// <summary>Calls a reading operation; values that are null are left out.</summary>
    public Task<Reply> Ask(string operation, params (string Name, object? Value)[] values) => Ask(new Call(operation, Values(values)));

    /// <summary>Stores a file of a form.</summary>
    /// <param name="person">Whom it is about; null for a file of the school.</param>
    public async Task<Reply> Upload(IFormFile file, object? person = null)
    {
        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, http.RequestAborted);
        return await Ask(new Call("uploadFile", Values([("person", person)]))
        {
            File = content, FileType = file.ContentType is { Length: > 0 } type ? type : "application/octet-stream",
        });
    }

    /// <summary>The answer of a reading operation.</summary>
    /// <exception cref="PageRefusedException">It was refused.</exception>
    public async Task<T> Read<T>(string operation, params (string Name, object? Value)[] values) =>
        (await Demand(operation, values)).As<T>();

    /// <summary>The reply of a reading operation.</summary>
    /// <exception cref="PageRefusedException">It was refused.</exception>
    public async Task<Reply> Demand(string operation, params (string Name, object? Value)[] values) =>
        await Ask(operation, values) is var reply && reply.Succeeded ? reply : throw new PageRefusedException(reply.Status, reply.Problem);

    /// <summary>All items of a paged reading.</summary>
    public async Task<IReadOnlyList<T>> All<T>(string operation, params (string Name, object? Value)[] values)
    {
        List<T> items = [];
        string? cursor = null;
        do
        {
            var reply = await Demand(operation, [.. values, ("limit", 200), ("cursor", cursor)]);
            items.AddRange(reply.As<Paged<T>>().Items);
            cursor = reply.Headers.Link.ToString() is { Length: > 0 } link ? Cursor(link) : null;
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>The names of persons, after the reading is recorded: once for a set of persons, a session and an hour.</summary>
    /// <returns>Names by person; without those who are erased or whose names the visitor may not read.</returns>
    public async Task<IReadOnlyDictionary<Guid, string>> Names(IEnumerable<Guid?> persons)
    {
        Guid[] whose = [.. persons.OfType<Guid>().Distinct().Order()];
        if (whose.Length == 0 || !Identity.Roles.Any(ReadsNames)) return new Dictionary<Guid, string>();
        var hour = Now.ToUnixTimeSeconds() / 3600;
        var set = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', whose))))[..32];
        var key = $"names-{PageSession.Of(http):N}-{hour}-{set}";
        if (!kept.TryGetValue(key, out (long Entry, IReadOnlyDictionary<Guid, string> Names) known))
        {
            if (await Disclosed(whose, key) is not { } read) return new Dictionary<Guid, string>();
            kept.Set(key, known = read, TimeSpan.FromHours(1));
        }

        NamesRead = known.Entry;
        return known.Names;
    }

    /// <summary>Values of an address, without those that are null.</summary>
    public static IReadOnlyDictionary<string, string?> Values(IEnumerable<(string Name, object? Value)> values) => values
        .Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture),
        });

    // Another organisation is named; one's own is not.
    private async Task<IReadOnlyList<(Guid, string, bool)>> OfAccount(Guid account)
    {
        List<(Guid, string, bool)> found = [];
        foreach (var c in await accounts.Capacities(account, http.RequestAborted))
        {
            var roles = string.Join(", ", c.Roles.Select(r => Forms.Choices.Word("role", $"{r}")));
            var elsewhere = c.Organisation == Identity.Organisation ? null
                : (await organisations.Find(c.Organisation, http.RequestAborted))?.Created?.Title.Value;
            found.Add((c.Key, elsewhere is null ? roles : $"{roles}, {elsewhere}", c.Key == Identity.Key));
        }

        return found;
    }

    private static bool ReadsNames(Role role) => role is Role.Curator or Role.Head or Role.Initiator or Role.Psychologist;

    private async Task<(long, IReadOnlyDictionary<Guid, string>)?> Disclosed(Guid[] whose, string key)
    {
        Dictionary<Guid, string> names = [];
        // A second server of the installation has its own memory, so its readings need a key of their own.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var body = System.Text.Json.JsonSerializer.Serialize(
                new Disclosures.Request(whose, [DisclosedField.FullName], AccessPurpose.ProgrammeWork), ApiJson.Options);
            var reply = await Ask(new Call("disclose", Values([])) { Body = body, Key = attempt == 0 ? key : $"{key}-{NewKey}" });
            if (!reply.Succeeded)
            {
                // Persons whose data may not be read for this purpose are left out: they appear with their codes.
                var closed = (reply.Problem.Missing ?? []).Select(m => Guid.TryParse(m.Where, out var id) ? id : Guid.Empty).ToHashSet();
                if (!whose.Any(closed.Contains)) return null;
                whose = [.. whose.Where(w => !closed.Contains(w))];
                if (whose.Length == 0) return null;
                continue;
            }

            var answer = reply.As<Disclosures.Answer>();
            if (answer.Repeated) continue;
            foreach (var item in answer.Items)
                if ((item.FullName ?? item.Destroyed) is { } name) names[item.Person] = name;
            return (answer.Receipt!.Position, names);
        }

        return null;
    }

    // The next page must not report the recorded reading again.
    private QueryString WithoutRecorded => QueryString.Create(http.Request.Query.Where(q => q.Key != PageRoutes.Recorded));

    private static string? Cursor(string link)
    {
        var query = link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)];
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)["cursor"].ToString() is { Length: > 0 } next ? next : null;
    }
}

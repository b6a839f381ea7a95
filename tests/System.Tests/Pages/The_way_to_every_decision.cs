using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Follows every link in every role, some of each kind: each page answers, and each decision of the API has a page that leads
/// to it.</summary>
public sealed partial class The_way_to_every_decision(Installation installation)
{
    private const int LargestPage = 150_000;

    // Decisions without a page: those of other programs, and those that a page of its own takes with a file.
    private static readonly IReadOnlyList<string> WithoutAPage =
    [
        "enterSurveyAnswersFromFile", "publishDefinition", "recordAgeBands",
    ];

    [Fact]
    public async Task Is_found_by_clicking()
    {
        var school = await installation.Sample;
        Dictionary<string, string> keys = new()
        {
            ["curator"] = school.VeraKey, ["head"] = school.GraceKey, ["operator"] = installation.Operator,
            ["initiator"] = await school.Key($$"""{"roles":["initiator"],"person":"{{Id.New()}}"}"""),
            ["auditor"] = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""),
        };
        HashSet<string> reached = [];
        List<string> faults = [];
        foreach (var (role, key) in keys) await Walk(role, key, reached, faults);

        Assert.Equal("", string.Join('\n', faults));
        var operations = Operation.Of(await Operation.Document(installation)).ToList();
        // The sample is not in every state, so some decisions are only named by a page.
        var pages = string.Concat(Directory.GetFiles(Checkout.At("src/Api/Pages"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var unreached = operations.Where(HasForm).Where(o => !reached.Contains(Kind(Page(o, operations)))).Select(o => o.Name).Order();
        var nowhere = unreached.Where(o => !pages.Contains($"\"{o}\"", StringComparison.Ordinal));
        Assert.Equal(string.Join(' ', WithoutAPage), string.Join(' ', nowhere));
        TestContext.Current.TestOutputHelper!.WriteLine($"Not reached in the sample: {string.Join(' ', unreached)}");
    }

    private async Task Walk(string role, string key, HashSet<string> reached, List<string> faults)
    {
        using var visitor = await Visitor.Of(installation, key);
        Queue<string> open = new(["/"]);
        HashSet<string> seen = [];
        Dictionary<string, int> ofKind = [];
        while (open.TryDequeue(out var address))
        {
            // Things of one kind are in different states, and forms look alike.
            var kind = Kind(address);
            var most = kind.EndsWith("/{}", StringComparison.Ordinal) ? 12 : 1;
            if (!seen.Add(address) || ofKind.GetValueOrDefault(kind) == most) continue;
            ofKind[kind] = ofKind.GetValueOrDefault(kind) + 1;
            var page = await visitor.Open(address);
            if (page.Status == HttpStatusCode.Found)
            {
                open.Enqueue(page.To!);
                continue;
            }

            if (page.Status != HttpStatusCode.OK) faults.Add($"{role} {address}: {page.Status}");
            if (page.Response.Content.Headers.ContentType?.MediaType != "text/html") continue;
            if (page.Text.Length > LargestPage) faults.Add($"{role} {address}: {page.Text.Length} characters");
            // The page for the auditor's own computer carries its script.
            if (address.StartsWith("/verify", StringComparison.Ordinal)) continue;
            if (WithoutWords().Match(page.Read) is { Success: true } word) faults.Add($"{role} {address}: no words for {word.Value}");
            if (Inside().IsMatch(page.Text)) faults.Add($"{role} {address}: style or script inside");
            reached.UnionWith(page.Actions.Select(Kind));
            foreach (var link in page.Links.Where(l => !Elsewhere().IsMatch(l)))
            {
                reached.Add(Kind(link));
                open.Enqueue(link);
            }
        }
    }

    private static bool HasForm(Operation operation) => operation.Secured && operation.Takes("Idempotency-Key")
        && !operation.Path.EndsWith("/batch", StringComparison.Ordinal)
        && operation.Json["requestBody"]?["content"]?["application/json"] is not null;

    // The operation's address without /api, with /new where it is read by GET.
    private static string Page(Operation operation, List<Operation> all) => operation.Path["/api".Length..]
        + (all.Exists(o => o.Path == operation.Path && o.Method == "GET") ? "/new" : "");

    private static string Kind(string address) => Things().Replace(address.Split('?', '#')[0], "{}");

    [GeneratedRegex(@"\{[^}]*\}|[0-9a-f]{64}|"
        + @"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)(?:[0-9]+(?:\.[0-9]+)*|[A-Z][0-9]\.[0-9A-Z]+)(?=/|$)")]
    private static partial Regex Things();

    [GeneratedRegex(@"\[[a-z-]+\.[A-Za-z.-]+\]")]
    private static partial Regex WithoutWords();

    [GeneratedRegex(@"\sstyle=""|<script(?![^>]*\ssrc=)")]
    private static partial Regex Inside();

    [GeneratedRegex("^/(swagger|api|assets|survey|openapi)(/|$)|^/sign-out")]
    private static partial Regex Elsewhere();
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.History;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.Verify;

/// <summary>
/// <c>/verify</c>: one file that verifies an exported programme or an excerpt in the browser, also from a disk, years later. It is the one
/// page that needs a script; its policy allows this script and this style alone, by their hashes, and no connection to anywhere.
/// </summary>
internal sealed partial class VerifyPage : UseCase
{
    private const string Words = "verify.";

    private static readonly string Script = Part("verify.js");
    private static readonly string Style = Part("verify.css");

    private static readonly string Policy =
        $"default-src 'none'; script-src 'sha256-{Digest(Script)}'; style-src 'sha256-{Digest(Style)}'; img-src data:; "
        + "base-uri 'none'; form-action 'none'";

    private static readonly ConcurrentDictionary<string, byte[]> Pages = [];

    public override void Map(IEndpointRouteBuilder routes) => routes.OpenPage("/verify", http =>
    {
        http.Response.Headers.ContentSecurityPolicy = $"{Policy}; frame-ancestors 'none'";
        var page = Pages.GetOrAdd(Sentences.Language, _ => Filled());
        var name = http.Request.Query["save"] == "yes" ? "verify.html" : null;
        return Task.FromResult(Results.Bytes(page, "text/html; charset=utf-8", name));
    });

    private static byte[] Filled() => Encoding.UTF8.GetBytes(Placeholder().Replace(Part("verify.html"), m => m.Groups[1].Value switch
    {
        "language" => Sentences.Language,
        "policy" => Policy,
        "style" => Style,
        "script" => Script,
        "words" => Data(),
        var key => WebUtility.HtmlEncode(Typo.Text(PageWords.Say(Words + key))),
    }));

    // The words of the script, and the events that this version of the program knows. The serializer escapes < and >, so nothing ends the
    // element.
    private static string Data() => JsonSerializer.Serialize(new
    {
        text = Said.ToDictionary(key => key, key => PageWords.Say($"{Words}{key}")),
        faults = BundleFaults.Sentences.ToDictionary(f => f.Key, f => Sentences.Of(f.Value)),
        names = EventCodec.Names.Order(StringComparer.Ordinal).ToDictionary(name => name, EventWords.Of),
        types = EventCodec.Names.Where(n => EventCodec.TypeOf(n)!.IsAssignableTo(typeof(ProgrammeEvent))).Order(StringComparer.Ordinal),
    });

    private static readonly string[] Said =
    [
        "broken", "broken-what", "checked-certificate", "checked-copy", "checked-entries", "checked-hash", "checked-joined", "checked-note",
        "checked-path", "checked-signature", "checking", "checkpoint-unreadable", "copy-none", "copy-not-shown", "copy-other", "copy-same",
        "copy-shown", "ended.annulled", "ended.replaced", "key-unreadable", "left", "limit", "limit-certificate", "list", "no-text",
        "print", "programme", "root",
        "shown", "shows.actor", "shows.certificate", "shows.entry", "shows.person", "shows.stage", "sound",
        "standing.annulled", "standing.in-force", "standing.replaced", "stream",
        "trust.file-itself", "trust.given", "trust.signed-the-own-checkpoint",
    ];

    private static string Part(string name)
    {
        using var stream = typeof(VerifyPage).Assembly.GetManifestResourceStream($"verify-page/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Digest(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Certificate;
using MentorshipFlow.Api.Pages.Documents;
using MentorshipFlow.Api.Pages.History;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Persons;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Search;

/// <summary>Something that was found: its title, what is said about it, its address.</summary>
public sealed record FoundThing(string Title, string? About, string Address);

/// <summary>Everything that was found, by kind.</summary>
/// <param name="Text">The words that were looked for; empty before anything is.</param>
public sealed record FoundThings(
    string Text, IReadOnlyList<FoundThing> Programmes, IReadOnlyList<Guid> People, IReadOnlyList<FoundThing> Documents,
    IReadOnlyList<FoundThing> Certificates, IReadOnlyList<FoundThing> Entries)
{
    /// <summary>Whether nothing was found.</summary>
    public bool None => Programmes.Count + People.Count + Documents.Count + Certificates.Count + Entries.Count == 0;
}

/// <summary>«Поиск»: programmes, people, documents, certificates and entries of the school, through the operations that read
/// them.</summary>
internal sealed partial class SearchPages : UseCase
{
    /// <summary>How many of each kind the page shows.</summary>
    public const int Most = 20;

    private sealed record ProgrammeOf(Guid Id, string Title, string SchoolYear, string Status)
    {
        public string Whole => $"{Title} {SchoolYear}";
    }

    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/search", Show);

    private static async Task<IResult> Show(Visit visit)
    {
        visit.Require("readProgramme");
        visit.Require("listEntries");
        var text = visit.Http.Request.Query["q"].ToString().Trim();
        var found = text.Length == 0 ? new(text, [], [], [], [], []) : await Find(visit, text);
        return PageRoutes.Html<SearchView>(visit, ("Found", found),
            ("Names", await visit.Names(found.People.Take(Most).Select(p => (Guid?)p))));
    }

    private static async Task<FoundThings> Find(Visit visit, string text)
    {
        string[] words = text.Split([' ', '\u00a0', '№'], StringSplitOptions.RemoveEmptyEntries);
        var number = string.Join(' ', words);
        // As people cite it: «приказ 14-а», «приказ № 14-а».
        bool Has(string? content) => words.Length > 0
            && words.All(w => content?.Contains(w, StringComparison.CurrentCultureIgnoreCase) == true);
        List<FoundThing> documents = [], certificates = [];
        foreach (var programme in await visit.All<ProgrammeOf>("listProgrammes"))
        {
            var registered = await visit.All<ShownDocument>("listDocuments", ("programme", programme.Id));
            foreach (var kind in registered.Count > 0 ? await DocumentPages.Kinds(visit, programme.Id, registered) : [])
            {
                documents.AddRange(kind.Documents
                    .Where(d => Has($"{(kind.Title is { } title ? Sentences.Of(title) : "")} {d.Registered.Title} {d.Registered.Number}"))
                    .Select(d => new FoundThing(d.Cited, programme.Whole, $"/programmes/{programme.Id}/documents/{d.Id}")));
            }

            certificates.AddRange((await visit.All<IssuedCertificate>("listCertificates", ("programme", programme.Id)))
                .Where(c => Has(c.Issued.Number))
                .Select(c => new FoundThing(PageWords.Say("search.certificate", c.Issued.Number, Typo.Day(c.Issued.Date)), programme.Whole,
                    $"/programmes/{programme.Id}/certificates/{c.Issued.Id}")));
        }

        return new(text,
            [
                .. (await visit.All<ProgrammeOf>("listProgrammes", ("title", text))).Select(p => new FoundThing(p.Whole,
                    Sentences.Word($"programme-status.{Kebab.Of(p.Status)}"), $"/programmes/{p.Id}")),
            ],
            await People(visit, text), documents, certificates, await Entry(visit, number));
    }

    // By the code for everybody here; by the whole name for those whom the operation lets look for names.
    private static async Task<IReadOnlyList<Guid>> People(Visit visit, string text)
    {
        List<Guid> found = [];
        if (Code().IsMatch(text) && visit.May("listPeople"))
        {
            found.AddRange((await visit.All<PersonRow>("listPeople")).Select(p => p.Id)
                .Where(p => PersonPages.Matches(p, new Dictionary<Guid, string>(), text)));
        }

        if (NameIn(text, visit.Today) is { } name && visit.May("searchPeople"))
        {
            var reply = await visit.Ask(new Call("searchPeople", Visit.Values([])) { Body = name.ToJsonString() });
            if (reply.Succeeded) found.AddRange(reply.Json.Each("items").Select(i => i.GetGuid()));
        }

        return found;
    }

    // A name has two words or more and no digit; a birth day or year may follow it.
    private static JsonObject? NameIn(string text, DateOnly today)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var day = words.Length > 2 && words[^1].Any(char.IsDigit) ? WrittenDay.Read(words[^1], today) : null;
        var year = day is null && words.Length > 2 && Year().IsMatch(words[^1]) ? int.Parse(words[^1], CultureInfo.InvariantCulture)
            : (int?)null;
        var name = string.Join(' ', day is null && year is null ? words : words[..^1]);
        if (words.Length < 2 || name.Any(char.IsDigit)) return null;
        JsonObject asked = new() { ["fullName"] = name };
        if (day is { } born) asked["birthDate"] = born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (year is not null) asked["birthYear"] = year;
        return asked;
    }

    private static async Task<IReadOnlyList<FoundThing>> Entry(Visit visit, string number)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return [];
        var reply = await visit.Ask("readEntry", ("position", position));
        return reply.Succeeded ? [new(PageWords.Say("entry-number", position),
            EventWords.Short(reply.As<ProvenLedgerEntry>().Entry.Sentence), $"/entries/{position}")] : [];
    }

    [GeneratedRegex("^…?[0-9A-Fa-f]{4}([0-9A-Fa-f-]{0,32})$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("^(19|20)[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}

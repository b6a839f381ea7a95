using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// The claim of an excerpt: the part of the history that it shows. Whether an entry fits is decided from the entry alone, so that a reader
/// of the file can check it.
/// </summary>
public abstract record ExcerptClaim
{
    private const string CertificateWord = "certificate";
    private const string EntryWord = "entry";
    private const string StageWord = "stage";
    private const string ActorWord = "actor";
    private const string PersonWord = "person";
    private const string Issued = "certificate_issued";

    private ExcerptClaim() { }

    /// <summary><c>certificate {uuid}</c>: first the entry that issued it, then those that annulled or replaced it.</summary>
    public sealed record OfCertificate(Guid Id) : ExcerptClaim;

    /// <summary><c>entry {version}</c>: this entry of the stream.</summary>
    public sealed record OfEntry(int Version) : ExcerptClaim;

    /// <summary><c>stage {1 to 7}</c>: entries that name the stage themselves, or among the stages that they unsettle. An entry about an
    /// item of the road map does not name a stage.</summary>
    public sealed record OfStage(int Stage) : ExcerptClaim;

    /// <summary><c>actor {actor}</c>: entries recorded by this person, integrator or the program (<see cref="Shared.Actor.Id"/>).</summary>
    public sealed record OfActor(string Actor) : ExcerptClaim;

    /// <summary><c>person {uuid}</c>: entries that the person decided, alone or through an integrator, and entries with the person's id in
    /// one of their members or in a list there. The entry is shown whole, with the random ids of the others in it.</summary>
    public sealed record OfPerson(Guid Person) : ExcerptClaim;

    /// <summary>Kind and value, as in the file.</summary>
    public string Text => this switch
    {
        OfCertificate of => $"{CertificateWord} {of.Id}",
        OfEntry of => string.Create(CultureInfo.InvariantCulture, $"{EntryWord} {of.Version}"),
        OfStage of => string.Create(CultureInfo.InvariantCulture, $"{StageWord} {of.Stage}"),
        OfActor of => $"{ActorWord} {of.Actor}",
        OfPerson of => $"{PersonWord} {of.Person}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The claim in words.</summary>
    public Wording Sentence => this switch
    {
        OfCertificate of => new($"справка {of.Id}", $"certificate {of.Id}"),
        OfEntry of => new($"запись истории № {of.Version}", $"entry {of.Version} of the history"),
        OfStage of => new($"этап {of.Stage}", $"stage {of.Stage}"),
        OfActor of => new($"записи, которые сделал {of.Actor}", $"entries recorded by {of.Actor}"),
        OfPerson of => new($"записи о человеке {of.Person} и его решения", $"entries about person {of.Person} and the person's decisions"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Reads a text of <see cref="Text"/>; null for anything else.</summary>
    public static ExcerptClaim? Parse(string text)
    {
        if (text.Split(' ', 2) is not [var kind, var value]) return null;
        ExcerptClaim? claim = kind switch
        {
            CertificateWord when Guid.TryParseExact(value, "D", out var id) => new OfCertificate(id),
            EntryWord when Number(value) is >= 1 and var version => new OfEntry(version),
            StageWord when Number(value) is >= 1 and <= 7 and var stage => new OfStage(stage),
            ActorWord when Envelope.IsOneLine(value) => new OfActor(value),
            PersonWord when Guid.TryParseExact(value, "D", out var id) => new OfPerson(id),
            _ => null,
        };
        return claim?.Text == text ? claim : null;
    }

    /// <summary>Whether the entry is of what is claimed. A body that is not a JSON object fits only by the entry's other fields.</summary>
    public bool Fits(Entry entry) => this switch
    {
        OfEntry of => entry.Version == of.Version,
        OfActor of => entry.Actor == of.Actor,
        OfStage of => AnyMember(entry, (name, value) =>
            (name == "stage" && IsNumber(value, of.Stage))
            || (name == "affectedStages" && AnyItem(value, item => IsNumber(item, of.Stage)))),
        OfPerson of => IsPerson(entry.Actor, of.Person) || IsPerson(entry.OnBehalfOf, of.Person)
            || AnyMember(entry, (_, value) => IsText(value, $"{of.Person}") || AnyItem(value, item => IsText(item, $"{of.Person}"))),
        OfCertificate of => Issues(entry, of.Id) || Replaces(entry, of.Id) || Annuls(entry, of.Id),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether an excerpt of this claim may begin with the entry: that of a certificate begins with its issue.</summary>
    public bool BeginsWith(Entry entry) => this is not OfCertificate of || Issues(entry, of.Id);

    /// <summary>Whether the entry issued this certificate.</summary>
    private static bool Issues(Entry entry, Guid certificate) => entry.Type == Issued && Has(entry, "id", $"{certificate}");

    /// <summary>Whether the entry issued a certificate that replaces this one.</summary>
    internal static bool Replaces(Entry entry, Guid certificate) => entry.Type == Issued && Has(entry, "replaces", $"{certificate}");

    /// <summary>Whether the entry annulled this certificate.</summary>
    internal static bool Annuls(Entry entry, Guid certificate) =>
        entry.Type == "certificate_annulled" && Has(entry, "id", $"{certificate}");

    /// <summary>The hash of the text that the entry issued; null if it names none.</summary>
    internal static string? ContentHash(Entry entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("contentHash", out var hash)
            && hash.ValueKind == JsonValueKind.String
            ? hash.GetString()
            : null;
    }

    private static bool Has(Entry entry, string member, string text) =>
        AnyMember(entry, (name, value) => name == member && IsText(value, text));

    private static bool AnyMember(Entry entry, Func<string, JsonElement, bool> fits)
    {
        using var body = JsonDocument.Parse(entry.Body);
        return body.RootElement.ValueKind == JsonValueKind.Object
            && body.RootElement.EnumerateObject().Any(member => fits(member.Name, member.Value));
    }

    private static bool AnyItem(JsonElement value, Func<JsonElement, bool> fits) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(fits);

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static bool IsNumber(JsonElement value, int number) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var found) && found == number;

    private static bool IsPerson(string? text, Guid person) => text == $"{person}" || text == $"person-{person}";

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

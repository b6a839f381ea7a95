using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Persons;

/// <summary>A person as the operation readPerson shows it.</summary>
/// <param name="Details">The kinds of details that are kept.</param>
public sealed record PersonCard(
    Guid Id, int Version, IReadOnlyList<string> Details, Standing Standing, IReadOnlyList<Represented> Representatives,
    IReadOnlyList<RecordedConsent> Consents, IReadOnlyList<string> Requested, IReadOnlyList<string> Restrictions,
    IReadOnlyList<Joined> Programmes, IReadOnlyList<LinkToConsent> ConsentLinks)
{
    /// <summary>The consent to a purpose that stands; null when there is none.</summary>
    public RecordedConsent? ConsentTo(string purpose) => Consents.LastOrDefault(c => c.Given.Purpose == purpose && c.InForce);

    /// <summary>Whether the personal data were destroyed.</summary>
    public bool Erased => Standing.Erased;
}

/// <summary>The standing of a person in programmes.</summary>
public sealed record Standing(
    IReadOnlyList<string> Kinds, string Contour, string AgeBand, int? Grade, string? Experience, bool NewHire,
    IReadOnlyList<ConsentDays> Consents, IReadOnlyList<string> Refused, ClearanceDays? Clearance, bool Restricted, bool Left,
        string Erasure)
{
    /// <summary>Whether the personal data were destroyed, wholly or in part.</summary>
    public bool Erased => Erasure is not (null or "none" or "open" or "refused");

    /// <summary>The consent to a purpose on a day; null when there is none.</summary>
    public ConsentDays? ConsentTo(string purpose, DateOnly on) =>
        Consents.FirstOrDefault(c => c.Purpose == purpose && c.ValidFrom <= on && on <= c.ValidUntil);
}

/// <summary>The days on which a consent counts.</summary>
public sealed record ConsentDays(string Purpose, DateOnly ValidFrom, DateOnly ValidUntil);

/// <summary>A check for work with children.</summary>
public sealed record ClearanceDays(DateOnly CheckedOn, DateOnly ValidUntil);

/// <summary>A representative of a person.</summary>
public sealed record Represented(Guid Person, string Kind);

/// <summary>In which programme a person takes part, and as what.</summary>
public sealed record Joined(Guid Programme, string Participation);

/// <summary>A consent as recorded.</summary>
public sealed record RecordedConsent(GivenConsent Given, DateOnly? WithdrawnOn, bool Voided, bool InForce);

/// <summary>A personal link to a consent.</summary>
public sealed record LinkToConsent(Guid Link, string Purpose, Guid Signer, DateOnly ExpiresOn, string State, bool Withdraws)
{
    /// <summary>Whether it waits for an answer, or its answer waits for another signer.</summary>
    public bool Stands => State is "open" or "agreed";
}

/// <summary>A signed consent.</summary>
public sealed record GivenConsent(
    Guid Id, string Purpose, IReadOnlyList<Guid> Signers, Guid Text, int TextVersion, DateOnly ValidFrom, DateOnly ValidUntil,
        string Channel,
    Guid? Document);

/// <summary>A published text of a consent.</summary>
public sealed record ConsentText(Guid Id, string Purpose, int Version, ConsentTitle Wording);

/// <summary>The heading of a text of a consent.</summary>
public sealed record ConsentTitle(string Title);

/// <summary>The school's rules for consents.</summary>
/// <param name="Texts">The latest published text for each purpose.</param>
/// <param name="Signers">Who signs for 14- to 17-year-olds: both, representative, person.</param>
/// <param name="PapersRegistered">Whether each paper is to be in the register of documents.</param>
public sealed record ConsentRules(IReadOnlyDictionary<string, ConsentText> Texts, string Signers, bool PapersRegistered)
{
    private const int EndOfYear = 8;
    private const int LastDay = 31;

    private sealed record SignerRule(string SignerPolicy);

    private sealed record PaperRule(string PaperPolicy);

    /// <summary>Reads them.</summary>
    public static async Task<ConsentRules> Of(Visit visit) => new(
        (await visit.All<ConsentText>("listConsentTexts")).GroupBy(t => t.Purpose).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!),
        (await visit.Read<SignerRule>("readSignerPolicy")).SignerPolicy,
        (await visit.Read<PaperRule>("readPaperPolicy")).PaperPolicy == "registered");

    /// <summary>Whether a person signs for oneself, and whether a representative does, by age.</summary>
    public (bool Self, bool Representative) WhoSigns(string ageBand) => ageBand switch
    {
        "underTen" or "tenToThirteen" => (false, true),
        "fourteen" or "fifteenToSeventeen" => (Signers != "representative", Signers != "person"),
        _ => (true, false),
    };

    /// <summary>The last day of the school year of a day, which most consents end with.</summary>
    public static DateOnly YearEnd(DateOnly day) => new(day.Month > EndOfYear ? day.Year + 1 : day.Year, EndOfYear, LastDay);

    /// <summary>The filled-in form for a personal link to a consent; null if the visitor may not issue one, or it needs paper.</summary>
    public string? LinkFormFor(Visit visit, PersonCard person, string purpose)
    {
        var (self, representative) = WhoSigns(person.Standing.AgeBand);
        var signer = representative ? person.Representatives.Count > 0 ? person.Representatives[0].Person : (Guid?)null
            : self ? person.Id : null;
        return purpose == "specialCategories" ? null : DecisionForms.For(visit, "issueConsentLink", ("person", person.Id),
            ("purpose", purpose), ("text", Texts.GetValueOrDefault(purpose)?.Id), ("signer", signer),
            ("validUntil", Typo.Day(YearEnd(visit.Today))));
    }

    /// <summary>The filled-in form for a consent; null if the visitor may not record one.</summary>
    public string? FormFor(Visit visit, PersonCard person, string purpose, params (string Name, object? Value)[] more)
    {
        var (self, representative) = WhoSigns(person.Standing.AgeBand);
        var signers = (self ? [person.Id] : (IEnumerable<Guid>)[])
            .Concat(representative && person.Representatives.Count > 0 ? [person.Representatives[0].Person] : []);
        return DecisionForms.For(visit, "recordConsent", [("person", person.Id), ("purpose", purpose),
            ("text", Texts.GetValueOrDefault(purpose)?.Id), ("validUntil", Typo.Day(YearEnd(visit.Today))), .. more]) is { } address
            ? address + string.Concat(signers.Select(s => $"&signers={s}")) : null;
    }
}

using System.Collections.Frozen;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>Requests that concern special categories of data (L7): their content is only in the encrypted text, under a separate written
/// consent.</summary>
public static class SpecialCategories
{
    /// <summary>The only category of these requests in the ledger; it does not reveal the special category.</summary>
    public const string Sealed = "restricted";

    // The ledger cannot be erased, so codes that contain one of these words are refused: English, and
    // transliterated Russian.
    private static readonly FrozenSet<string> Words = new[]
    {
        "disability", "disabilities", "disabled", "health", "illness", "diagnosis", "medical", "psychiatric", "autism", "sen",
        "ovz", "zpr", "tnr", "invalidnost", "zdorove", "zdorovie", "diagnoz",
    }.ToFrozenSet();

    private static readonly string[] Phrases = ["special-needs", "special-educational", "osobye-obrazovatelnye", "osobye-potrebnosti"];

    /// <summary>Whether a code names a special category, which an event must not contain.</summary>
    public static bool AreNamedBy(string code) =>
        code.Split('-').Any(Words.Contains) || Phrases.Any(phrase => code.Contains(phrase, StringComparison.Ordinal));

    /// <summary>The refusal to record a request on a day; null if it may be recorded.</summary>
    internal static Refusal? Check(Programme state, ParticipantEvent.MenteeRequestRecorded request, DateOnly on) =>
        AreNamedBy(request.Category) ? new(Reason.ValueOutOfRange, "category-special", Sealed)
        : request.Category != Sealed ? null
        : request.Text is null ? new(Reason.EvidenceRequired, "request-text-missing", $"{request.Person}")
        : state.Participants.ConsentsTo(request.Person, ConsentPurpose.SpecialCategories, on) ? null
        : new Refusal(Reason.ConditionsNotMet, "special-categories-consent-missing", $"{request.Person}");
}

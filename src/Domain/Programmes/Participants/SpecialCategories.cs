using System.Collections.Frozen;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>Requests that touch special categories of data (L7): what such a request is about stands in the sealed text alone, under a
/// written consent of its own.</summary>
public static class SpecialCategories
{
    /// <summary>The one category under which such a request stands on the ledger. It does not say which.</summary>
    public const string Sealed = "restricted";

    // The ledger cannot be erased, so codes that contain one of these words are refused: English, and
    // transliterated Russian.
    private static readonly FrozenSet<string> Words = new[]
    {
        "disability", "disabilities", "disabled", "health", "illness", "diagnosis", "medical", "psychiatric", "autism", "sen",
        "ovz", "zpr", "tnr", "invalidnost", "zdorove", "zdorovie", "diagnoz",
    }.ToFrozenSet();

    private static readonly string[] Phrases = ["special-needs", "special-educational", "osobye-obrazovatelnye", "osobye-potrebnosti"];

    /// <summary>Whether a code says what must not stand in an event.</summary>
    public static bool AreNamedBy(string code) =>
        code.Split('-').Any(Words.Contains) || Phrases.Any(phrase => code.Contains(phrase, StringComparison.Ordinal));

    /// <summary>Why a request cannot be recorded on a day; null when it can.</summary>
    internal static Refusal? Check(Programme state, ParticipantEvent.MenteeRequestRecorded request, DateOnly on) =>
        AreNamedBy(request.Category) ? new(Reason.ValueOutOfRange, "category-special", Sealed)
        : request.Category != Sealed ? null
        : request.Text is null ? new(Reason.EvidenceRequired, "request-text-missing", $"{request.Person}")
        : state.Participants.Standings[request.Person].ConsentsTo(ConsentPurpose.SpecialCategories, on) ? null
        : new Refusal(Reason.ConditionsNotMet, "special-categories-consent-missing", $"{request.Person}");
}

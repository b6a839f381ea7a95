using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MentorshipFlow.Definitions;

/// <summary>Whom or what an indicator measures.</summary>
public enum IndicatorSubject
{
    /// <summary>A person, before and after.</summary>
    Person,

    /// <summary>The organisation, in the programme's year and in a base year.</summary>
    Organisation,
}

/// <summary>Which value of an indicator is the better one.</summary>
public enum BetterValue
{
    /// <summary>The higher.</summary>
    Higher,

    /// <summary>The lower.</summary>
    Lower,
}

/// <summary>Something that is measured before and after (M114, M168).</summary>
/// <param name="Code">Of the indicator, or of the questionnaires' item with the same scale.</param>
/// <param name="Lowest">The lowest value of the scale.</param>
/// <param name="Highest">The highest value of the scale.</param>
/// <param name="Decimals">How many decimals a value may have.</param>
/// <param name="Better">The good direction of a change.</param>
public sealed record IndicatorDefinition(
    string Code, Wording Title, [property: Range(-1_000_000, 1_000_000)] int Lowest, [property: Range(-1_000_000, 1_000_000)] int Highest,
    [property: Range(0, 6)] int Decimals, IndicatorSubject Of, BetterValue Better, IReadOnlyList<string> Rows)
{
    /// <summary>Whether a value is on the scale.</summary>
    /// <param name="value">A decimal as text, see <see cref="ValueFormat.IsDecimal"/>.</param>
    public bool Takes(string value) =>
        decimal.TryParse(
            value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number >= Lowest && number <= Highest && decimal.Round(number, Decimals) == number;
}

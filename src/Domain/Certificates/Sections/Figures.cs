using System.Globalization;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>The arithmetic of the certificate: one decimal, half away from zero, and no result for a
/// division by zero.</summary>
internal static class Figures
{
    /// <summary>Printed for a division by zero.</summary>
    public const string Undefined = "—";

    /// <summary><paramref name="part"/> of <paramref name="whole"/> in per cent; null when the whole is 0.</summary>
    public static decimal? Percent(int part, int whole) => whole == 0 ? null : Round(100m * part / whole);

    /// <summary>The quotient of two counts; null when the divisor is 0.</summary>
    public static decimal? Ratio(int part, int whole) => whole == 0 ? null : Round((decimal)part / whole);

    /// <summary>A share in words: «доля: 33,3 %», or "—" for a division by zero.</summary>
    public static string Share(int part, int whole) =>
        $"доля: {(Russian(Percent(part, whole)) is { } percent ? $"{percent} %" : Undefined)}";

    /// <summary>A count with its share in a whole.</summary>
    public static string WithShare(int part, int whole) => $"{Text(part)}; {Share(part, whole)}";

    /// <summary>The mean of shares in per cent; a share of nothing is 0.</summary>
    public static decimal Mean(IEnumerable<(int Part, int Whole)> shares) =>
        Round(shares.Average(s => s.Whole == 0 ? 0m : 100m * s.Part / s.Whole));

    /// <summary>The middle value, or the mean of the two in the middle; null when there is none.</summary>
    public static decimal? Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : Round((sorted[(sorted.Length - 1) / 2] + (decimal)sorted[sorted.Length / 2]) / 2);
    }

    /// <summary>The mean; null when there is nothing.</summary>
    public static decimal? MeanOf(IReadOnlyCollection<decimal> values) => values.Count == 0 ? null : Round(values.Sum() / values.Count);

    /// <summary>A decimal of the JSON in the Russian text.</summary>
    public static string InRussian(string? invariant) => invariant?.Replace('.', ',') ?? Undefined;

    /// <summary>Per cent of the JSON in the Russian text: "91,7 %".</summary>
    public static string InPercent(string? invariant) => invariant is null ? Undefined : $"{InRussian(invariant)} %";

    /// <summary>As in the Russian text: "91,7".</summary>
    public static string? Russian(decimal? value) => Invariant(value)?.Replace('.', ',');

    /// <summary>As in the JSON: "91.7".</summary>
    public static string? Invariant(decimal? value) => value?.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A whole number, digits only.</summary>
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Round(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);
}

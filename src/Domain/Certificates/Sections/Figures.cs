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

    /// <summary>The middle value, or the mean of the two in the middle; null when there is none.</summary>
    public static decimal? Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : Round((sorted[(sorted.Length - 1) / 2] + (decimal)sorted[sorted.Length / 2]) / 2);
    }

    /// <summary>As in the Russian text: "91,7".</summary>
    public static string? Russian(decimal? value) => Invariant(value)?.Replace('.', ',');

    /// <summary>As in the JSON: "91.7".</summary>
    public static string? Invariant(decimal? value) => value?.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A whole number, digits only.</summary>
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Round(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);
}

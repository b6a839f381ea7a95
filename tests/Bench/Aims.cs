using System.Globalization;

namespace MentorshipFlow.Bench;

/// <summary>A performance aim of the product.</summary>
/// <param name="Value">The least ratio to the floor; without a floor, the most that the figure may be, or the least.</param>
/// <param name="Floor">The figure to compare with, or null.</param>
internal sealed record Aim(string Figure, double Value, string? Floor)
{
    /// <summary>Every aim, in the order in which they are printed.</summary>
    public static IReadOnlyList<Aim> All { get; } =
    [
        new("decide_1", 0.3, "raw_guarded_1"),
        new("decide_16", 0.55, "raw_guarded_16"),
        new("decide_16", 1.2, "marten_plain_16"),
        new("decide_64", 2, "marten_plain_16"),
        new("decide_256", 2.5, "marten_plain_16"),
        new("decide_16_one_programme", 0.5, "decide_1"),
        new("transition_16", 0.2, "decide_16"),
        new("decide_16_at_1m", 1 / 1.2, "decide_16_at_10k"),
        new("http_approve_64", 0.2, "decide_64"),
        new("http_approve_64_warm", 0.5, "decide_64"),
        new("fold_400_cold", 0.6, "raw_read_400"),
        new("fold_all", 0.45, "raw_scan"),
        new("verify_all", 0.7, "raw_scan"),
        new("subscription_per_s", 0.2, "raw_scan"),
        new("feed_per_s", 0.2, "raw_scan"),
        new("sse_10000_clients_mb", 300, null),
        new("certificate_rebuild_ms", 60, null),
        new("match_2000_ms", 2000, null),
        new("messages_per_s", 600, null) { AtLeast = true },
        new("scheduled_3000_s", 4, null),
        new("webhooks_per_s", 300, null) { AtLeast = true },
        new("decide_64_followed", 0.95, "decide_64"),
        new("ready_ms", 4000, null),
        new("http_server_memory_mb", 400, null),
    ];

    /// <summary>Whether a figure without a floor has to be at least the value.</summary>
    public bool AtLeast { get; init; }

    /// <summary>Whether all its figures were measured.</summary>
    public bool IsMeasured(Figures figures) => figures.Has(Figure) && (Floor is null || figures.Has(Floor));

    /// <summary>The ratio to the floor; without a floor, the figure itself.</summary>
    public double Measured(Figures figures) => figures.Median(Figure) / (Floor is null ? 1 : figures.Median(Floor));

    /// <summary>Whether the median reaches the aim.</summary>
    public bool IsReached(Figures figures) => Floor is null && !AtLeast ? Measured(figures) <= Value : Measured(figures) >= Value;

    /// <summary>One line: the measured value, the aim, and the gap if it was missed.</summary>
    public string Line(Figures figures)
    {
        var measured = Measured(figures);
        var missed = string.Create(
            CultureInfo.InvariantCulture, $"{(Floor is null && !AtLeast ? "over" : "short")} by {Math.Abs(measured - Value) / Value:P0}");
        var compared = Floor is null
            ? string.Create(CultureInfo.InvariantCulture, $"{Figure,-26}{measured,10:N0}   {"",-16} "
                + $"aim {(AtLeast ? "at least" : "at most "),-8} {Value,8:N0}")
            : string.Create(CultureInfo.InvariantCulture, $"{Figure,-26}{measured,10:N2} x {Floor,-16} aim at least {Value,8:N2}");
        return $"{compared}    {(IsReached(figures) ? "reached" : missed)}";
    }
}

using System.Globalization;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>The drills run alone, because they measure times.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Drills
{
    public const string Name = "drills";
}

/// <summary>
/// The size of a drill: short inside ops/test; short or full in ops/drill, as MF_DRILL says. A variable sets the size of one drill:
/// <c>MF_DRILL_R1=40</c>.
/// </summary>
internal static class DrillSize
{
    private static readonly string? Mode = Environment.GetEnvironmentVariable("MF_DRILL");

    public static bool Full => Mode == "full";

    /// <summary>Whether it runs inside ops/drill, short or full.</summary>
    public static bool Drilling => Mode is "full" or "short";

    public static int Of(string drill, int brief, int full) =>
        int.TryParse(Environment.GetEnvironmentVariable($"MF_DRILL_{drill}"), NumberStyles.None, CultureInfo.InvariantCulture, out var own)
            ? own : Full ? full : brief;

    /// <summary>The longest time that a drill may measure. Inside ops/test it is three times as long, because other tests compute
    /// beside it.</summary>
    public static TimeSpan Within(int seconds) => TimeSpan.FromSeconds(Drilling ? seconds : 3 * seconds);

    /// <summary>Prints a measured figure; the text may be in parts because of the line length.</summary>
    public static void Figure(string name, params FormattableString[] text)
    {
        var line = $"{name}: {string.Concat(text.Select(FormattableString.Invariant))}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Drilling) Console.Error.WriteLine(line);
    }

    /// <summary>A requirement of the machine: without it a drill fails, and a test is skipped with the reason.</summary>
    public static void Demand(bool present, string because)
    {
        if (Drilling) Assert.True(present, because);
        Assert.SkipUnless(present, because);
    }
}

using System.Globalization;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>The drills take the machine for themselves: they measure times.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Drills
{
    public const string Name = "drills";
}

/// <summary>
/// How large a drill is: short inside ops/test; short or full, as MF_DRILL says, in ops/drill.
/// One drill gets another size by a variable of its own: <c>MF_DRILL_R1=40</c>.
/// </summary>
internal static class DrillSize
{
    private static readonly string? Mode = Environment.GetEnvironmentVariable("MF_DRILL");

    public static bool Full => Mode == "full";

    /// <summary>Inside ops/drill, of whatever size.</summary>
    public static bool Drilling => Mode is "full" or "short";

    public static int Of(string drill, int brief, int full) =>
        int.TryParse(Environment.GetEnvironmentVariable($"MF_DRILL_{drill}"), NumberStyles.None, CultureInfo.InvariantCulture, out var own)
            ? own : Full ? full : brief;

    /// <summary>Shows a measured figure; its text may come in parts, for the length of a line.</summary>
    public static void Figure(string name, params FormattableString[] text)
    {
        var line = $"{name}: {string.Concat(text.Select(FormattableString.Invariant))}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Drilling) Console.Error.WriteLine(line);
    }

    /// <summary>What a machine must have: without it a drill fails, and a test is skipped with its reason.</summary>
    public static void Demand(bool present, string because)
    {
        if (Drilling) Assert.True(present, because);
        Assert.SkipUnless(present, because);
    }
}

using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>
/// The events that undo or correct each event, in undoing-events.txt: type, tab, the undoing types separated by spaces; or type, tab, a
/// hyphen and the reason why there is none. An event that only sets a current value is undone by another of its type.
/// </summary>
public sealed class Undoing_events
{
    private static readonly Dictionary<string, string> Table = TestedTable();

    [Fact]
    public void Are_named_for_every_event() =>
        Assert.Equal(EventCodec.Names.Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Are_events_themselves() =>
        Assert.All(Table.Where(line => !IsFinal(line.Value)),
            line => Assert.All(line.Value.Split(' '), undoing => Assert.Contains(undoing, EventCodec.Names)));

    [Fact]
    public void Are_missing_only_with_a_reason() =>
        Assert.All(Table.Values.Where(IsFinal), why => Assert.True(why.Length > 20, why));

    [Fact]
    public void Have_a_reason_if_that_is_their_only_purpose() =>
        Assert.All(
            EventCodec.Names.Where(name =>
                name.EndsWith("_voided", StringComparison.Ordinal) || name.EndsWith("_corrected", StringComparison.Ordinal)
                    || name.EndsWith("_withdrawn", StringComparison.Ordinal)),
            // A withdrawal of consent needs no reason (L8).
            name => Assert.True(name == "consent_withdrawn"
                || EventCodec.TypeOf(name)!.GetProperty("Reason")?.PropertyType == typeof(TextReference),
                name));

    private static bool IsFinal(string undoing) => undoing.StartsWith("- ", StringComparison.Ordinal);

    private static Dictionary<string, string> TestedTable() =>
        TargetModel.Repository("tests/Domain.Tests/Ledger/undoing-events.txt").Split('\n')[..^1]
            .ToDictionary(line => line.Split('\t')[0], line => line.Split('\t')[1], StringComparer.Ordinal);
}

using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_recorded_time
{
    [Fact]
    public void Is_checked_as_the_entry_parses_it()
    {
        const string Time = "2024-02-29T23:59:59.999999Z";
        var random = new Random(27);
        for (var round = 0; round < 50_000; round++)
        {
            var at = random.Next(Time.Length);
            var forged = Time.Remove(at, 1).Insert(at, $"{"0123456789-T:.Z "[random.Next(16)]}");
            Assert.Equal(Reads(forged), EntryForm.IsTime(forged));
        }

        Assert.All(
            ["", "0000-01-01T00:00:00.000000Z", "2023-02-29T00:00:00.000000Z", "٢٠٢٤-02-28T00:00:00.000000Z"],
            text => Assert.Equal(Reads(text), EntryForm.IsTime(text)));
    }

    private static bool Reads(string text)
    {
        try
        {
            return Entry.RecordedAtText(Entry.Microseconds(text)) == text;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

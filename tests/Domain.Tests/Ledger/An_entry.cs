using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class An_entry
{
    private static readonly Entry Approval = new(
        12174, "school-49", "programme-0193b2f0", 58, Guid.Parse("019A9E5C-7A00-7C3E-9D4B-3F6F0C1D2E3F"), "stage_approved",
        "0193b2f0-1111-7222-8333-444455556666", "curator", OnBehalfOf: null, "2026-11-21T20:00:00.123456Z", "2026-11-20", "approve-5", 0,
        "9f86d081", Correlation: null, "tick-7", """{"act":"Приказ № 145","mark":"😀","stage":5}""");

    [Fact]
    public void Has_the_specified_leaf_text() =>
        Assert.Equal(
            """
            mentorshipflow entry v1
            position 12174
            organisation school-49
            stream programme-0193b2f0
            version 58
            event 019a9e5c-7a00-7c3e-9d4b-3f6f0c1d2e3f
            type stage_approved
            actor 0193b2f0-1111-7222-8333-444455556666
            role curator
            behalf -
            recorded 2026-11-21T20:00:00.123456Z
            effective 2026-11-20
            command approve-5
            index 0
            fingerprint 9f86d081
            correlation -
            causation tick-7
            body {"act":"Приказ № 145","mark":"😀","stage":5}

            """,
            Approval.LeafText);

    // The constant is the output of sha256sum for the text above.
    [Fact]
    public void Has_the_leaf_that_sha256sum_prints() =>
        Assert.Equal("687e52d25aa0b1be3cc308e66bbde8b30aa2e17eaef07e9ed9a51badfbf4cc02", Approval.Leaf().ToString());

    [Fact]
    public void Can_have_its_longest_numbers_and_letters()
    {
        var entry =
            Approval with { Position = long.MinValue, Version = int.MinValue, CommandIndex = int.MinValue, Body = new('€', 100_000) };

        Assert.Equal(Hash.Of(Encoding.UTF8.GetBytes(entry.LeafText)), entry.Leaf());
        Assert.EndsWith("€\n", entry.LeafText, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_its_leaf_with_every_field()
    {
        Entry[] forged =
        [
            Approval with { Position = 12175 }, Approval with { Organisation = "school-50" }, Approval with { Stream = "s" },
            Approval with { Version = 59 }, Approval with { EventId = Guid.Empty }, Approval with { Type = "stage_returned" },
            Approval with { Actor = "a" }, Approval with { Role = "head" }, Approval with { OnBehalfOf = "b" },
            Approval with { RecordedAt = "2026-11-21T20:00:00.123457Z" }, Approval with { EffectiveOn = null },
            Approval with { CommandId = "c" }, Approval with { CommandIndex = 1 }, Approval with { Fingerprint = "9f86d082" },
            Approval with { Correlation = "c" }, Approval with { Causation = null }, Approval with { Body = "{}" },
        ];

        Assert.Equal(typeof(Entry).GetProperties().Count(field => field.Name != nameof(Entry.LeafText)), forged.Length);
        Assert.Equal(forged.Length + 1, forged.Append(Approval).Select(entry => entry.Leaf()).Distinct().Count());
    }

    [Fact]
    public void Has_no_leaf_with_a_lone_surrogate() =>
        Assert.Throws<ArgumentException>(() => (Approval with { Type = "\ud800" }).Leaf());

    [Theory]
    [InlineData("stage_approved"), InlineData("Школа № 49"), InlineData("😀"), InlineData("--"), InlineData(" ")]
    public void Accepts_fields_of_one_line(string text) => Assert.True(Envelope.IsOneLine(text));

    [Fact]
    public void Refuses_fields_with_controls_a_dash_or_a_lone_surrogate() =>
        Assert.All(
            ["", "-", "a\nb", "a\r", "\0", "\t", "\u001f", "\u007f", "\ud800", "a\udc00", "\ud83d\ud83d\ude00", "\ude00\ud83d", "😀\ud83d"],
            text => Assert.False(Envelope.IsOneLine(text)));

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999Z")]
    [InlineData(1_795_291_200_123_456, "2026-11-21T20:00:00.123456Z")]
    [InlineData(-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z")]
    [InlineData(253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z")]
    public void Records_the_time_in_microseconds(long microseconds, string text)
    {
        Assert.Equal(text, Entry.RecordedAtText(microseconds));
        Assert.Equal(microseconds, Entry.Microseconds(text));
    }

    [Theory]
    [InlineData(253_402_300_800_000_000), InlineData(-62_135_596_800_000_001), InlineData(long.MaxValue), InlineData(long.MinValue)]
    public void Refuses_a_time_outside_the_calendar(long microseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Entry.RecordedAtText(microseconds));

    [Fact]
    public void Reads_a_time_only_from_its_own_text() =>
        Assert.All(
            [
                "", "-", "2026-11-21T20:00:00Z", "2026-11-21T20:00:00.123Z", "2026-11-21T20:00:00.1234567Z", "2026-11-21 20:00:00.123456Z",
                "2026-11-21T20:00:00.123456+00:00", "2026-11-21T20:00:00.123456", "2026-11-21t20:00:00.123456z",
                "2026-02-30T20:00:00.123456Z",
                "2026-11-21T24:00:00.000000Z", "2026-11-21T23:59:60.000000Z", " 2026-11-21T20:00:00.123456Z",
                "2026-11-21T20:00:00.123456Z\n",
            ],
            text => Assert.Throws<FormatException>(() => Entry.Microseconds(text)));
}

using MentorshipFlow.Audit;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_malformed_bundle : IDisposable
{
    private readonly SchoolLedger ledger = new();

    public void Dispose() => ledger.Dispose();

    [Theory]
    [InlineData("", 1), InlineData("\n", 1), InlineData("\ufeffmentorshipflow bundle v1\n", 1), InlineData("mentorshipflow bundle v2\n", 1)]
    [InlineData("mentorshipflow bundle v1", 1), InlineData("mentorshipflow bundle v1\r\n", 1), InlineData("mentorshipflow bundle v1\n", 2)]
    [InlineData("mentorshipflow bundle v1\nstream\n", 2), InlineData("mentorshipflow bundle v1\nstream a\norganisation b\nkey c\n", 4)]
    [InlineData("\0", 1)]
    public void Is_refused_with_the_number_of_the_line(string text, int line) =>
        Assert.Equal(line, Assert.IsType<BundleReading.Refused>(BundleReader.Read(text)).Line);

    [Fact]
    public void Is_refused_with_a_lone_surrogate() =>
        Assert.Equal(2, Assert.IsType<BundleReading.Refused>(BundleReader.Read("mentorshipflow bundle v1\nstream \udc00\n")).Line);

    [Fact]
    public void Is_refused_when_it_is_not_utf8() =>
        Assert.Equal(2, Assert.IsType<BundleReading.Refused>(BundleReader.Read([0x61, 0x0a, 0xc3, 0x28])).Line);

    [Theory]
    [InlineData("entries 4", "entries 2147483647"), InlineData("entries 4", "entries 99999999999"), InlineData("entries 4", "entries -1")]
    [InlineData("entries 4", "entries 04"), InlineData("entries 4", "entries 3"), InlineData("certificates 0", "certificates 1")]
    [InlineData("certificates 0\n", "certificates 0\n\n"), InlineData("definitions 1", "definitions  1")]
    [InlineData("position 0", "position 00")]
    [InlineData("event 0", "event F"), InlineData("consistency 4 ", "consistency 4"), InlineData("consistency 4 ", "consistency 04 ")]
    [InlineData("certificates 0\n", ""), InlineData("checkpoint\n", "checkpoint \n"), InlineData("\nproof ", "\nproof  ")]
    public void Is_refused_in_any_other_text_form(string written, string other)
    {
        var text = ledger.Bundle(joinedTo: 4).Text;

        Assert.IsType<BundleReading.Accepted>(BundleReader.Read(text));
        Assert.Contains(written, text, StringComparison.Ordinal);
        A_bundle.Says(BundleFaults.Unreadable,
            BundleVerifier.Verify(text.Replace(written, other, StringComparison.Ordinal), SchoolLedger.CertificateOf));
    }

    [Fact]
    public void Never_throws_with_random_cuts_and_insertions()
    {
        ledger.IssueCertificate();
        var random = new Random(49);
        var text = ledger.Bundle(joinedTo: 4).Text;
        for (var round = 0; round < 3000; round++)
        {
            var forged = text;
            for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
            {
                var (at, from) = (random.Next(forged.Length), random.Next(forged.Length));
                var piece = forged[from..Math.Min(forged.Length, from + random.Next(200))];
                forged = forged.Remove(at, Math.Min(forged.Length - at, random.Next(200)))
                    .Insert(at, random.Next(3) == 0 ? $"{(char)random.Next(0x10000)}" : piece);
            }

            if (forged != text) Assert.IsType<BundleVerdict.Broken>(BundleVerifier.Verify(forged, SchoolLedger.CertificateOf));
        }
    }

    [Fact]
    public void Never_throws_when_its_lines_are_shuffled()
    {
        ledger.IssueCertificate();
        var random = new Random(50);
        var lines = ledger.Bundle().Text.Split('\n');
        for (var round = 0; round < 1000; round++)
        {
            string[] forged = [.. lines];
            var (one, other) = (random.Next(lines.Length), random.Next(lines.Length));
            (forged[one], forged[other]) = (forged[other], forged[one]);
            if (!forged.SequenceEqual(lines))
                Assert.IsType<BundleVerdict.Broken>(BundleVerifier.Verify(string.Join('\n', forged), SchoolLedger.CertificateOf));
        }
    }
}

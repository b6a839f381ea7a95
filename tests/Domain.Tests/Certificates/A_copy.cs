using MentorshipFlow.Certificates;
using MentorshipFlow.Programmes.Certification;
using static MentorshipFlow.Domain.Tests.Certificates.History;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>What somebody is told who holds a text for a certificate.</summary>
public sealed class A_copy
{
    private static readonly History Year = School49.Drafted();

    private static readonly Issue First = Of("1", null), Second = Of("2", First.Issued.Id), Third = Of("3", null);

    // The second replaced the first and was annulled; the third is in force.
    private static readonly CertificationRoom Room = new CertificationEvent[]
        {
            First.Issued, Second.Issued, new CertificationEvent.CertificateAnnulled(Second.Issued.Id, Secret("Опечатка")), Third.Issued,
        }
        .Aggregate(CertificationRoom.Empty, (room, e) => room.Evolve(e, new Recorded { EffectiveOn = Day("2022-09-01") }));

    [Fact]
    public void F43_is_answered_by_what_became_of_its_certificate() =>
        Assert.Equal(
            [(CopyVerdict.Replaced, "1"), (CopyVerdict.Annulled, "2"), (CopyVerdict.InForce, "3")],
            new[] { First, Second, Third }.Select(c => Compare(c.Text)).Select(c => (c.Verdict, $"{c.Of!.Number}")));

    [Fact]
    public void F43_with_one_other_character_is_altered_in_that_line()
    {
        var copy = Compare(Third.Text.Replace("Номер справки: 3", "Номер справки: 8", StringComparison.Ordinal));
        Assert.Equal(
            (CopyVerdict.Altered, Third.Issued.Id, Array.IndexOf(Third.Text.Split('\n'), "Номер справки: 3") + 1, "Номер справки: 8",
                "Номер справки: 3"),
            (copy.Verdict, copy.Of!.Id, copy.FirstDifferentLine, copy.LineOfCopy, copy.IssuedLine));
    }

    /// <summary>Also in its code, by which the certificate is found.</summary>
    [Fact]
    public void F43_is_found_to_be_altered_in_any_line() =>
        Assert.All(Third.Text.TrimEnd('\n').Split('\n').Index().Where(l => l.Item.Length > 0), line =>
        {
            var lines = Third.Text.Split('\n');
            lines[line.Index] += "!";
            Assert.Equal((CopyVerdict.Altered, line.Index + 1), (Compare(string.Join('\n', lines)).Verdict,
                Compare(string.Join('\n', lines)).FirstDifferentLine));
        });

    [Fact]
    public void F43_is_not_made_false_by_what_mail_does_to_it() =>
        Assert.All(
            new Func<string, string>[]
            {
                t => t.Replace("\n", "\r\n", StringComparison.Ordinal), t => t.Replace('\n', '\r'), t => "\ufeff" + t,
                t => t.TrimEnd('\n'), t => t + "\n\n", t => t.Replace("\n", " \t\n", StringComparison.Ordinal),
                t => "\ufeff" + t.Replace("\n", "  \r\n", StringComparison.Ordinal).TrimEnd(),
            },
            mailed => Assert.Equal(CopyVerdict.InForce, Compare(mailed(Third.Text)).Verdict));

    [Fact]
    public void Cut_off_is_altered_in_the_first_line_that_it_lacks()
    {
        var lines = Third.Text.Split('\n');
        var copy = Compare(string.Join('\n', lines.Take(40)));
        Assert.Equal((CopyVerdict.Altered, 41, null, lines[40]),
            (copy.Verdict, copy.FirstDifferentLine, copy.LineOfCopy, copy.IssuedLine));
        var longer = Compare(Third.Text + "Ещё одна строка\n");
        Assert.Equal((CopyVerdict.Altered, "Ещё одна строка", null), (longer.Verdict, longer.LineOfCopy, longer.IssuedLine));
    }

    [Theory]
    [InlineData(""), InlineData("\ufeff\r\n"), InlineData("Совсем другой текст"), InlineData("mentorshipflow certificate v1")]
    public void F43_of_nothing_was_never_issued(string copy) =>
        Assert.Equal((CopyVerdict.NeverIssued, null), (Compare(copy).Verdict, Compare(copy).Of));

    [Fact]
    public void Of_another_programme_or_of_one_without_certificates_was_never_issued()
    {
        var other = Certificate.From(Id("another programme"), Chronicle.Of(Year.Entries), Definitions.TargetModel.WithoutPeople,
            CertificateParameters.Of(Third.Issued) with { Id = Id("other") });
        Assert.Equal(CopyVerdict.NeverIssued, Compare(other.Text).Verdict);
        Assert.Equal(CopyVerdict.NeverIssued, CheckedCopy.Compare(Third.Text, Programme, CertificationRoom.Empty, []).Verdict);
    }

    [Fact]
    public void Of_a_certificate_that_cannot_be_rebuilt_is_known_by_its_hash() =>
        Assert.Equal(
            (CopyVerdict.InForce, CopyVerdict.NeverIssued),
            (CheckedCopy.Compare(Third.Text, Programme, Room, [new(Third.Issued, null)]).Verdict,
                CheckedCopy.Compare(First.Text, Programme, Room, [new(Third.Issued, null)]).Verdict));

    private static CheckedCopy Compare(string copy) => CheckedCopy.Compare(copy, Programme, Room,
        [.. CheckedCopy.Candidates(copy, Room).Select(c => new[] { First, Second, Third }.Single(i => i.Issued == c))
            .Select(i => new IssuedText(i.Issued, i.Text))]);

    private static Issue Of(string number, Guid? replaces)
    {
        var parameters = School49.Parameters with { Id = Id($"certificate {number}"), Number = new(number), Replaces = replaces };
        var certificate = Year.Certificate(parameters);
        return new(new(
            parameters.Id, parameters.Number, parameters.Date, Year.Entries.Count, Certificate.Format, certificate.ContentHash,
            parameters.AsOf, parameters.Conclusions, parameters.Signatory, parameters.SignatoryPosition, replaces), certificate.Text);
    }

    private sealed record Issue(CertificationEvent.CertificateIssued Issued, string Text);
}
